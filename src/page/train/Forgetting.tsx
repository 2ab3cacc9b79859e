/** The forgetting: how far the exposure scores moved while later objectives were trained. */
import { methodEntry } from '../../methods/methodCatalogue';
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './Forgetting.module.css';
import { usePage } from './usePage';

export function Forgetting() {
  const text = useText();
  const numbers = useNumbers();
  // A second stage leaves its base unchanged, so the base's forgetting is shown.
  const method = usePage(({ plan, draft }) =>
    plan?.method === 'rerank' ? draft.config?.base : plan?.method,
  );
  const drift = usePage(({ validations }) =>
    validations.findLast((point) => point.drift.exposure !== undefined),
  );
  const value = drift?.drift.exposure;
  if (value === undefined) return null;
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
