/** The items that an invented user likes: a search that adds one, and those chosen so far. */
import { clsx } from 'clsx';
import { useMemo, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components/ComboBox';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import fieldStyles from '../controls/Field.module.css';
import listboxStyles from '../controls/Listbox.module.css';
import { useText } from '../messages/useText';
import { usePage } from './usePage';

const OFFERED_ITEMS = 50;

export function LikedItems({ ids, onChange }: { ids: readonly string[]; onChange: (ids: string[]) => void }) {
  const text = useText();
  const items = usePage((state) => state.dataset?.items);
  const [typed, setTyped] = useState('');
  const titles = items?.titles ?? items?.ids ?? [];
  const offered = useMemo(() => {
    const matches: { id: string; title: string }[] = [];
    const names = items?.titles ?? items?.ids ?? [];
    for (const [index, title] of names.entries()) {
      const id = items?.ids[index] ?? '';
      if (!ids.includes(id) && title.toLowerCase().includes(typed.toLowerCase())) matches.push({ id, title });
      if (matches.length === OFFERED_ITEMS) break;
    }
    return matches;
  }, [items, ids, typed]);
  return (
    <>
      <ComboBox
        className={clsx(fieldStyles.field)}
        items={offered}
        value={null}
        inputValue={typed}
        onInputChange={setTyped}
        onChange={(id) => {
          if (id === null) return;
          setTyped('');
          onChange([...ids, String(id)]);
        }}
        menuTrigger="focus"
        allowsCustomValue
        allowsEmptyCollection
      >
        <Label className={fieldStyles.label}>{text('retrieve.invent.likes')}</Label>
        <Input className={clsx(fieldStyles.input)} placeholder={text('retrieve.invent.search')} />
        <Popover className={clsx(listboxStyles.popover)}>
          <ListBox className={clsx(listboxStyles.listbox)}>
            {({ id, title }: { id: string; title: string }) => (
              <ListBoxItem className={clsx(listboxStyles.option)} id={id} textValue={title}>
                {title}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <ul className={common.row}>
        {ids.map((id) => {
          const item = titles[items?.ids.indexOf(id) ?? -1] ?? id;
          return (
            <li key={id}>
              <Button
                size="small"
                aria-label={text('retrieve.invent.remove', { item })}
                onPress={() => onChange(ids.filter((other) => other !== id))}
              >
                {item} ×
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
