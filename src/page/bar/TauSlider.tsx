/** τ of the first objective in the bar: how much of its importance it may release. */
import { clsx } from 'clsx';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
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
      <Slider
        className={clsx(styles.tau)}
        minValue={0}
        maxValue={0.95}
        step={0.05}
        value={value}
        onChange={(next) => setParameter(PATH, next)}
        isDisabled={!isRead}
        formatOptions={TWO_DIGITS}
      >
        <Label>{text('bar.tau')}</Label>
        <SliderTrack className={clsx(styles.track)}>
          <SliderThumb className={clsx(styles.thumb)} />
        </SliderTrack>
        <SliderOutput className={clsx(styles.value)}>
          {({ state }) => (isRead ? state.getThumbValueLabel(0) : text('number.none'))}
        </SliderOutput>
      </Slider>
    </div>
  );
}
