/** Renames or deletes a saved run. */
import type { RefObject } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import { useCommands } from './usePage';

export function RunActions(properties: {
  id: string;
  title: string;
  rename: RefObject<HTMLButtonElement | null>;
  onRename: () => void;
  onDeleted: () => void;
}) {
  const { id, title, rename, onRename, onDeleted } = properties;
  const text = useText();
  const { deleteSavedRun } = useCommands();
  return (
    <span className={common.row}>
      <Button
        ref={rename}
        size="small"
        variant="quiet"
        aria-label={text('storage.rename.label', { name: title })}
        onPress={onRename}
      >
        {text('storage.rename')}
      </Button>
      <Button
        size="small"
        variant="quiet"
        aria-label={text('storage.delete.label', { name: title })}
        onPress={() => {
          onDeleted();
          void deleteSavedRun(id);
        }}
      >
        {text('storage.delete')}
      </Button>
    </span>
  );
}
