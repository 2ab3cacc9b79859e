/** The paper's sensitivity study: CSMF with one hyperparameter moved, everything else as it is. */
import { Suspense } from 'react';
import { Button } from 'react-aria-components/Button';
import { SWEEP_VALUES, SWEEPS, type Sweep } from '../../lab/catalogue';
import type { SweepRow } from '../../worker/protocol/lab';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import { sweepOf, uploadedLogOf } from './labDraft';
import { isUnderWay } from './state';
import { useCommands, usePage } from './usePage';
import './figures.css';

const SweepCharts = lazyPanel(async () => (await import('./SweepCharts')).SweepCharts);

export function Sensitivity() {
  const text = useText();
  const sweeps = usePage(({ lab }) => lab.sweeps);
  const current = usePage(({ lab }) => sweepOf(lab.state?.spec));
  const seen = SWEEPS.filter((sweep) => (sweeps[sweep]?.length ?? 0) > 0 || sweep === current);
  return (
    <div className="card stack">
      <h3>{text('lab.sensitivity')}</h3>
      <p className="note labWords">{text('lab.sensitivity.what')}</p>
      <SweepButtons />
      {seen.length === 0 ? (
        <p className="empty">{text('lab.sensitivity.empty')}</p>
      ) : (
        seen.map((sweep) => <SweepFigure key={sweep} sweep={sweep} rows={sweeps[sweep] ?? []} />)
      )}
    </div>
  );
}

function SweepButtons() {
  const text = useText();
  const { startSweep } = useCommands();
  const isBusy = usePage(({ lab }) => isUnderWay(lab.state));
  // Datasets × seeds.
  const runs = usePage(({ lab, dataset }) => {
    const { samples, ownLog, seeds } = lab.draft;
    return seeds * (samples.length + (ownLog && uploadedLogOf(dataset) ? 1 : 0));
  });
  return (
    <div className="row">
      {SWEEPS.map((sweep) => (
        <Button
          key={sweep}
          className="button sweepButton"
          isDisabled={isBusy || runs === 0}
          onPress={() => void startSweep(sweep)}
        >
          {text(`lab.sweep.start.${sweep}`)}
          <span className="note">
            {text('lab.sweep.count', { count: runs * SWEEP_VALUES[sweep].length })}
          </span>
        </Button>
      ))}
      {isBusy && <span className="note">{text('lab.sensitivity.busy')}</span>}
    </div>
  );
}

function SweepFigure({ sweep, rows }: { sweep: Sweep; rows: readonly SweepRow[] }) {
  const text = useText();
  return (
    <figure className="stack">
      <h3>{text(`lab.sweep.${sweep}.title`)}</h3>
      {rows.length === 0 ? (
        <p className="empty">{text('lab.sensitivity.soon')}</p>
      ) : (
        <Suspense fallback={<div className="skeleton">{text('chart.loading')}</div>}>
          <SweepCharts rows={rows} />
        </Suspense>
      )}
      <figcaption className="note">{text(`lab.sweep.${sweep}.note`)}</figcaption>
    </figure>
  );
}
