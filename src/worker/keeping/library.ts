/** Finished runs, kept as the files they would be exported as. */
import type { KeptRun } from '../keepingProtocol';
import { type Keeping, withRoom } from './database';

/** Both or neither: the entry in the list and its file. */
export async function keepRun(keeping: Keeping, run: Omit<KeptRun, 'bytes'>, file: Blob): Promise<void> {
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
export async function keptRuns(keeping: Keeping): Promise<KeptRun[]> {
  return (await keeping.getAll('runs')).sort((a, b) => b.savedAt - a.savedAt);
}

export async function keptRun(keeping: Keeping, id: string): Promise<{ run: KeptRun; file: Blob }> {
  const change = keeping.transaction(['runs', 'files']);
  const [run, bytes] = await Promise.all([
    change.objectStore('runs').get(id),
    change.objectStore('files').get(id),
  ]);
  if (!run || !bytes) throw new Error('This run is no longer kept: another tab deleted it.');
  return { run, file: new Blob([bytes]) };
}

/** Throws Error when the name is empty or longer than a line. */
export async function renameRun(keeping: Keeping, id: string, name: string): Promise<void> {
  const wanted = name.trim();
  if (wanted === '' || wanted.length > 200) throw new Error('A name has 1 to 200 characters.');
  const change = keeping.transaction('runs', 'readwrite');
  const run = await change.store.get(id);
  if (run) await change.store.put({ ...run, name: wanted });
  await change.done;
}

export async function deleteRun(keeping: Keeping, id: string): Promise<void> {
  const change = keeping.transaction(['runs', 'files'], 'readwrite');
  await Promise.all([
    change.objectStore('runs').delete(id),
    change.objectStore('files').delete(id),
    change.done,
  ]);
}
