/** The interface of every engine under benchmark. Each runs in its own page and browser. */

/** Trains, one call per step. */
export interface Trainer {
  kind: 'trainer';
  /** Submits the update of step `index`; a GPU may not have finished it when this resolves. */
  step(index: number): Promise<void>;
  /** Waits until all steps are done and returns the loss of the last. */
  finish(): Promise<number>;
  /** Returns the bytes on the device, where the page's count of buffers does not include them. */
  gpuBytes?(): number;
  /** Floating-point operations of one step, where they are known. */
  operations?: number;
  /** A note for the reader of the results. */
  note?: string;
}

/** Runs one task at a time: a query of a slider, an evaluation. */
export interface Task {
  kind: 'task';
  work(index: number): Promise<void>;
  note?: string;
}

export type EngineUnderBenchmark = Trainer | Task;
