/** What a run of the benchmark writes to results.json, and the arithmetic of its columns. */

export type Group = 'step' | 'mask' | 'slider' | 'evaluation';
/** small: ids only, in-batch negatives only; default: the sample's features and 256 uniform negatives. */
export type ModelKind = 'small' | 'default';
export const MASK_STAGES = ['exposure', 'recover-exposure', 'click', 'recover-click', 'conversion'] as const;
export type MaskStage = (typeof MASK_STAGES)[number];

/** What is measured. */
export interface RowSpec {
  group: Group;
  name: string;
  model: ModelKind;
  /** Of training rows: `exposure` has nothing pruned, every other stage works with masks. */
  stage?: MaskStage;
  users: number;
  items: number;
  /** Positives of a step; 1 in a slider's rows: one user, one weighting. */
  batch: number;
}

/** What came of it. Milliseconds are null where the row did not finish. */
export interface Row extends RowSpec {
  medianMs: number | null;
  p95Ms: number | null;
  /** Work on the page's main thread, WebAssembly included. */
  jsMs?: number;
  dispatches?: number;
  /** Sizes of the GPU buffers that one step creates. */
  bytesPerStep?: number;
  /** Alive after the last step. */
  gpuBytes?: number;
  /** Of step 1. */
  loss?: number;
  runs: number;
  status: 'ok' | 'dnf';
  reason?: string;
  /** What a reader must know to judge the row. */
  note?: string;
}

export interface Results {
  adapter: string;
  software: boolean;
  browser: string;
  cores: number;
  date: string;
  quick: boolean;
  /** Runnable processes a core at the run's beginning and end: above 0.5 others were at work. */
  load: { before: number; after: number };
  rows: Row[];
}

/** What the page says of one run of a row. */
export interface Measured {
  /** Milliseconds of one step, query or evaluation each. */
  samplesMs: number[];
  loss?: number;
  dispatches?: number;
  bytesPerStep?: number;
  gpuBytes?: number;
}

/** The smallest value that at least this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The middle value, or the mean of both. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5) + quantile(values, (values.length + 1) / (2 * values.length))) / 2;
}
