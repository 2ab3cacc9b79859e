/** What this browser has saved, and why the latest training failed. */
import type { SavedLists } from '../../worker/protocol/storage';
import type { Failure } from './remedies';

export interface StorageSlice {
  /** Null until the worker answered. */
  saved: SavedLists | null;
  /** Why the latest training failed, where there is a remedy. */
  failure: Failure | null;
}

export const INITIAL_STORAGE: StorageSlice = { saved: null, failure: null };
