/** The forgetting: how far the exposure scores moved while later objectives were trained. */
import common from '../controls/common.module.css';
import { methodTitle } from '../legend/methods';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import styles from './Forgetting.module.css';
import { type ShownForgetting, shownForgetting, shownSequential } from './sequentialRun';
import { isTraining } from './state';
import { usePage } from './usePage';

/** The strip's end: the number of what is shown beside that of `sequential`. */
export function ForgettingNumbers() {
  const text = useText();
  const numbers = useNumbers();
  const method = usePage((state) => state.plan?.method);
  const drift = usePage((state) => shownForgetting(state)?.value);
  const over = usePage((state) => shownForgetting(state)?.over);
  const sequential = usePage((state) => shownSequential(state)?.drift.exposure);
  const unit = over && text(`drift.unit.${over}`);
  return (
    <div data-owner="exposure" title={unit && `${text('chart.drift')}: ${unit}`}>
      <p className={styles.title}>
        {text('chart.drift')}
        {unit && <span className={common.hidden}>{unit}</span>}
      </p>
      <dl className={styles.numbers}>
        <div>
          <dt>{method === undefined ? '' : methodTitle(method, text)}</dt>
          <dd>{drift === undefined ? text('number.none') : numbers.plain(drift)}</dd>
        </div>
        {sequential !== undefined && (
          <div>
            <dt>{methodTitle('sequential', text)}</dt>
            <dd>{numbers.plain(sequential)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** The number with its sentence, above the curve. */
export function Forgetting() {
  const text = useText();
  const numbers = useNumbers();
  const sentence = usePage((state) => {
    const shown = shownForgetting(state);
    if (shown) return forgettingSentence(shown, text, numbers);
    return text(isTraining(state) ? 'drift.waiting' : 'drift.none');
  });
  const value = usePage((state) => shownForgetting(state)?.value);
  if (value === undefined) return <p className={common.note}>{sentence}</p>;
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

/** Returns the number with its unit, and over whom it was measured. */
function forgettingSentence(
  { value, over, isFrozen }: ShownForgetting,
  text: Text,
  numbers: Numbers,
): string {
  return text(isFrozen ? 'drift.frozen' : 'drift.moved', {
    objective: text('objective.exposure'),
    drift: numbers.plain(value),
    unit: text(`drift.unit.${over}`),
  });
}
