/** Logs of a person's own, as they were read: a reload need not ask for the file again. */
import type { Dataset, Feature, Side } from '../../data/schema';
import type { CsvReport } from '../protocol/data';
import type { SavedLog } from '../protocol/storage';
import { type LogData, type StorageDatabase, withRoom } from './database';

/** Both or neither: the entry in the list and the log itself. */
export async function saveLog(
  keeping: StorageDatabase,
  { log, splitMethod }: Dataset,
  csv?: CsvReport,
): Promise<void> {
  const { fingerprint, name } = log;
  const entry = { fingerprint, name, savedAt: Date.now(), rows: log.user.length };
  await withRoom(`the log “${name}”`, async () => {
    const change = keeping.transaction(['logs', 'logData'], 'readwrite');
    await Promise.all([
      change.objectStore('logData').put({ log, splitMethod, ...(csv && { csv }) }, fingerprint),
      change.objectStore('logs').put(entry),
      change.done,
    ]);
  });
}

/** Throws Error that says which file to open when the log is not kept. */
export async function savedLog(
  keeping: StorageDatabase | undefined,
  fingerprint: string,
  name: string,
): Promise<LogData> {
  const kept = await keeping?.get('logData', fingerprint);
  if (kept) return upgraded(kept);
  throw new Error(
    `The log “${name}” is not kept in this browser (fingerprint ${fingerprint.slice(0, 12)}…). ` +
      'Open its file first, then try again.',
  );
}

/** The log with the kind of each feature, which logs saved by version 1.0 and earlier lack. */
function upgraded({ log, ...rest }: LogData): LogData {
  const withKinds = (side: Side): Side => ({
    ...side,
    features: side.features.map((feature): Feature => {
      return 'starts' in feature ? { ...feature, kind: 'list' } : { ...feature, kind: 'value' };
    }),
  });
  return { ...rest, log: { ...log, users: withKinds(log.users), items: withKinds(log.items) } };
}

/** The latest first. */
export async function savedLogs(keeping: StorageDatabase): Promise<SavedLog[]> {
  return (await keeping.getAll('logs')).sort((a, b) => b.savedAt - a.savedAt);
}

export async function deleteLog(keeping: StorageDatabase, fingerprint: string): Promise<void> {
  const change = keeping.transaction(['logs', 'logData'], 'readwrite');
  await Promise.all([
    change.objectStore('logs').delete(fingerprint),
    change.objectStore('logData').delete(fingerprint),
    change.done,
  ]);
}
