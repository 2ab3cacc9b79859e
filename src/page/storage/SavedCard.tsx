/** The runs and uploaded logs saved in this browser. */
import { useState } from 'react';
import type { SavedLists } from '../../worker/protocol/storage';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { methodTitle } from '../legend/methods';
import { useNumbers, useText } from '../messages/useText';
import { SavedRow } from './SavedRow';
import styles from './storage.module.css';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';

const NOTHING: SavedLists = { interruptions: [], runs: [], logs: [] };

export function SavedCard() {
  const text = useText();
  const { runs, logs } = usePage((state) => state.saved) ?? NOTHING;
  return (
    <Card as="section" aria-label={text('storage.title')}>
      <div className={common.spread}>
        <h3>{text('storage.title')}</h3>
        <Forget />
      </div>
      {runs.length + logs.length === 0 && <p className={common.note}>{text('storage.none')}</p>}
      {runs.length > 0 && <Runs runs={runs} />}
      {logs.length > 0 && <Logs logs={logs} />}
    </Card>
  );
}

function Runs({ runs }: Pick<SavedLists, 'runs'>) {
  const text = useText();
  const numbers = useNumbers();
  const dates = useDates();
  const { openSavedRun, renameSavedRun, deleteSavedRun } = useCommands();
  return (
    <div>
      <h4>{text('storage.runs')}</h4>
      <ul className={styles.list}>
        {runs.map(({ id, name, method, dataset, seed, savedAt, bytes }) => (
          <SavedRow
            key={id}
            name={name === method ? methodTitle(method, text) : name}
            detail={text('storage.run', {
              dataset: dataset.name,
              seed,
              date: dates(savedAt),
              size: numbers.count(bytes / 1000),
            })}
            onOpen={() => openSavedRun(id)}
            onRename={(wanted) => renameSavedRun(id, wanted)}
            onDelete={() => deleteSavedRun(id)}
          />
        ))}
      </ul>
    </div>
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

/** Deletes everything after a confirmation: it cannot be undone. */
function Forget() {
  const text = useText();
  const { deleteEverything } = useCommands();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return <Button onPress={() => setAsking(true)}>{text('storage.deleteAll')}</Button>;
  }
  return (
    <div className={common.row} role="alert">
      <span>{text('storage.deleteAll.question')}</span>
      <Button
        onPress={() => {
          setAsking(false);
          void deleteEverything();
        }}
      >
        {text('storage.deleteAll.confirm')}
      </Button>
      <Button onPress={() => setAsking(false)}>{text('storage.deleteAll.cancel')}</Button>
    </div>
  );
}
