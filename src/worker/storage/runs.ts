/** Finished runs, saved as run files. */
import { CodedError } from '../../coded';
import type { SavedRun } from '../protocol/storage';
import { type StorageDatabase, withSpace } from './database';

/** Characters of a run's name. */
const MAX_NAME = 200;

/** A run before it is saved. */
export type UnsavedRun = Omit<SavedRun, 'bytes'>;

/**
 * Saves the list entry and the file in one transaction, in which the checkpoint of the training that ended in the run
 * is deleted: a page that is closed at any moment finds one of them. Throws StorageFullError, and CodedError
 * (`deleted-elsewhere`) where that checkpoint is gone.
 */
export async function saveRun(
  database: StorageDatabase,
  { run, file, checkpoint }: { run: UnsavedRun; file: Blob; checkpoint?: string | undefined },
): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  await withSpace({ what: 'run' }, async () => {
    const change = database.transaction(['runs', 'files', 'trainings'], 'readwrite');
    const trainings = change.objectStore('trainings');
    const isGone = checkpoint !== undefined && (await trainings.getKey(checkpoint)) === undefined;
    if (isGone) throw new CodedError('deleted-elsewhere');
    await Promise.all([
      change.objectStore('files').put(bytes, run.id),
      change.objectStore('runs').put({ ...run, bytes: bytes.length }),
      ...(checkpoint === undefined ? [] : [trainings.delete(checkpoint)]),
      change.done,
    ]);
  });
}

/** Lists the saved runs, the latest first. */
export async function savedRuns(database: StorageDatabase): Promise<SavedRun[]> {
  return (await database.getAll('runs')).sort((a, b) => b.savedAt - a.savedAt);
}

/** Reads a saved run. Throws CodedError when another tab deleted it. */
export async function savedRun(
  database: StorageDatabase,
  id: string,
): Promise<{ run: SavedRun; file: Blob }> {
  const change = database.transaction(['runs', 'files']);
  const [run, bytes] = await Promise.all([
    change.objectStore('runs').get(id),
    change.objectStore('files').get(id),
  ]);
  if (!run || !bytes) throw new CodedError('run-not-saved');
  return { run, file: new Blob([bytes]) };
}

/** Renames a saved run. Throws CodedError when the name is empty or too long. */
export async function renameRun(database: StorageDatabase, id: string, name: string): Promise<void> {
  const wanted = typeof name === 'string' ? name.trim() : '';
  if (wanted === '' || wanted.length > MAX_NAME) throw new CodedError('bad-run-name', { max: MAX_NAME });
  const change = database.transaction('runs', 'readwrite');
  const run = await change.store.get(id);
  if (run) await change.store.put({ ...run, name: wanted });
  await change.done;
}

export async function deleteRun(database: StorageDatabase, id: string): Promise<void> {
  const change = database.transaction(['runs', 'files'], 'readwrite');
  await Promise.all([
    change.objectStore('runs').delete(id),
    change.objectStore('files').delete(id),
    change.done,
  ]);
}
