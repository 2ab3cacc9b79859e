/** Logs of a person's own, as they were read: a reload need not ask for the file again. */
import type { Dataset } from '../../data/schema';
import type { CsvReport, KeptLists } from '../protocol';
import { type Keeping, type KeptLog, withRoom } from './database';

export async function keepLog(
  keeping: Keeping,
  { log, splitMethod }: Dataset,
  csv?: CsvReport,
): Promise<void> {
  const { fingerprint } = log;
  const kept: KeptLog = { fingerprint, savedAt: Date.now(), log, splitMethod, ...(csv && { csv }) };
  await withRoom(`the log “${log.name}”`, () => keeping.put('logs', kept));
}

export async function keptLog(
  keeping: Keeping | undefined,
  fingerprint: string,
  name: string,
): Promise<KeptLog> {
  const kept = await keeping?.get('logs', fingerprint);
  if (kept) return kept;
  throw new Error(
    `The log “${name}” is not kept in this browser (fingerprint ${fingerprint.slice(0, 12)}…). Open its file first, then try again.`,
  );
}

/** The latest first; read one after another, for a log may be large. */
export async function keptLogs(keeping: Keeping): Promise<KeptLists['logs']> {
  const found: KeptLists['logs'] = [];
  const change = keeping.transaction('logs');
  for await (const { value } of change.store) {
    const { fingerprint, savedAt, log } = value;
    found.push({ fingerprint, savedAt, name: log.name, rows: log.user.length });
  }
  return found.sort((a, b) => b.savedAt - a.savedAt);
}
