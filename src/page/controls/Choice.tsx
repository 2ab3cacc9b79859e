/** One of a few: a labelled drop-down that works by keyboard, touch and screen reader. */
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Label, Select, SelectValue } from 'react-aria-components/Select';
import { Icon } from '../marks/Icon';
import './controls.css';

export interface Option<Id extends string> {
  id: Id;
  title: string;
  detail?: string;
}

export function Choice<Id extends string>(properties: {
  label: string;
  options: readonly Option<Id>[];
  selected: Id;
  onChoose: (id: Id) => void;
  isDisabled?: boolean;
}) {
  const { label, options, selected, onChoose, isDisabled = false } = properties;
  return (
    <Select
      className="field choice"
      value={selected}
      onChange={(id) => id !== null && onChoose(id as Id)}
      isDisabled={isDisabled}
    >
      <Label>{label}</Label>
      <Button className="input choiceButton">
        <SelectValue<Option<Id>>>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="chevron" size={14} />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox" items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.title}>
              {option.title}
              {option.detail && <small>{option.detail}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
