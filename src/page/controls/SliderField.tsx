/** A number moved along a track, in the hue of its objective where it has one. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import type { Objective } from '../../data/schema';
import fills from '../legend/fills.module.css';
import { useText } from '../messages/useText';
import styles from './SliderField.module.css';

export function SliderField(properties: {
  label: ReactNode;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  owner?: Objective;
  format?: Intl.NumberFormatOptions;
  /** Whether the part below the value is filled: not where two sliders divide one scale. */
  isFilled?: boolean;
  /** `line`: label, track and value beside one another. */
  layout?: 'block' | 'line';
  /** True where the value has no effect: none is shown. */
  isDisabled?: boolean;
}) {
  const { label, value, min, max, step, onChange, owner, format } = properties;
  const { isFilled = true, layout = 'block', isDisabled = false } = properties;
  const text = useText();
  return (
    <Slider
      className={clsx(styles.slider)}
      data-owner={owner}
      data-layout={layout}
      minValue={min}
      maxValue={max}
      step={step}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(format && { formatOptions: format })}
    >
      <Label className={styles.label}>{label}</Label>
      <SliderOutput className={clsx(styles.value)}>
        {({ state }) => (isDisabled ? text('number.none') : state.getThumbValueLabel(0))}
      </SliderOutput>
      <SliderTrack className={clsx(styles.track)}>
        {isFilled && (
          <div
            className={clsx(styles.fill, owner && fills.fill)}
            data-owner={owner}
            style={{ width: `${(100 * (value - min)) / (max - min)}%` }}
          />
        )}
        <SliderThumb className={clsx(styles.thumb)} />
      </SliderTrack>
    </Slider>
  );
}
