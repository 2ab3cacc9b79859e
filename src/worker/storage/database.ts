/**
 * What the page keeps between visits, in IndexedDB: interrupted trainings, finished runs, and logs of one's
 * own. Every change is one transaction under an id that nobody else has, so tabs do not undo each other.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Config } from '../../config';
import type { InteractionLog, SplitMethod } from '../../data/schema';
import type { CsvReport } from '../protocol/data';
import type { DatasetReference, SavedLog, SavedRun } from '../protocol/storage';
import type { SessionCheckpoint } from '../training/sessionCheckpoint';

export interface SavedTraining {
  /** Of this record; see trainingRecord.ts. */
  format: number;
  id: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  method: string;
  config: Config;
  dataset: DatasetReference;
  /** The plan as JSON: what goes on must be what was begun. */
  plan: string;
  /** Name of the stage that it is in. */
  stage: string;
  steps: number;
  checkpoint: SessionCheckpoint;
}

export interface LogData {
  log: InteractionLog;
  csv?: CsvReport;
  splitMethod: SplitMethod;
}

interface Schema extends DBSchema {
  trainings: { key: string; value: SavedTraining };
  runs: { key: string; value: SavedRun };
  /** What is large lies apart from what is listed, under the same key. */
  files: { key: string; value: Uint8Array<ArrayBuffer> };
  logs: { key: string; value: SavedLog };
  logData: { key: string; value: LogData };
}

export type StorageDatabase = IDBPDatabase<Schema>;

const DATABASE = 'csmf-keeping';
const LAB_DATABASE = 'csmf-lab';

/** undefined where IndexedDB is not to be had (a private window, say): then nothing outlives the page. */
export async function openStorage(): Promise<StorageDatabase | undefined> {
  try {
    return await openDB<Schema>(DATABASE, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('trainings', { keyPath: 'id' });
        fresh.createObjectStore('runs', { keyPath: 'id' });
        fresh.createObjectStore('files');
        fresh.createObjectStore('logs', { keyPath: 'fingerprint' });
        fresh.createObjectStore('logData');
      },
    });
  } catch {
    return undefined;
  }
}

/** The browser's storage is full. Nothing that was kept is lost: a transaction is done whole or not at all. */
class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

/** Runs a change; a lack of room is told with what to do, and everything else as it is. */
export async function withRoom<T>(what: string, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
    throw new StorageFullError(
      `This browser has no room left to keep ${what}. What was kept before is still there: ` +
        'delete runs or logs under “Kept in this browser”, or export the run to a file.',
    );
  }
}

/** Empties every store of the site, the lab's journal too. Other tabs keep what they show, nothing else. */
export async function deleteEverything(keeping: StorageDatabase | undefined): Promise<void> {
  if (keeping) {
    const stores = ['trainings', 'runs', 'files', 'logs', 'logData'] as const;
    const change = keeping.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((name) => change.objectStore(name).clear()), change.done]);
  }
  const known = (await globalThis.indexedDB?.databases?.()) ?? [];
  if (!known.some(({ name }) => name === LAB_DATABASE)) return;
  const lab = await openDB(LAB_DATABASE);
  const stores = [...lab.objectStoreNames];
  if (stores.length > 0) {
    const change = lab.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((name) => change.objectStore(name).clear()), change.done]);
  }
  lab.close();
}
