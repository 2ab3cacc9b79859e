/** What each method can trade: click against conversion, every weighting that no other of its own beats. */
import { Suspense, useState } from 'react';
import type { LabTable } from '../../worker/protocol/lab';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import { frontsOf, seedsOf } from './plots';
import './figures.css';

const ParetoChart = lazyPanel(async () => (await import('./ParetoChart')).ParetoChart);

export function ParetoCard({ table }: { table: LabTable }) {
  const text = useText();
  const seeds = seedsOf(table);
  const [chosen, setSeed] = useState(0);
  const seed = seeds.includes(chosen) ? chosen : (seeds[0] ?? 0);
  const fronts = frontsOf(table, seed);
  const figure = table.log.figure === 'X' ? text('results.x') : text('results.recall', { k: table.log.k });
  return (
    <figure className="card stack">
      <div className="row spread">
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
        <p className="empty">{text('lab.pareto.empty')}</p>
      ) : (
        <Suspense fallback={<div className="skeleton">{text('chart.loading')}</div>}>
          <ParetoChart fronts={fronts} figure={figure} />
        </Suspense>
      )}
      <figcaption className="note">{text('lab.pareto.note')}</figcaption>
    </figure>
  );
}
