/**
 * The lab's database. In its first version a trial was called a cell and a method variant a contestant; such
 * records are translated when the database is opened.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { z } from 'zod';
import { type Coded, CodedError } from '../../coded';
import type { TrialResult } from '../../lab/result';
import { LAB_DATABASE } from '../storage/databaseNames';
import type { SavedExperiment } from './labStore';

const VERSION = 2;
/** Store of the first version. */
const OLD_STORE = 'cells';
/** The only key of `experiments`: the page has one experiment at a time. */
export const CURRENT = 'current';

interface Schema extends DBSchema {
  trials: { key: string; value: TrialResult };
  experiments: { key: string; value: SavedExperiment };
}
export type LabDatabase = IDBPDatabase<Schema>;
/** A change of both stores. */
export type LabChange = IDBPTransaction<Schema, ('experiments' | 'trials')[], 'readwrite'>;

const trial = z.looseObject({ variant: z.looseObject({ method: z.string(), label: z.string() }) });
const Experiment = z.looseObject({
  version: z.string(),
  spec: z.looseObject({ datasets: z.array(z.unknown()), methods: z.array(z.unknown()) }),
  ended: z.array(z.looseObject({ trial, alternative: z.number() })),
  isFinished: z.boolean(),
});

/**
 * Opens the database. `leftOut` is called when the saved experiment cannot be read and is deleted. Rejects with
 * CodedError when another tab has the first version open, and as IndexedDB does.
 */
export function openLabDatabase(leftOut: (reason: Coded) => void): Promise<LabDatabase> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(LAB_DATABASE, VERSION, {
      upgrade(database, _, __, change) {
        const names = database.objectStoreNames;
        if (!names.contains('trials')) database.createObjectStore('trials');
        if (!names.contains('experiments')) database.createObjectStore('experiments');
        translate(database, change, leftOut).catch(() => change.abort());
      },
      blocked: () => reject(new CodedError('lab-in-old-tab')),
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    }).then(resolve, reject);
  });
}

async function translate(
  database: LabDatabase,
  change: IDBPTransaction<Schema, ('trials' | 'experiments')[], 'versionchange'>,
  leftOut: (reason: Coded) => void,
): Promise<void> {
  const old = database as unknown as IDBPDatabase;
  if (!old.objectStoreNames.contains(OLD_STORE)) return;
  const cells = (change as unknown as IDBPTransaction<unknown, string[], 'versionchange'>).objectStore(
    OLD_STORE,
  );
  for (let cursor = await cells.openCursor(); cursor; cursor = await cursor.continue()) {
    await change.objectStore('trials').put(cursor.value as TrialResult, String(cursor.key));
  }
  old.deleteObjectStore(OLD_STORE);
  const experiments = change.objectStore('experiments');
  const saved = (await experiments.get(CURRENT)) as unknown;
  if (saved === undefined) return;
  const experiment = Experiment.safeParse(withTrials(saved));
  if (experiment.success) {
    await experiments.put(experiment.data as unknown as SavedExperiment, CURRENT);
    return;
  }
  await experiments.delete(CURRENT);
  leftOut({ code: 'lab-experiment-unreadable' });
}

/** Renames `cell` to `trial` and its `contestant` to `variant`. */
function withTrials(saved: unknown): unknown {
  const { ended, ...experiment } = saved as { ended?: unknown };
  if (!Array.isArray(ended)) return saved;
  const renamed = ended.map(({ cell, ...outcome }) => {
    const { contestant, ...rest } = cell ?? {};
    return { ...outcome, trial: { ...rest, variant: contestant } };
  });
  return { ...experiment, ended: renamed };
}
