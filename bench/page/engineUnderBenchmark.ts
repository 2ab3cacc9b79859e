/** What every contestant of the benchmark can do. Each has a page, and a browser, of its own. */

/** Trains: one call a step. */
export interface Trainer {
  /** Hands one update on step `index` over; a GPU may still be at it when this resolves. */
  step(index: number): Promise<void>;
  /** Waits until all steps are done. The loss of the last one. */
  finish(): Promise<number>;
  /** Bytes on the device, where the page's own count of buffers does not see them. */
  gpuBytes?(): number;
  /** For the reader of the results. */
  note?: string;
}

/** Does one thing at a time: a query of a slider, an evaluation. */
export interface Task {
  work(index: number): Promise<void>;
  note?: string;
}

export type EngineUnderBenchmark = Trainer | Task;
