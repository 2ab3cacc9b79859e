/** The logs saved in this browser, and how to delete everything that is. */
import type { SavedLists } from '../../worker/protocol/storage';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import { SavedRow } from './SavedRow';
import styles from './storage.module.css';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';

const NOTHING: SavedLists = { interruptions: [], runs: [], logs: [] };

export function SavedCard() {
  const text = useText();
  const { openDrawer } = useCommands();
  const { runs, logs } = usePage((state) => state.saved) ?? NOTHING;
  return (
    <Card as="section" aria-label={text('storage.title')}>
      <div className={common.spread}>
        <h3>{text('storage.title')}</h3>
        <Button onPress={() => openDrawer('delete')}>{text('storage.deleteAll')}</Button>
      </div>
      <p className={common.note}>
        {runs.length + logs.length === 0
          ? text('storage.none')
          : text('storage.counts', { runs: runs.length, logs: logs.length })}
      </p>
      {logs.length > 0 && <Logs logs={logs} />}
    </Card>
  );
}

function Logs({ logs }: Pick<SavedLists, 'logs'>) {
  const text = useText();
  const numbers = useNumbers();
  const dates = useDates();
  const { openSavedLog, deleteSavedLog } = useCommands();
  return (
    <div>
      <h4>{text('storage.logs')}</h4>
      <ul className={styles.list}>
        {logs.map(({ fingerprint, name, rows, savedAt }) => (
          <SavedRow
            key={fingerprint}
            name={name}
            detail={text('storage.log', { rows: numbers.count(rows), date: dates(savedAt) })}
            onOpen={() => openSavedLog(fingerprint)}
            onDelete={() => deleteSavedLog(fingerprint)}
          />
        ))}
      </ul>
    </div>
  );
}
