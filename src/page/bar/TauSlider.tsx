/** τ of the first objective in the bar: how much of its importance it may release. */
import { SliderField } from '../controls/SliderField';
import { useText } from '../messages/useText';
import { parametersFor } from '../plan/parameters';
import styles from './TauSlider.module.css';
import { useCommands, usePage } from './usePage';

const PATH = 'tau.exposure';
const TWO_DIGITS = { minimumFractionDigits: 2 } as const;

export function TauSlider() {
  const text = useText();
  const { setParameter } = useCommands();
  const value = usePage(({ draft }) => draft.config?.tau.exposure ?? 0);
  const isRead = usePage(
    ({ draft, dataset }) =>
      draft.config !== null &&
      parametersFor(draft.method, dataset?.summary.objectives ?? [], draft.config.base).main.some(
        ({ path }) => path === PATH,
      ),
  );
  return (
    <div className={styles.frame} title={text('bar.tau.help')}>
      <SliderField
        layout="line"
        label={text('bar.tau')}
        min={0}
        max={0.95}
        step={0.05}
        value={value}
        onChange={(next) => setParameter(PATH, next)}
        isFilled={false}
        isDisabled={!isRead}
        format={TWO_DIGITS}
      />
    </div>
  );
}
