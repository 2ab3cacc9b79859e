/** The loaded log. */
import type { DatasetView } from '../../worker/protocol/data';

export interface DataSlice {
  dataset: DatasetView | null;
}

export const INITIAL_DATA: DataSlice = { dataset: null };
