/** The Pareto front of each method: click against conversion over the fusion weights. */
import { Suspense, useState } from 'react';
import type { LabTable } from '../../worker/protocol/lab';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import { frontsOf, seedsOf } from './plots';

const ParetoChart = lazyPanel(async () => (await import('./ParetoChart')).ParetoChart);

export function ParetoCard({ table }: { table: LabTable }) {
  const text = useText();
  const seeds = seedsOf(table);
  const [chosen, setSeed] = useState(0);
  const seed = seeds.includes(chosen) ? chosen : (seeds[0] ?? 0);
  const fronts = frontsOf(table, seed);
  const figure = table.log.figure === 'X' ? text('results.x') : text('results.recall', { k: table.log.k });
  return (
    <Card as="figure">
      <div className={common.spread}>
        <h3>{text('lab.pareto')}</h3>
        {seeds.length > 1 && (
          <SelectField
            label={text('lab.pareto.seed')}
            options={seeds.map((id) => ({ id: String(id), title: text('results.seed', { seed: id }) }))}
            selected={String(seed)}
            onChoose={(id) => setSeed(Number(id))}
          />
        )}
      </div>
      {fronts.length === 0 ? (
        <Notice kind="empty">{text('lab.pareto.empty')}</Notice>
      ) : (
        <Suspense fallback={<div className={common.skeleton}>{text('chart.loading')}</div>}>
          <ParetoChart fronts={fronts} figure={figure} />
        </Suspense>
      )}
      <figcaption className={common.note}>{text('lab.pareto.note')}</figcaption>
    </Card>
  );
}
