/**
 * Moves what the first versions of the page saved under another database name. Records are moved one by one, so
 * that little space is needed and an interruption loses nothing; the old database is deleted at the end.
 */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { z } from 'zod';
import { type Feature, type InteractionLog, type Side, SPLIT_METHODS } from '../../data/schema';
import type { SavedLog, SavedRun } from '../protocol/storage';
import { type LogData, type StorageDatabase, withSpace } from './database';
import { OLD_STORAGE_DATABASE } from './databaseNames';
import { listedTraining } from './trainingRecord';

const dataset = z.looseObject({ name: z.string(), fingerprint: z.string() });
const Run = z.looseObject({
  id: z.string(),
  name: z.string(),
  savedAt: z.number(),
  method: z.string(),
  seed: z.number(),
  dataset,
  bytes: z.number(),
});
const Log = z.looseObject({
  fingerprint: z.string(),
  name: z.string(),
  savedAt: z.number(),
  rows: z.number(),
});
const valueFeature = z.looseObject({ values: z.array(z.string()), index: z.instanceof(Int32Array) });
const listFeature = z.looseObject({
  values: z.array(z.string()),
  starts: z.instanceof(Int32Array),
  entries: z.instanceof(Int32Array),
});
const side = z.looseObject({
  ids: z.array(z.string()),
  features: z.array(z.union([listFeature, valueFeature])),
});
const Data = z.looseObject({
  log: z.looseObject({
    fingerprint: z.string(),
    users: side,
    items: side,
    user: z.instanceof(Int32Array),
    warnings: z.array(z.looseObject({ message: z.string() })),
  }),
  splitMethod: z.enum(SPLIT_METHODS),
});

/** Moves all old records. Resolves to the number of those that could not be read and were left out. */
export async function moveOldRecords(storage: StorageDatabase): Promise<number> {
  if (!(await mayExist())) return 0;
  const old = await openDB(OLD_STORAGE_DATABASE);
  let leftOut = 0;
  for (const [store, move] of Object.entries(MOVES)) {
    if (!old.objectStoreNames.contains(store)) continue;
    for (const key of await old.getAllKeys(store)) if (!(await move(old, storage, key))) leftOut++;
  }
  old.close();
  // Waits until no other tab has it open; it is empty by now.
  void deleteDB(OLD_STORAGE_DATABASE);
  return leftOut;
}

async function mayExist(): Promise<boolean> {
  const databases = await globalThis.indexedDB.databases?.();
  return databases?.some(({ name }) => name === OLD_STORAGE_DATABASE) ?? true;
}

/** Moves the record of a key. Resolves to false when it cannot be read; either way it is deleted. */
type Move = (old: IDBPDatabase, storage: StorageDatabase, key: IDBValidKey) => Promise<boolean>;

const MOVES: Readonly<Record<'trainings' | 'runs' | 'logs', Move>> = {
  async trainings(old, storage, key) {
    const record = listedTraining(await old.get('trainings', key));
    if (record) await withSpace({ what: 'checkpoints' }, () => storage.put('trainings', record));
    await old.delete('trainings', key);
    return record !== undefined;
  },

  async runs(old, storage, key) {
    const run = Run.safeParse(await old.get('runs', key));
    const file: unknown = await old.get('files', key);
    const isWhole = run.success && file instanceof Uint8Array;
    if (isWhole) {
      await withSpace({ what: 'run' }, async () => {
        const change = storage.transaction(['runs', 'files'], 'readwrite');
        await Promise.all([
          change.objectStore('files').put(file as Uint8Array<ArrayBuffer>, run.data.id),
          change.objectStore('runs').put(run.data as SavedRun),
          change.done,
        ]);
      });
    }
    await Promise.all([old.delete('runs', key), old.delete('files', key)]);
    return isWhole;
  },

  async logs(old, storage, key) {
    const entry = Log.safeParse(await old.get('logs', key));
    const data = Data.safeParse(await old.get('logData', key));
    if (entry.success && data.success) {
      await withSpace({ what: 'log', name: entry.data.name }, async () => {
        const change = storage.transaction(['logs', 'logData'], 'readwrite');
        await Promise.all([
          change.objectStore('logData').put(translated(data.data), entry.data.fingerprint),
          change.objectStore('logs').put(entry.data as SavedLog),
          change.done,
        ]);
      });
    }
    await Promise.all([old.delete('logs', key), old.delete('logData', key)]);
    return entry.success && data.success;
  },
};

/**
 * Adds the kind of each feature and carries the sentences of warnings, which are codes now, as values. The
 * report on reading the file, which has sentences too, is left out.
 */
function translated({ log, splitMethod }: z.infer<typeof Data>): LogData {
  const withKinds = (old: z.infer<typeof side>): Side => ({
    ...(old as unknown as Side),
    features: old.features.map(
      (feature) => ({ ...feature, kind: 'starts' in feature ? 'list' : 'value' }) as unknown as Feature,
    ),
  });
  const users = withKinds(log.users);
  const items = withKinds(log.items);
  const warnings = log.warnings.map(({ message, ...warning }) => ({
    ...warning,
    code: 'unexpected',
    values: { message },
  }));
  return { splitMethod, log: { ...(log as unknown as InteractionLog), users, items, warnings } };
}
