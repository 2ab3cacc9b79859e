/** What trains, how far it is, or what is shown: one place of a fixed size that is always true. */

import { clsx } from 'clsx';
import common from '../controls/common.module.css';
import { ProgressBar } from '../controls/ProgressBar';
import { methodTitle } from '../legend/methods';
import { stageTitle } from '../legend/stages';
import { useCoded } from '../messages/useCoded';
import { formatDuration, useNumbers, useText } from '../messages/useText';
import { isTraining } from './state';
import styles from './Transport.module.css';
import { usePage } from './usePage';

export function Readout() {
  const head = useStageName();
  const detail = useDetail();
  return (
    <div className={styles.readout}>
      <strong title={head}>{head}</strong>
      <span className={clsx(common.note, styles.detail)} title={detail}>
        {detail}
      </span>
    </div>
  );
}

/** Returns the position of the training under way, or the steps and time of the run that is shown. */
function useDetail(): string {
  const text = useText();
  const numbers = useNumbers();
  const status = usePage((state) => state.status);
  const progress = usePage((state) => state.progress);
  const run = usePage((state) => state.run?.summary);
  const isInAdvance = usePage((state) => state.run?.trainedInAdvance);
  const steps = (step: number, all: number) =>
    text('transport.steps', { step: numbers.count(step), steps: numbers.count(all) });
  if (isTraining({ status })) {
    if (!progress) return '';
    const { step, steps: all, loss, etaMs } = progress;
    const eta =
      etaMs !== null && status === 'running'
        ? text('transport.eta', { eta: formatDuration(text, etaMs) })
        : loss !== null && text('transport.loss', { loss: numbers.score(loss) });
    return [steps(step, all), eta].filter(Boolean).join(' · ');
  }
  if (!run) return '';
  const took = isInAdvance
    ? text('transport.inAdvance')
    : text('transport.took', { time: formatDuration(text, run.seconds * 1000) });
  return [steps(run.steps, run.steps), took].join(' · ');
}

/** Returns the stage under way; when none is, the status and the method that is shown or would be trained. */
function useStageName(): string {
  const text = useText();
  const status = usePage((state) => state.status);
  const isStarting = usePage((state) => state.isStarting);
  const hasLog = usePage((state) => state.dataset !== null);
  const loading = usePage((state) => state.loading?.what);
  const method = usePage((state) => state.draft.method);
  const shown = usePage((state) => state.run?.summary.method);
  const stage = usePage(({ plan, reports }) => plan?.stages[reports.length]);
  const isWithin = usePage(({ progress }) => progress?.stage === stage?.id && progress?.stageStep !== 0);
  if (!hasLog && !loading) return text('transport.waiting');
  if (isTraining({ status }) && stage) {
    const name = stageTitle(stage, text);
    if (status === 'running') return name;
    return text(isWithin ? 'status.pausedIn' : 'status.pausedBefore', { stage: name });
  }
  if (loading) return text(`data.loading.${loading}`);
  if (isStarting) return text('transport.measuring');
  if (status === 'cancelled' || status === 'failed') return text(`status.${status}`);
  if (shown !== undefined) return text('transport.shown', { method: methodTitle(shown, text) });
  return text('transport.idle', { method: text(`method.${method}.title`) });
}

export function TrainingProgress() {
  const text = useText();
  const share = usePage(({ progress, status, run }) => {
    if (!isTraining({ status }) && run) return 1;
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
export function TrainingAnnouncement() {
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
