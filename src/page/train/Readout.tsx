/** What trains, how far it is, or what is shown: one place of a fixed size that is always true. */

import { clsx } from 'clsx';
import common from '../controls/common.module.css';
import { ProgressBar } from '../controls/ProgressBar';
import { useCoded } from '../messages/useCoded';
import { useNumbers, useText } from '../messages/useText';
import { detail, headline } from './readout';
import { isTraining } from './state';
import styles from './Transport.module.css';
import { usePage } from './usePage';

export function Readout() {
  const text = useText();
  const numbers = useNumbers();
  const head = usePage((state) => headline(state, text));
  const more = usePage((state) => detail(state, text, numbers));
  return (
    <div className={styles.readout}>
      <strong title={head}>{head}</strong>
      <span className={clsx(common.note, styles.detail)} title={more}>
        {more}
      </span>
    </div>
  );
}

export function TrainingProgress() {
  const text = useText();
  const share = usePage((state) => {
    const { progress, run } = state;
    if (!isTraining(state) && run) return 1;
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
  const text = useText();
  const coded = useCoded();
  const name = usePage((state) => headline(state, text));
  const reason = usePage((state) => state.statusReason);
  return (
    <p className={common.hidden} role="status">
      {name}
      {reason && ` ${coded('error', reason)}`}
    </p>
  );
}
