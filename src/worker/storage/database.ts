/**
 * The database of what outlives the page: interrupted trainings, finished runs and uploaded logs. Every change
 * is one transaction under a unique id, so tabs do not overwrite each other.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { CodedError } from '../../coded';
import type { Config } from '../../config';
import type { InteractionLog, SplitMethod } from '../../data/schema';
import type { CsvReport } from '../protocol/data';
import type { DatasetReference, SavedLog, SavedRun } from '../protocol/storage';
import type { SessionCheckpoint } from '../training/sessionCheckpoint';
import { LAB_DATABASE, STORAGE_DATABASE } from './databaseNames';

export interface SavedTraining {
  /** Format of this record; see trainingRecord.ts. */
  format: number;
  id: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  method: string;
  config: Config;
  dataset: DatasetReference;
  /** The plan as JSON: a training continues only under the plan it began with. */
  plan: string;
  /** Id of the current stage. */
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
  /** Run files, under the ids of `runs`: lists are read without them. */
  files: { key: string; value: Uint8Array<ArrayBuffer> };
  logs: { key: string; value: SavedLog };
  logData: { key: string; value: LogData };
}

export type StorageDatabase = IDBPDatabase<Schema>;

/** Resolves to undefined where IndexedDB is not available (in a private window, say). */
export async function openStorage(): Promise<StorageDatabase | undefined> {
  try {
    return await openDB<Schema>(STORAGE_DATABASE, 1, {
      upgrade(database) {
        database.createObjectStore('trainings', { keyPath: 'id' });
        database.createObjectStore('runs', { keyPath: 'id' });
        database.createObjectStore('files');
        database.createObjectStore('logs', { keyPath: 'fingerprint' });
        database.createObjectStore('logData');
      },
    });
  } catch {
    return undefined;
  }
}

/** The browser's storage is full. Nothing saved before is lost: a transaction is done wholly or not at all. */
class StorageFullError extends CodedError {
  override readonly name = 'StorageFullError';
}

/** What could not be saved for lack of space. */
interface Refused {
  what: 'checkpoints' | 'run' | 'log';
  name?: string;
}

/** Makes a change; throws StorageFullError when the browser has no space left for it. */
export async function withSpace<T>({ what, name = '' }: Refused, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
    throw new StorageFullError('storage-full', { what, name });
  }
}

/** Empties every store of the site, those of the lab too. Other tabs keep only what they show. */
export async function deleteEverything(storage: StorageDatabase | undefined): Promise<void> {
  if (storage) {
    const stores = ['trainings', 'runs', 'files', 'logs', 'logData'] as const;
    const change = storage.transaction(stores, 'readwrite');
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
