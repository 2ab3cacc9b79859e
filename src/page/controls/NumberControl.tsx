/** A labelled number with bounds, unit and explanation; it commits when the field is left or stepped. */

import { clsx } from 'clsx';
import { Button } from 'react-aria-components/Button';
import { Group, Input, Label, NumberField } from 'react-aria-components/NumberField';
import fieldStyles from './Field.module.css';
import { Help } from './Help';
import styles from './NumberControl.module.css';

export interface NumberControlProperties {
  label: string;
  help: string;
  value: number;
  onCommit: (value: number) => void;
  bounds: { min: number; max: number; step: number; integer: boolean };
  /** Names the default where the value differs from it. */
  changed?: string | undefined;
  isDisabled?: boolean;
}

export function NumberControl(properties: NumberControlProperties) {
  const { label, help, value, onCommit, bounds, changed, isDisabled = false } = properties;
  const digits = bounds.integer ? 0 : 5;
  return (
    <NumberField
      className={clsx(fieldStyles.field)}
      value={value}
      minValue={bounds.min}
      maxValue={bounds.max}
      onChange={(next) => !Number.isNaN(next) && next !== value && onCommit(next)}
      formatOptions={{ maximumFractionDigits: digits, useGrouping: false }}
      isDisabled={isDisabled}
      isWheelDisabled
    >
      <div className={fieldStyles.labelRow}>
        <Label className={fieldStyles.label}>{label}</Label>
        <Help name={label}>{help}</Help>
      </div>
      <Group className={clsx(styles.group)}>
        <Input />
        <Stepper sign={-1} {...properties} />
        <Stepper sign={1} {...properties} />
      </Group>
      {changed && <span className={fieldStyles.changed}>{changed}</span>}
    </NumberField>
  );
}

/** Steps by the parameter's own step without forbidding the values between: 0.0035 stays possible. */
function Stepper({ sign, value, bounds, onCommit, isDisabled }: NumberControlProperties & { sign: 1 | -1 }) {
  const next = Number((value + sign * bounds.step).toPrecision(10));
  const inside = Math.min(bounds.max, Math.max(bounds.min, next));
  return (
    <Button
      slot={null}
      aria-hidden="true"
      excludeFromTabOrder
      isDisabled={isDisabled || inside === value}
      onPress={() => onCommit(inside)}
    >
      {sign > 0 ? '+' : '−'}
    </Button>
  );
}
