/** Columns of each view of the result table, with their estimates and the best value of each. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import {
  compared,
  isUpperBound,
  RANKINGS,
  type RankingName,
  SLICES,
  type Slice,
} from '../../lab/labCatalogue';
import type { Estimate, Figure, LabRow, LabTable, RowMeasures } from '../../worker/protocol/lab';

export const TABLE_VIEWS = ['quality', 'accuracy', 'slices', 'cost'] as const;
export type TableView = (typeof TABLE_VIEWS)[number];

export type Cost =
  | 'parameters'
  | 'vectorWidth'
  | 'indexBytes'
  | 'steps'
  | 'flops'
  | 'seconds'
  | 'retrievalUs'
  | 'forgetting'
  | 'hypervolume';
const COSTS: readonly Cost[] = [
  'parameters',
  'vectorWidth',
  'indexBytes',
  'steps',
  'flops',
  'seconds',
  'retrievalUs',
  'forgetting',
];

/** A column: its heading, its estimate of a row, and whether higher or lower is better. */
export interface Column {
  id: string;
  heading:
    | { kind: 'ranking'; ranking: RankingName }
    | { kind: 'measure'; measure: 'recall' | 'ndcg' }
    | { kind: 'slice'; slice: Slice }
    | { kind: 'cost'; cost: Cost };
  /** Objective whose heading spans the column. */
  objective?: Objective;
  better: 'more' | 'less';
  estimate(measured: RowMeasures): Estimate | undefined;
  /** Estimate with its interval and comparison. */
  figure?(measured: RowMeasures): Figure | undefined;
}

/** Objective of the slices that are shown, and ranking of the slices and of the accuracy. */
export interface ViewChoice {
  objective: Objective;
  ranking: RankingName;
}

export function columnsOf(view: TableView, { log }: LabTable, choice: ViewChoice): Column[] {
  const objectives = OBJECTIVES.filter((name) => log.objectives.includes(name));
  if (view === 'quality') {
    const area = log.objectives.length === 3 ? [costColumn('hypervolume')] : [];
    return [...objectives.flatMap((name) => RANKINGS.map((ranking) => figureColumn(name, ranking))), ...area];
  }
  if (view === 'accuracy') return objectives.flatMap((name) => accuracyColumns(name, choice.ranking));
  if (view === 'slices') return SLICES.map((slice) => sliceColumn(slice, choice));
  return COSTS.map(costColumn);
}

function figureColumn(objective: Objective, ranking: RankingName): Column {
  const figure = ({ figures }: RowMeasures) => figures[ranking][objective];
  const estimate = (measured: RowMeasures) => {
    const found = figure(measured);
    return found && compared(found);
  };
  return {
    id: `${objective} ${ranking}`,
    heading: { kind: 'ranking', ranking },
    objective,
    better: 'more',
    estimate,
    figure,
  };
}

function accuracyColumns(objective: Objective, ranking: RankingName): Column[] {
  return (['recall', 'ndcg'] as const).map((measure) => ({
    id: `${objective} ${measure}`,
    heading: { kind: 'measure', measure },
    objective,
    better: 'more',
    estimate: ({ figures }) => figures[ranking][objective]?.[measure],
  }));
}

function sliceColumn(slice: Slice, { objective, ranking }: ViewChoice): Column {
  return {
    id: slice,
    heading: { kind: 'slice', slice },
    better: 'more',
    estimate: ({ slices }) => slices[ranking][objective]?.[slice],
  };
}

function costColumn(cost: Cost): Column {
  const estimate = (measured: RowMeasures): Estimate | undefined => {
    const value = measured[cost];
    return typeof value === 'number' ? { mean: value } : value;
  };
  const better = cost === 'hypervolume' ? 'more' : 'less';
  return { id: cost, heading: { kind: 'cost', cost }, better, estimate };
}

/**
 * Returns the labels of the best rows of a column; none where more than half are equally good. The untrained
 * baselines have no costs to compare.
 */
export function bestOf({ better, estimate }: Column, rows: readonly LabRow[]): Set<string> {
  const values = rows
    .filter((row) => !isUpperBound(row) && (better === 'more' || (row.measured?.parameters ?? 0) > 0))
    .flatMap(({ label, measured }) => {
      const found = measured && estimate(measured);
      return found ? [{ label, value: found.mean }] : [];
    });
  const all = values.map(({ value }) => value);
  const best = better === 'more' ? Math.max(...all) : Math.min(...all);
  const winners = values.filter(({ value }) => value === best);
  return new Set(2 * winners.length <= values.length ? winners.map(({ label }) => label) : []);
}

/** Returns the range of all intervals of an objective, without the upper bound, which would squeeze the others. */
export function intervalScale(objective: Objective, rows: readonly LabRow[]): [min: number, max: number] {
  const ends = rows
    .filter((row) => !isUpperBound(row))
    .flatMap(({ measured }) =>
      RANKINGS.flatMap((ranking) => measured?.figures[ranking][objective]?.interval ?? []),
    );
  const min = Math.min(...ends);
  return ends.length === 0 ? [0, 1] : [min, Math.max(min + 0.001, ...ends)];
}
