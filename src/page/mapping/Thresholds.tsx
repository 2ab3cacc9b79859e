/** Sliders for the ratings from which a row counts as a click or a conversion. */
import { useMemo } from 'react';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { SliderField } from '../controls/SliderField';
import { SwitchControl } from '../controls/SwitchControl';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useText } from '../messages/useText';
import styles from './mapping.module.css';
import type { FileDraft } from './mappingDraft';
import { ratingScale, type Scale, withoutConversion, withThreshold } from './ratings';
import { useCommands } from './usePage';

export function Thresholds({ file, index }: { file: FileDraft; index: number }) {
  const text = useText();
  const { changeFile } = useCommands();
  const { profile, mapping } = file;
  const scale = useMemo(() => ratingScale(profile, mapping.rating ?? ''), [profile, mapping.rating]);
  if (!mapping.rating) return null;
  if (!scale) return <p className={common.note}>{text('mapping.thresholds.none')}</p>;
  const { click = scale.min, conversion } = mapping.thresholds ?? {};
  const move = (which: 'click' | 'conversion') => (value: number) =>
    changeFile(index, (draft) => withThreshold(draft, which, value));
  return (
    <fieldset className={styles.group}>
      <FieldLabel as="legend">{text('mapping.thresholds')}</FieldLabel>
      <div className={styles.grid}>
        <ThresholdSlider which="click" scale={scale} value={click} onMove={move('click')} />
        {conversion !== undefined && (
          <ThresholdSlider which="conversion" scale={scale} value={conversion} onMove={move('conversion')} />
        )}
      </div>
      <SwitchControl
        label={text('mapping.threshold.three')}
        isOn={conversion !== undefined}
        onChange={(isOn) => (isOn ? move('conversion')(scale.max) : changeFile(index, withoutConversion))}
      />
    </fieldset>
  );
}

function ThresholdSlider(properties: {
  which: 'click' | 'conversion';
  scale: Scale;
  value: number;
  onMove: (value: number) => void;
}) {
  const { which, scale, value, onMove } = properties;
  const text = useText();
  return (
    <SliderField
      owner={which}
      label={
        <>
          <ObjectiveMark objective={which} />
          {text(`mapping.threshold.${which}`)}
        </>
      }
      min={scale.min}
      max={scale.max}
      step={scale.step}
      value={value}
      onChange={onMove}
      isFilled={false}
    />
  );
}
