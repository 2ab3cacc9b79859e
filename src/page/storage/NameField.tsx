/** The field for a run's new name: it has the focus, Enter saves, Escape leaves the old name. */
import { clsx } from 'clsx';
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import fieldStyles from '../controls/Field.module.css';
import { useText } from '../messages/useText';
import styles from './storage.module.css';

export function NameField(properties: {
  name: string;
  onSave: (name: string) => void;
  onCancel: () => void;
}) {
  const { name, onSave, onCancel } = properties;
  const text = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(String(new FormData(event.currentTarget).get('name')));
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <form className={common.row} onSubmit={save} onKeyDown={cancel}>
      <input
        ref={field}
        name="name"
        className={clsx(fieldStyles.input, styles.nameField)}
        aria-label={text('storage.rename.field', { name })}
        defaultValue={name}
        maxLength={200}
        required
      />
      <Button type="submit" size="small">
        {text('storage.rename.save')}
      </Button>
      <Button size="small" onPress={onCancel}>
        {text('storage.rename.cancel')}
      </Button>
    </form>
  );
}
