/** The content of results.json, and the arithmetic of its columns. */

export type BenchmarkKind = 'step' | 'mask' | 'profile' | 'training' | 'slider' | 'evaluation';
/** small: ids only, in-batch negatives only; default: the sample's features and 256 uniform negatives. */
export type ModelKind = 'small' | 'default';
export const MASK_STAGES = ['exposure', 'recover-exposure', 'click', 'recover-click', 'conversion'] as const;
export type MaskStage = (typeof MASK_STAGES)[number];

/** What a row measures. */
export interface RowSpec {
  group: BenchmarkKind;
  name: string;
  model: ModelKind;
  /** Stage of a training row: `exposure` has nothing pruned, every other stage works with masks. */
  stage?: MaskStage;
  users: number;
  items: number;
  /** Positives per step; 1 in a slider's rows: one user, one weighting. */
  batch: number;
}

/** The result of a row. Milliseconds are null where it did not finish. */
export interface BenchmarkResult extends RowSpec {
  medianMs: number | null;
  p95Ms: number | null;
  /** Work on the page's main thread, WebAssembly included. */
  jsMs?: number;
  dispatches?: number;
  /** Sizes of the GPU buffers that one step creates. */
  bytesPerStep?: number;
  /** Bytes in use after the last step. */
  gpuBytes?: number;
  /** Loss at step 1. */
  loss?: number;
  /** Floating-point operations of one step of a profile's row. */
  operations?: number;
  runs: number;
  status: 'ok' | 'dnf';
  reason?: string;
  /** A note that a reader needs to interpret the row. */
  note?: string;
}

export interface Results {
  adapter: string;
  software: boolean;
  browser: string;
  cores: number;
  date: string;
  quick: boolean;
  /** Runnable processes per core at the run's beginning and end: above 0.5 others were running. */
  load: { before: number; after: number };
  rows: BenchmarkResult[];
}

/** The page's measurements of one run of a row. */
export interface RunTimes {
  /** Milliseconds of each step, query or evaluation. */
  samplesMs: number[];
  loss?: number;
  operations?: number;
  dispatches?: number;
  bytesPerStep?: number;
  gpuBytes?: number;
}

/** Returns the smallest value that at least this share of the values does not exceed. Throws RangeError without values. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Returns the middle value, or the mean of both. Throws RangeError without values. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5) + quantile(values, (values.length + 1) / (2 * values.length))) / 2;
}
