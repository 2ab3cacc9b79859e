/** A saved run or log with its actions. */
import { clsx } from 'clsx';
import { type FormEvent, useState } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import fieldStyles from '../controls/Field.module.css';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import styles from './storage.module.css';
import { usePage } from './usePage';

interface Properties {
  name: string;
  detail: string;
  onOpen: () => Promise<void>;
  onRename?: (name: string) => Promise<void>;
  onDelete: () => Promise<void>;
}

export function SavedRow({ name, detail, onOpen, onRename, onDelete }: Properties) {
  const text = useText();
  const isBusy = usePage(isTraining);
  const [isRenaming, setRenaming] = useState(false);
  const rename = (wanted: string) => {
    setRenaming(false);
    void onRename?.(wanted);
  };
  return (
    <li>
      {isRenaming ? (
        <NameField name={name} onSave={rename} />
      ) : (
        <span>
          <strong>{name}</strong> <span className={common.note}>{detail}</span>
        </span>
      )}
      <span className={common.row}>
        <Button
          aria-label={text('storage.open.label', { name })}
          isDisabled={isBusy}
          onPress={() => void onOpen()}
        >
          {text('storage.open')}
        </Button>
        {onRename && !isRenaming && (
          <Button aria-label={text('storage.rename.label', { name })} onPress={() => setRenaming(true)}>
            {text('storage.rename')}
          </Button>
        )}
        <Button aria-label={text('storage.delete.label', { name })} onPress={() => void onDelete()}>
          {text('storage.delete')}
        </Button>
      </span>
    </li>
  );
}

function NameField({ name, onSave }: { name: string; onSave: (name: string) => void }) {
  const text = useText();
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(String(new FormData(event.currentTarget).get('name')));
  };
  return (
    <form className={common.row} onSubmit={save}>
      <input
        name="name"
        className={clsx(fieldStyles.input, styles.nameField)}
        aria-label={text('storage.rename.field', { name })}
        defaultValue={name}
        maxLength={200}
        required
      />
      <Button type="submit">{text('storage.rename.save')}</Button>
    </form>
  );
}
