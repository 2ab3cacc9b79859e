/** The top K of the chosen user, recomputed in the same frame as a weight changes. */
import { useMemo, useRef, useState } from 'react';
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { UserView } from '../../worker/protocol/retrieval';
import type { RunView } from '../../worker/protocol/training';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { useNumbers, useText } from '../messages/useText';
import { keptLists } from '../train/readout';
import { hasList } from '../train/state';
import { featureText } from './featureText';
import { ItemMapDialog } from './itemMap/ItemMapDialog';
import { type BarScale, RankedItem } from './RankedItem';
import itemStyles from './RankedItem.module.css';
import styles from './RankedList.module.css';
import { fusedRunOf } from './state';
import { fusedWeightList } from './steering';
import { usePage } from './usePage';
import { createRanker, type RankedRow, rankFused } from './userRanking';
import { useComparedWeighting, useFusedRun, useWeighting } from './useWeighting';

/** `rows`: how many are shown at first. */
export function RankedList({ rows: shownAtFirst }: { rows: number }) {
  const text = useText();
  const [isFull, setFull] = useState(false);
  const view = usePage((state) => state.userView);
  const dataset = usePage((state) => state.dataset);
  const rows = useRows(view, dataset?.k ?? shownAtFirst);
  const labels = useMemo(() => testLabels(view), [view]);
  const itemTexts = useMemo(() => {
    const names = dataset?.items.titles ?? dataset?.items.ids ?? [];
    const features = dataset?.items.features ?? [];
    return { names, features };
  }, [dataset]);
  const lit = usePage((state) => litObjectives(state.highlight, state.run?.scores));
  const shown = isFull ? rows : rows.slice(0, shownAtFirst);
  const scale = barScale(shown);
  const isLinear = usePage((state) => fusedRunOf(state)?.fusion !== 'method');
  const isKept = usePage(hasList);
  const kept = usePage(keptLists);
  if (!isKept) return <Notice kind="empty">{text(`retrieve.stageNotKept.${kept}`)}</Notice>;
  return (
    <Card>
      <ListHead shown={shown.length} rows={rows} labels={labels} />
      {view === null && <Notice kind="empty">{text('retrieve.empty')}</Notice>}
      <ol className={styles.list} data-lit={lit}>
        {shown.map((row) => (
          <RankedItem
            // By rank: a row that takes another item's place changes its words and does not move.
            key={row.rank}
            {...row}
            parts={row.contributions.join(' ')}
            title={itemTexts.names[row.item] ?? ''}
            detail={itemTexts.features.map((feature) => featureText(feature, row.item)).join(' · ')}
            label={labels.get(row.item)}
            low={scale.low}
            high={scale.high}
          />
        ))}
      </ol>
      {rows.length > 0 && isLinear && <p className={common.note}>{text('retrieve.legend')}</p>}
      {rows.length > shownAtFirst && (
        <Button size="small" className={itemStyles.all} onPress={() => setFull(!isFull)}>
          {isFull ? text('retrieve.showFewer') : text('retrieve.showAll', { k: rows.length })}
        </Button>
      )}
    </Card>
  );
}

/** Returns the objectives whose scores a block takes part in; undefined where none is pointed at. */
function litObjectives(
  block: Objective | null,
  scores: RunView['scores'] = 'cumulative',
): string | undefined {
  if (!block) return undefined;
  return scores === 'separate' ? block : OBJECTIVES.slice(OBJECTIVES.indexOf(block)).join(' ');
}

function ListHead(properties: {
  shown: number;
  rows: readonly RankedRow[];
  labels: ReadonlyMap<number, Objective>;
}) {
  const { shown, rows, labels } = properties;
  const text = useText();
  const numbers = useNumbers();
  const items = usePage((state) => state.dataset?.summary.items ?? 0);
  const hits = text('retrieve.hits', { hits: countHits(rows, labels), all: labels.size, k: rows.length });
  return (
    <div className={itemStyles.head}>
      <h3>
        {shown > 0
          ? text('retrieve.list', { count: shown, items: numbers.count(items) })
          : text('retrieve.list.none')}
      </h3>
      <span className={common.note} title={hits}>
        {labels.size > 0 && hits}
      </span>
      <ItemMapDialog />
    </div>
  );
}

/** Returns the current list; with all weights at 0, or until the worker has fused, the previous one. */
function useRows(view: UserView | null, k: number): RankedRow[] {
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const run = useFusedRun();
  const weighting = useWeighting();
  const compared = useComparedWeighting();
  const methodFusion = usePage((state) => state.methodFusion);
  const isLinear = usePage((state) => fusedRunOf(state)?.fusion !== 'method');
  const ranker = useMemo(() => (view ? createRanker(view) : null), [view]);
  const last = useRef<{ view: UserView | null; rows: RankedRow[] }>({ view: null, rows: [] });
  return useMemo(() => {
    const alphas = fusedWeightList(weighting, run, objectives);
    const alphasBefore = fusedWeightList(compared, run, objectives);
    const previous = last.current.view === view ? last.current.rows : [];
    const mixed = view && methodFusion ? rankFused(view, methodFusion, k) : null;
    const rows = (isLinear ? ranker?.(alphas, alphasBefore, k) : mixed) ?? previous;
    last.current = { view, rows };
    return rows;
  }, [ranker, weighting, compared, run, objectives, k, view, isLinear, methodFusion]);
}

function testLabels(view: UserView | null): Map<number, Objective> {
  return new Map(view?.test.map(({ item, depth }) => [item, OBJECTIVES[depth] ?? 'exposure']));
}

function countHits(rows: readonly RankedRow[], labels: ReadonlyMap<number, Objective>): number {
  return rows.reduce((hits, { item }) => hits + (labels.has(item) ? 1 : 0), 0);
}

/** Returns the range that all bars share; it contains 0. */
function barScale(rows: readonly RankedRow[]): BarScale {
  let low = 0;
  let high = 1e-9;
  for (const { contributions } of rows) {
    for (const part of contributions) {
      low = Math.min(low, part);
      high = Math.max(high, part);
    }
  }
  return { low, high };
}
