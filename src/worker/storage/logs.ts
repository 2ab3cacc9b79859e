/** Uploaded logs, saved as they were read, so that a reload needs no file. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import type { CsvReport } from '../protocol/data';
import type { SavedLog } from '../protocol/storage';
import { type LogData, type StorageDatabase, withSpace } from './database';

/** Saves the list entry and the log itself in one transaction. Throws StorageFullError. */
export async function saveLog(
  database: StorageDatabase,
  { log, splitMethod }: Dataset,
  csv?: CsvReport,
): Promise<void> {
  const { fingerprint, name } = log;
  const entry = { fingerprint, name, savedAt: Date.now(), rows: log.user.length };
  await withSpace({ what: 'log', name }, async () => {
    const change = database.transaction(['logs', 'logData'], 'readwrite');
    await Promise.all([
      change.objectStore('logData').put({ log, splitMethod, ...(csv && { csv }) }, fingerprint),
      change.objectStore('logs').put(entry),
      change.done,
    ]);
  });
}

/** Reads a saved log. Throws CodedError that names the file to open when it is not saved. */
export async function savedLog(
  database: StorageDatabase | undefined,
  fingerprint: string,
  name: string,
): Promise<LogData> {
  const saved = typeof fingerprint === 'string' ? await database?.get('logData', fingerprint) : undefined;
  if (saved) return saved;
  throw logNotSaved(fingerprint, name);
}

/** Returns the error that says that a log is not saved. */
export const logNotSaved = (fingerprint: unknown, name: string): CodedError =>
  new CodedError('log-not-saved', { name, fingerprint: String(fingerprint).slice(0, 12) });

/** Lists the saved logs, the latest first. */
export async function savedLogs(database: StorageDatabase): Promise<SavedLog[]> {
  return (await database.getAll('logs')).sort((a, b) => b.savedAt - a.savedAt);
}

export async function deleteLog(database: StorageDatabase, fingerprint: string): Promise<void> {
  const change = database.transaction(['logs', 'logData'], 'readwrite');
  await Promise.all([
    change.objectStore('logs').delete(fingerprint),
    change.objectStore('logData').delete(fingerprint),
    change.done,
  ]);
}
