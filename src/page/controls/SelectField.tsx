/** A labelled drop-down that works by keyboard, touch and screen reader. */

import { clsx } from 'clsx';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { Collection, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Label, Select, SelectValue } from 'react-aria-components/Select';
import { Icon } from '../legend/Icon';
import fieldStyles from './Field.module.css';
import listboxStyles from './Listbox.module.css';
import styles from './SelectField.module.css';

export interface Option<Id extends string> {
  id: Id;
  title: string;
  detail?: string;
}

/** Options that belong together, under a heading. */
export interface OptionGroup<Id extends string> {
  title: string;
  options: readonly Option<Id>[];
}

export function SelectField<Id extends string>(properties: {
  label: string;
  /** A flat list, or groups under headings. */
  options: readonly Option<Id>[] | readonly OptionGroup<Id>[];
  selected: Id;
  onChoose: (id: Id) => void;
  isDisabled?: boolean;
}) {
  const { label, options, selected, onChoose, isDisabled = false } = properties;
  return (
    <Select
      className={clsx(fieldStyles.field)}
      value={selected}
      onChange={(id) => id !== null && onChoose(id as Id)}
      isDisabled={isDisabled}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <Button className={clsx(fieldStyles.input, styles.button)}>
        <SelectValue<Option<Id>>>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="chevron" size={14} />
      </Button>
      <Popover className={clsx(listboxStyles.popover)}>
        {isGrouped(options) ? (
          <ListBox className={clsx(listboxStyles.listbox)} items={options}>
            {(group) => (
              <ListBoxSection id={group.title}>
                <Header className={listboxStyles.heading}>{group.title}</Header>
                <Collection items={group.options}>{(option) => <OptionItem option={option} />}</Collection>
              </ListBoxSection>
            )}
          </ListBox>
        ) : (
          <ListBox className={clsx(listboxStyles.listbox)} items={options}>
            {(option) => <OptionItem option={option} />}
          </ListBox>
        )}
      </Popover>
    </Select>
  );
}

function OptionItem({ option: { id, title, detail } }: { option: Option<string> }) {
  return (
    <ListBoxItem className={clsx(listboxStyles.option)} id={id} textValue={title}>
      {title}
      {detail && <small>{detail}</small>}
    </ListBoxItem>
  );
}

function isGrouped<Id extends string>(
  options: readonly Option<Id>[] | readonly OptionGroup<Id>[],
): options is readonly OptionGroup<Id>[] {
  return options.length > 0 && 'options' in options[0]!;
}
