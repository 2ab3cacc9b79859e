/** Finished runs, kept as the files they would be exported as. */
import type { SavedRun } from '../protocol/storage';
import { type StorageDatabase, withRoom } from './database';

/** Both or neither: the entry in the list and its file. */
export async function saveRun(
  keeping: StorageDatabase,
  run: Omit<SavedRun, 'bytes'>,
  file: Blob,
): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  await withRoom('this run', async () => {
    const change = keeping.transaction(['runs', 'files'], 'readwrite');
    await Promise.all([
      change.objectStore('files').put(bytes, run.id),
      change.objectStore('runs').put({ ...run, bytes: bytes.length }),
      change.done,
    ]);
  });
}

/** The latest first. */
export async function savedRuns(keeping: StorageDatabase): Promise<SavedRun[]> {
  return (await keeping.getAll('runs')).sort((a, b) => b.savedAt - a.savedAt);
}

export async function savedRun(keeping: StorageDatabase, id: string): Promise<{ run: SavedRun; file: Blob }> {
  const change = keeping.transaction(['runs', 'files']);
  const [run, bytes] = await Promise.all([
    change.objectStore('runs').get(id),
    change.objectStore('files').get(id),
  ]);
  if (!run || !bytes) throw new Error('This run is no longer kept: another tab deleted it.');
  return { run, file: new Blob([bytes]) };
}

/** Throws Error when the name is empty or longer than a line. */
export async function renameRun(keeping: StorageDatabase, id: string, name: string): Promise<void> {
  const wanted = name.trim();
  if (wanted === '' || wanted.length > 200) throw new Error('A name has 1 to 200 characters.');
  const change = keeping.transaction('runs', 'readwrite');
  const run = await change.store.get(id);
  if (run) await change.store.put({ ...run, name: wanted });
  await change.done;
}

export async function deleteRun(keeping: StorageDatabase, id: string): Promise<void> {
  const change = keeping.transaction(['runs', 'files'], 'readwrite');
  await Promise.all([
    change.objectStore('runs').delete(id),
    change.objectStore('files').delete(id),
    change.done,
  ]);
}
