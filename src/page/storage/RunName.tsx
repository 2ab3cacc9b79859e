/** Tells a run from the others: its name, the parameters that were changed, seed, and whether it is saved. */
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { methodTitle } from '../legend/methods';
import { useText } from '../messages/useText';
import { isTraining } from '../train/state';
import type { ListedRun } from './listedRuns';
import styles from './runs.module.css';
import { useDates } from './useDates';
import { useCommands, usePage } from './usePage';
import { useRunChanges } from './useRunChanges';

export function RunName(properties: { listed: ListedRun; title: string; isShown: boolean }) {
  const { listed, title, isShown } = properties;
  const { run, saved, method, seed, name } = listed;
  const text = useText();
  const dates = useDates();
  const { selectRun, openSavedRun } = useCommands();
  // A running training occupies the timeline and the curves until it ends.
  const isBusy = usePage(isTraining);
  const changes = useRunChanges(run);
  const open = async () => {
    if (isShown) return;
    if (run) await selectRun(run.id);
    else if (saved) await openSavedRun(saved.id);
  };
  const fullName = [title, text('results.seed', { seed }), ...changes].join(', ');
  const parts = [
    name && methodTitle(method, text),
    text('results.seed', { seed }),
    isShown && text('results.runs.current'),
    saved ? text('results.runs.saved', { date: dates(saved.savedAt) }) : text('results.runs.notSaved'),
  ];
  return (
    <>
      <Button
        variant="link"
        aria-label={text(run ? 'results.runs.show' : 'storage.open.label', { name: fullName })}
        isBusy={isBusy}
        onPress={() => void open()}
      >
        {title}
      </Button>
      {changes.length > 0 && (
        <ul className={styles.changes} aria-label={text('results.runs.changes')}>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <span className={common.line}>{parts.filter(Boolean).join(' · ')}</span>
    </>
  );
}
