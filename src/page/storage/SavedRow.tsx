/** A saved log with its actions. */
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import { usePage } from './usePage';

interface Properties {
  name: string;
  detail: string;
  onOpen: () => Promise<void>;
  onDelete: () => Promise<void>;
}

export function SavedRow({ name, detail, onOpen, onDelete }: Properties) {
  const text = useText();
  const isBusy = usePage(isTraining);
  return (
    <li>
      <span>
        <strong>{name}</strong> <span className={common.note}>{detail}</span>
      </span>
      <span className={common.row}>
        <Button
          aria-label={text('storage.open.label', { name })}
          isBusy={isBusy}
          onPress={() => void onOpen()}
        >
          {text('storage.open')}
        </Button>
        <Button aria-label={text('storage.delete.label', { name })} onPress={() => void onDelete()}>
          {text('storage.delete')}
        </Button>
      </span>
    </li>
  );
}
