/** A labelled switch, with an explanation where it needs one. */

import { clsx } from 'clsx';
import { Switch } from 'react-aria-components/Switch';
import fieldStyles from './Field.module.css';
import { Help } from './Help';
import styles from './SwitchControl.module.css';

export function SwitchControl(properties: {
  label: string;
  help?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}) {
  const { label, help, isOn, onChange, isDisabled = false } = properties;
  return (
    <div className={fieldStyles.labelRow}>
      <Switch className={clsx(styles.switch)} isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
        <span className={styles.track} aria-hidden="true" />
        {label}
      </Switch>
      {help && <Help name={label}>{help}</Help>}
    </div>
  );
}
