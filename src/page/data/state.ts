/** The loaded log. */
import type { DatasetView } from '../../worker/protocol/data';

export interface DataSlice {
  dataset: DatasetView | null;
}

/** Whether the log has one kind of event only: nothing is cascaded, fused or masked. */
export const hasOneObjective = ({ dataset }: DataSlice): boolean => dataset?.summary.objectives.length === 1;

export const INITIAL_DATA: DataSlice = { dataset: null };
