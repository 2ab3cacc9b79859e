/** The wire, as far as it is about what outlives the page: kept trainings, runs and logs, files and links. */
import type { Config, ConfigChanges } from '../../config';
import type { DatasetSummary } from '../../data/schema';
import type { SampleOptions } from './data';
import type { RunSummary, StageOutline, TrainOptions } from './training';

/** How to come by a log again: a sample is generated, one's own is kept or asked for by name. */
export interface DatasetReference {
  name: string;
  fingerprint: string;
  sample?: { name: string; options: SampleOptions };
}

/** Everything that a training depends on: what a permalink holds. */
export interface Setup {
  method: string;
  config: Config;
  dataset: DatasetReference;
}

/** A training that nobody is at: it goes on from its latest checkpoint. */
export interface Interruption {
  id: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  method: string;
  config: Config;
  dataset: DatasetReference;
  stage: string;
  /** What the stage does; absent where the plan is unreadable. */
  outline?: Pick<StageOutline, 'kind' | 'objective'>;
  step: number;
  steps: number;
}

/** A finished run in the library. */
export interface SavedRun {
  id: string;
  name: string;
  savedAt: number;
  method: string;
  seed: number;
  dataset: DatasetReference;
  /** Of its file. */
  bytes: number;
}

/** A log of one's own. */
export interface SavedLog {
  fingerprint: string;
  name: string;
  savedAt: number;
  rows: number;
}

/** Everything that is kept in this browser, as lists. */
export interface SavedLists {
  interruptions: Interruption[];
  runs: SavedRun[];
  logs: SavedLog[];
}

/** Every promise rejects with an Error whose message is a sentence for people. */
export interface StorageSession {
  exportRun(id?: string): Promise<Blob>;
  importRun(file: Blob): Promise<RunSummary>;
  /** The setup on the loaded log, for behind the # of an address. */
  writeLink(options: TrainOptions): Promise<string>;
  /** Rejects with name 'PermalinkError'. Loads nothing. */
  readLink(link: string): Promise<Setup>;
  kept(): Promise<SavedLists>;
  /**
   * Loads the training's log, goes on from the latest checkpoint, and ends as `train` does. With changes it
   * goes on with those from the start of the stage it was interrupted in.
   */
  continueTraining(id: string, changes?: ConfigChanges): Promise<RunSummary>;
  discardTraining(id: string): Promise<void>;
  /** Loads the run's log and makes the run current. */
  openKeptRun(id: string): Promise<RunSummary>;
  renameKeptRun(id: string, name: string): Promise<void>;
  deleteKeptRun(id: string): Promise<void>;
  openKeptLog(fingerprint: string): Promise<DatasetSummary>;
  deleteKeptLog(fingerprint: string): Promise<void>;
  /**
   * All of the site's storage (runs, checkpoints, logs, the lab's journal) and all that is loaded or shown;
   * then the first sample is loaded.
   */
  forgetEverything(): Promise<void>;
}
