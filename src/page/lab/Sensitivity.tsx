/** The paper's sensitivity study: CSMF with one hyperparameter changed at a time. */

import { clsx } from 'clsx';
import { Suspense } from 'react';
import { SWEEP_VALUES, SWEEPS, type Sweep } from '../../lab/labCatalogue';
import type { SweepRow } from '../../worker/protocol/lab';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import labStyles from './lab.module.css';
import { sweepOf, uploadedLogOf } from './labDraft';
import styles from './Sensitivity.module.css';
import { isUnderWay } from './state';
import { useCommands, usePage } from './usePage';

const SweepCharts = lazyPanel(async () => (await import('./SweepCharts')).SweepCharts);

export function Sensitivity() {
  const text = useText();
  const sweeps = usePage(({ lab }) => lab.sweeps);
  const current = usePage(({ lab }) => sweepOf(lab.state?.spec));
  const seen = SWEEPS.filter((sweep) => (sweeps[sweep]?.length ?? 0) > 0 || sweep === current);
  return (
    <Card>
      <h3>{text('lab.sensitivity')}</h3>
      <p className={clsx(common.note, labStyles.explanation)}>{text('lab.sensitivity.what')}</p>
      <SweepButtons />
      {seen.length === 0 ? (
        <Notice kind="empty">{text('lab.sensitivity.empty')}</Notice>
      ) : (
        seen.map((sweep) => <SweepFigure key={sweep} sweep={sweep} rows={sweeps[sweep] ?? []} />)
      )}
    </Card>
  );
}

function SweepButtons() {
  const text = useText();
  const { startSweep } = useCommands();
  const isBusy = usePage(({ lab }) => isUnderWay(lab.state));
  // Trainings for each value: datasets × seeds.
  const runs = usePage(({ lab, dataset }) => {
    const { samples, includesUploadedLog, seeds } = lab.draft;
    return seeds * (samples.length + (includesUploadedLog && uploadedLogOf(dataset) ? 1 : 0));
  });
  return (
    <div className={common.row}>
      {SWEEPS.map((sweep) => (
        <Button
          key={sweep}
          className={styles.start}
          isDisabled={isBusy || runs === 0}
          onPress={() => void startSweep(sweep)}
        >
          {text(`lab.sweep.start.${sweep}`)}
          <span className={common.note}>
            {text('lab.sweep.count', { count: runs * SWEEP_VALUES[sweep].length })}
          </span>
        </Button>
      ))}
      {isBusy && <span className={common.note}>{text('lab.sensitivity.busy')}</span>}
    </div>
  );
}

function SweepFigure({ sweep, rows }: { sweep: Sweep; rows: readonly SweepRow[] }) {
  const text = useText();
  return (
    <figure className={common.stack}>
      <h3>{text(`lab.sweep.${sweep}.title`)}</h3>
      {rows.length === 0 ? (
        <Notice kind="empty">{text('lab.sensitivity.soon')}</Notice>
      ) : (
        <Suspense fallback={<div className={common.skeleton}>{text('chart.loading')}</div>}>
          <SweepCharts rows={rows} />
        </Suspense>
      )}
      <figcaption className={common.note}>{text(`lab.sweep.${sweep}.note`)}</figcaption>
    </figure>
  );
}
