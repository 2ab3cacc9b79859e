/** Messages about what outlives the page: saved trainings, runs and logs, run files and links. */
import type { Config, ConfigChanges } from '../../config';
import type { DatasetSummary } from '../../data/summary';
import type { SampleOptions } from './data';
import type { RunSummary, SequentialRun, StageOutline, TrainOptions } from './training';

/** Reference to a log, to load it again: a sample is generated, an uploaded log is saved or named for the user. */
export interface DatasetReference {
  name: string;
  fingerprint: string;
  sample?: { name: string; options: SampleOptions };
}

/** Everything that a training depends on; the content of a permalink. */
export interface Setup {
  method: string;
  config: Config;
  dataset: DatasetReference;
}

/** A training that no tab runs; it resumes from its latest checkpoint. */
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
  /** Name of the engine that computed it (see `engine/engineNames`); absent where the record does not say it. */
  engine?: string;
}

/** A finished run that is saved. */
export interface SavedRun {
  id: string;
  name: string;
  savedAt: number;
  method: string;
  seed: number;
  dataset: DatasetReference;
  /** Size of its file. */
  bytes: number;
}

/** An uploaded log. */
export interface SavedLog {
  fingerprint: string;
  name: string;
  savedAt: number;
  rows: number;
}

/** Everything that is saved in this browser, as lists. */
export interface SavedLists {
  interruptions: Interruption[];
  runs: SavedRun[];
  logs: SavedLog[];
}

/** The id of the run that ships with the page, which is not saved. */
export type InAdvance = 'in-advance';

/** Every promise rejects with an error whose code and values name a sentence of the catalogue. */
export interface StorageSession {
  /**
   * Packs a run, or the current one, as a file. `readme` is the text of its README, in which {method},
   * {dataset} and {seed} are filled in.
   */
  exportRun(id: string | undefined, readme: string): Promise<Blob>;
  /** Adds the run of a file, or shows it where it is there already. */
  importRun(file: Blob): Promise<RunSummary>;
  /**
   * Opens what a visit begins with: the run saved last where it opens, else the run in `snapshot` on the first
   * sample. That one is not saved. Resolves to null where only the sample could be loaded. `wanted`: the id of
   * another run to begin with, as `openRun` takes it; where it does not open, rejects once the visit has begun
   * without it.
   */
  openFirstRun(snapshot: Blob | null, wanted?: string): Promise<RunSummary | null>;
  /** Reads the run of `sequential` to compare with; resolves to null where it was trained on another log than the loaded one. */
  readSequential(file: Blob): Promise<SequentialRun | null>;
  /** Writes the setup on the loaded log as the fragment of an address. */
  writeLink(options: TrainOptions): Promise<string>;
  /** Reads the setup in a link; loads nothing. Rejects with name 'PermalinkError'. */
  readLink(link: string): Promise<Setup>;
  list(): Promise<SavedLists>;
  /**
   * Loads the training's log, resumes from the latest checkpoint, and ends as `train` does. With changes it
   * resumes with those from the start of the stage it was interrupted in.
   */
  continueTraining(id: string, changes?: ConfigChanges): Promise<RunSummary>;
  discardTraining(id: string): Promise<void>;
  /** Loads the run's log and makes the run current; the one that ships with the page is called `in-advance`. */
  openRun(id: string): Promise<RunSummary>;
  renameRun(id: string, name: string): Promise<void>;
  deleteRun(id: string): Promise<void>;
  openLog(fingerprint: string): Promise<DatasetSummary>;
  deleteLog(fingerprint: string): Promise<void>;
  /**
   * Deletes all of the site's storage (runs, checkpoints, logs, the lab's journal) and everything that is
   * loaded or shown; then loads the first sample.
   */
  deleteEverything(): Promise<void>;
}
