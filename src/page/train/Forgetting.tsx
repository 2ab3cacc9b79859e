/** The forgetting: how far the exposure scores moved while later objectives were trained. */
import { methodEntry } from '../../methods/methodCatalogue';
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './Forgetting.module.css';
import { isTraining } from './state';
import { usePage } from './usePage';

export function Forgetting() {
  const text = useText();
  const numbers = useNumbers();
  // A second stage leaves its base unchanged, so the base's forgetting is shown.
  const method = usePage(({ plan, draft }) =>
    plan?.method === 'rerank' ? draft.config?.base : plan?.method,
  );
  const value = useForgetting();
  if (value === undefined) return <p className={common.note}>{text('drift.waiting')}</p>;
  const frozen = methodEntry(method)?.freezes === true;
  const sentence = text(frozen ? 'drift.frozen' : 'drift.moved', {
    objective: text('objective.exposure'),
    drift: numbers.plain(value),
  });
  return (
    <div className={styles.forgetting} data-owner="exposure">
      <span className={styles.number} aria-hidden="true">
        {numbers.plain(value)}
      </span>
      <p>
        {sentence}
        <span className={common.line}>{text(value === 0 ? 'drift.exact' : 'drift.lost')}</span>
      </p>
    </div>
  );
}

/** Returns the finished run's forgetting over all users, as its table says it; while one trains, that of a sample. */
function useForgetting(): number | undefined {
  return usePage((state) =>
    state.run && !isTraining(state)
      ? state.run.summary.drift.exposure
      : state.validations.findLast((point) => point.drift.exposure !== undefined)?.drift.exposure,
  );
}
