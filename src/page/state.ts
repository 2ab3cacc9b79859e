/** The page's state: the slices of all panels side by side, as one plain value in one store. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type DataSlice, INITIAL_DATA } from './data/state';
import { INITIAL_LAB, type LabSlice } from './lab/state';
import { INITIAL_UPLOAD, type UploadSlice } from './mapping/state';
import { INITIAL_MASKS, type MasksSlice } from './masks/state';
import { INITIAL_PLAN, type PlanSlice } from './plan/state';
import { INITIAL_RESULTS, type ResultsSlice } from './results/state';
import { INITIAL_RETRIEVE, type RetrieveSlice } from './retrieve/state';
import { INITIAL_SHELL, type ShellSlice } from './shell/state';
import { INITIAL_STORAGE, type StorageSlice } from './storage/state';
import { INITIAL_TRAIN, type TrainSlice } from './train/state';

export interface PageState
  extends ShellSlice,
    UploadSlice,
    DataSlice,
    PlanSlice,
    TrainSlice,
    MasksSlice,
    ResultsSlice,
    RetrieveSlice,
    LabSlice,
    StorageSlice {}

export const INITIAL_STATE: PageState = {
  ...INITIAL_SHELL,
  upload: INITIAL_UPLOAD,
  ...INITIAL_DATA,
  ...INITIAL_PLAN,
  ...INITIAL_TRAIN,
  ...INITIAL_MASKS,
  ...INITIAL_RESULTS,
  ...INITIAL_RETRIEVE,
  lab: INITIAL_LAB,
  ...INITIAL_STORAGE,
};

/** Creates the one store: a vanilla core that knows no React, and nothing in it but the state. */
export function createPageStore(initial: Partial<PageState> = {}): StoreApi<PageState> {
  return createStore<PageState>(() => ({ ...INITIAL_STATE, ...initial }));
}
