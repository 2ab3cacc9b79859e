/** The sticky bar: train, pause, step, cancel, reset, and the progress. */

import common from '../controls/common.module.css';
import { ProgressBar } from '../controls/ProgressBar';
import { stageTitle } from '../legend/stages';
import { useCoded } from '../messages/useCoded';
import { formatDuration, useNumbers, useText } from '../messages/useText';
import { isTraining } from './state';
import styles from './Transport.module.css';
import { TransportButtons } from './TransportButtons';
import { usePage } from './usePage';

export function Transport() {
  const text = useText();
  return (
    <section className={styles.transport} aria-label={text('transport.label')}>
      <div className={styles.inner}>
        <TransportButtons />
        <Readout />
      </div>
      <TransportProgress />
      <Announcement />
    </section>
  );
}

function Readout() {
  const text = useText();
  const numbers = useNumbers();
  const status = usePage((state) => state.status);
  const progress = usePage((state) => state.progress);
  const seconds = usePage((state) => state.run?.summary.seconds ?? null);
  const stage = useStageName();
  const parts: string[] = [];
  if (progress && status !== 'idle') {
    const { step, steps, loss, etaMs } = progress;
    parts.push(text('transport.steps', { step: numbers.count(step), steps: numbers.count(steps) }));
    if (loss !== null && status !== 'finished')
      parts.push(text('transport.loss', { loss: numbers.score(loss) }));
    if (etaMs !== null && status === 'running') {
      parts.push(text('transport.eta', { eta: formatDuration(text, etaMs) }));
    }
  }
  if (status === 'finished' && seconds !== null) {
    parts.push(text('transport.took', { time: formatDuration(text, seconds * 1000) }));
  }
  return (
    <p className={styles.readout}>
      <strong>{stage}</strong>
      <span className={common.note}>{parts.join(' · ')}</span>
    </p>
  );
}

/** Returns the running stage, or the status when none runs. */
function useStageName(): string {
  const text = useText();
  const status = usePage((state) => state.status);
  const hasLog = usePage((state) => state.dataset !== null);
  const method = usePage((state) => state.draft.method);
  const stage = usePage(({ plan, reports }) => plan?.stages[reports.length]);
  const isWithin = usePage(({ progress }) => progress?.stage === stage?.id && progress?.stageStep !== 0);
  if (!hasLog) return text('transport.waiting');
  if (status === 'idle') return text('transport.idle', { method: text(`method.${method}.title`) });
  if (isTraining({ status }) && stage) {
    const name = stageTitle(stage, text);
    if (status === 'running') return name;
    return text(isWithin ? 'status.pausedIn' : 'status.pausedBefore', { stage: name });
  }
  return text(`status.${status}`);
}

function TransportProgress() {
  const text = useText();
  const share = usePage(({ progress, status }) => {
    if (status === 'finished') return 1;
    return progress && progress.steps > 0 ? progress.step / progress.steps : 0;
  });
  const status = usePage((state) => state.status);
  return (
    <ProgressBar
      className={styles.progress}
      label={text('transport.progress')}
      share={share}
      status={status}
    />
  );
}

/** Announces each stage once to screen readers. */
function Announcement() {
  const name = useStageName();
  const coded = useCoded();
  const reason = usePage((state) => state.statusReason);
  return (
    <p className={common.hidden} role="status">
      {name}
      {reason && ` ${coded('error', reason)}`}
    </p>
  );
}
