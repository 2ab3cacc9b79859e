/** The run library and one's own logs, as they are kept in this browser. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { SavedLists } from '../../worker/protocol/storage';
import { methodTitle } from '../legend/methods';
import { useNumbers, useText } from '../messages/useText';
import { SavedRow } from './SavedRow';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';
import './storage.css';

const NOTHING: SavedLists = { interruptions: [], runs: [], logs: [] };

export function SavedCard() {
  const text = useText();
  const { runs, logs } = usePage((state) => state.saved) ?? NOTHING;
  return (
    <section className="card stack" aria-label={text('storage.title')}>
      <div className="row spread">
        <h3>{text('storage.title')}</h3>
        <Forget />
      </div>
      {runs.length + logs.length === 0 && <p className="note">{text('storage.none')}</p>}
      {runs.length > 0 && <Runs runs={runs} />}
      {logs.length > 0 && <Logs logs={logs} />}
    </section>
  );
}

function Runs({ runs }: Pick<SavedLists, 'runs'>) {
  const text = useText();
  const numbers = useNumbers();
  const dates = useDates();
  const { openKeptRun, renameKeptRun, deleteKeptRun } = useCommands();
  return (
    <div>
      <h4>{text('storage.runs')}</h4>
      <ul className="keptList">
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
            onOpen={() => openKeptRun(id)}
            onRename={(wanted) => renameKeptRun(id, wanted)}
            onDelete={() => deleteKeptRun(id)}
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
  const { openKeptLog, deleteKeptLog } = useCommands();
  return (
    <div>
      <h4>{text('storage.logs')}</h4>
      <ul className="keptList">
        {logs.map(({ fingerprint, name, rows, savedAt }) => (
          <SavedRow
            key={fingerprint}
            name={name}
            detail={text('storage.log', { rows: numbers.count(rows), date: dates(savedAt) })}
            onOpen={() => openKeptLog(fingerprint)}
            onDelete={() => deleteKeptLog(fingerprint)}
          />
        ))}
      </ul>
    </div>
  );
}

/** Asked twice: it cannot be undone. */
function Forget() {
  const text = useText();
  const { forgetEverything } = useCommands();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button className="button" onPress={() => setAsking(true)}>
        {text('storage.deleteAll')}
      </Button>
    );
  }
  return (
    <div className="row" role="alert">
      <span>{text('storage.deleteAll.question')}</span>
      <Button
        className="button"
        onPress={() => {
          setAsking(false);
          void forgetEverything();
        }}
      >
        {text('storage.deleteAll.confirm')}
      </Button>
      <Button className="button" onPress={() => setAsking(false)}>
        {text('storage.deleteAll.cancel')}
      </Button>
    </div>
  );
}
