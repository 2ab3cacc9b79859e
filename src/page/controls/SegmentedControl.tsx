/** A choice of one among a few options, all of them visible. */

import { clsx } from 'clsx';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import styles from './SegmentedControl.module.css';

export function SegmentedControl<Id extends string>(properties: {
  label: string;
  options: readonly { id: Id; title: string }[];
  selected: Id;
  onChoose: (id: Id) => void;
}) {
  const { label, options, selected, onChoose } = properties;
  return (
    <ToggleButtonGroup
      className={clsx(styles.segments)}
      aria-label={label}
      selectedKeys={[selected]}
      disallowEmptySelection
      onSelectionChange={([chosen]) => onChoose(chosen as Id)}
    >
      {options.map(({ id, title }) => (
        <ToggleButton key={id} id={id} className={clsx(styles.segment)}>
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
