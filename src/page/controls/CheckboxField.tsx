/** A checkbox of a group, with a help sign where its label needs an explanation. */

import { clsx } from 'clsx';
import { Checkbox } from 'react-aria-components/Checkbox';
import { Icon } from '../legend/Icon';
import styles from './CheckboxField.module.css';
import { Help } from './Help';

export function CheckboxField({ value, label, help }: { value: string; label: string; help?: string }) {
  return (
    <div className={styles.row}>
      <Checkbox className={clsx(styles.checkbox)} value={value}>
        <span className={styles.box} aria-hidden="true">
          <Icon name="check" size={12} />
        </span>
        {label}
      </Checkbox>
      {help && <Help name={label}>{help}</Help>}
    </div>
  );
}
