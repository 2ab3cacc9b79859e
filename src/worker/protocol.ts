/**
 * The wire between page and worker: plain data and one interface. The page calls `Session` through
 * comlink and hears `SessionEvent`s; tensors never cross, typed arrays do.
 */
import type { Config, ConfigChanges } from '../config';
import type { ColumnMapping, CsvReport, LogFile } from '../data/columns';
import type { DataReport } from '../data/dataReport';
import type {
  DatasetSummary,
  Feature,
  Objective,
  PerObjective,
  SplitMethod,
  SplitName,
} from '../data/schema';
import type { LogSurvey } from '../data/survey';
import type { EvaluationReport } from '../evaluate/report';
import type { Floor } from '../methods/catalogue';
import type { LabSession, LabState } from './labProtocol';

export type FusionWeights = PerObjective<number>;

// ---------------------------------------------------------------- engine

export interface EngineChoice {
  engine: 'wgsl' | 'tfjs';
  backend: string;
  /** The GPU's name as the browser tells it; '' without one. */
  adapter: string;
  /** True when the computing is done by the CPU. */
  software: boolean;
  /** Stable: the page has a sentence for each. */
  reasonCode:
    | 'forced'
    | 'real-gpu'
    | 'software-adapter'
    | 'no-webgpu'
    | 'no-adapter'
    | 'webgpu-failed'
    | 'wasm-failed'
    | 'measured'
    | 'device-lost'
    | 'device-lost-again';
  /** English sentence. */
  reason: string;
  /** Milliseconds of a training step on both engines, measured on the first log. */
  calibration?: { wgslMs: number; wasmMs: number };
}

// ---------------------------------------------------------------- data

export type { ColumnMapping, CsvReport, LogFile } from '../data/columns';
export type { DataReport } from '../data/dataReport';
export type { LogSurvey } from '../data/survey';

/** A dataset as the page shows it. */
export interface DatasetView {
  summary: DatasetSummary;
  /** A sample's name, or undefined for a person's own log. */
  sample?: string;
  csv?: CsvReport;
  splitMethod: SplitMethod;
  /** Rows of each split. */
  splitRows: Record<SplitName, number>;
  /** K of every Recall@K and NDCG@K on this log: min(50, ⌊N/10⌋), at least 5. */
  k: number;
  users: SideView;
  items: SideView;
}

export interface SideView {
  ids: string[];
  titles?: string[];
  features: Feature[];
}

// ---------------------------------------------------------------- training

export type StageKind = 'train' | 'prune' | 'recover' | 'shrink' | 'rerank';

/** A stage before it runs, for the timeline. */
export interface StageOutline {
  id: string;
  kind: StageKind;
  objective: Objective;
  steps: number;
}

export interface Progress {
  stage: string;
  stageIndex: number;
  stageStep: number;
  stageSteps: number;
  step: number;
  steps: number;
  /** Of the last step that was read; null before the first. */
  loss: number | null;
  elapsedMs: number;
  /** Of what is left; null until it can be told. */
  etaMs: number | null;
}

export interface LossPoint {
  step: number;
  stage: string;
  loss: number;
}

/** A look at validation while training. */
export interface ValidationPoint {
  step: number;
  /** Recall@K of each objective by its own score. */
  recall: Partial<PerObjective<number>>;
  /** Largest |Δ score| since the objective's last stage ended, over the sampled users; absent before. */
  drift: Partial<PerObjective<number>>;
}

export type OwnerCounts = Record<Objective | 'free' | 'blocked', number>;

export interface MaskReport {
  layers: {
    tower: 'user' | 'item';
    layer: string;
    shape: number[];
    owners: OwnerCounts;
  }[];
  total: OwnerCounts;
  outputBlocks: PerObjective<number>;
}

/** The ownership bytes themselves, for the heatmaps: one for each layer, in MaskReport's order. */
export interface MaskPicture {
  tower: 'user' | 'item';
  layer: string;
  /** Layers: inputs and the bias row last. Embedding tables: 1 (a column is owned whole). */
  rows: number;
  columns: number;
  /** [rows × columns] 0 exposure, 1 click, 2 conversion, 254 free, 255 blocked. */
  owners: Uint8Array;
}

/** One layer's cumulative percentile pruning: what was released and how far τ would have let it go. */
export interface PruneCurve {
  tower: 'user' | 'item' | 'both';
  layer: string;
  /** [n + 1] cumulative importance ÷ total after releasing the i least important; 0 … 1. */
  mass: Float32Array;
  released: number;
  candidates: number;
  /** Absent where another rule than the cumulative percentile decided. */
  tau?: number;
}

/** A stage after it ran. */
export interface StageReport {
  id: string;
  kind: StageKind;
  objective: Objective;
  seconds: number;
  steps: number;
  /** Weights of both towers per owner when the stage ended; absent where there are no masks. */
  owned?: OwnerCounts;
  outputBlocks?: PerObjective<number>;
  recall: Partial<PerObjective<number>>;
  curves?: PruneCurve[];
  /** The factor a block was scaled by (shrink), with validation recall for each candidate. */
  shrink?: { factor: number; tried: { factor: number; recall: number }[] };
  /** The auxiliary weight validation chose, where several were tried. */
  auxiliary?: number;
  /** Step of the checkpoint that was kept, where the stage keeps its best. */
  bestStep?: number;
}

export interface RunSummary {
  id: string;
  method: string;
  config: Config;
  engine: string;
  backend: string;
  seconds: number;
  steps: number;
  parameters: number;
  vectorWidth: number;
  history: { step: number; stage: string; loss: number }[];
  drift: PerObjective<number>;
}

/** A run as the page shows it: the summary and what was seen on the way. */
export interface RunView {
  summary: RunSummary;
  dataset: string;
  /** `linear`: F = Σ α·s, which the page mixes itself. `own`: the method's, which it asks the worker for. */
  fusion: 'linear' | 'own';
  stages: StageReport[];
  validations: ValidationPoint[];
}

export type TrainingStatus = 'idle' | 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';

// ---------------------------------------------------------------- evaluation and retrieval

export type { EvaluationReport, Metric } from '../evaluate/report';

export interface EvaluationRequest {
  k?: number;
  weights?: FusionWeights;
  split?: 'validation' | 'test';
}

export interface RetrievedItem {
  itemId: string;
  title?: string;
  rank: number;
  score: number;
  /** α·s of each objective; their sum is the score where fusion is linear. */
  contributions: FusionWeights;
  /** What the user did with it in the test split. */
  labels: Objective[];
}

export interface InteractionRow {
  userId: string;
  itemId: string;
  click: boolean;
  conversion: boolean;
}

/** All that the page needs to rank for one user by itself while sliders move. */
export interface UserView {
  user: number;
  /** Per objective of the log: [items] cumulative scores. */
  scores: Float32Array[];
  /** [items] 1: exposed in training or validation, left out of the ranking. */
  removed: Uint8Array;
  /** Training interactions, deepest first. */
  history: { item: number; depth: number }[];
  /** Test interactions: the labels. */
  test: { item: number; depth: number }[];
}

// ---------------------------------------------------------------- what outlives the page

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

export interface SampleOptions {
  seed?: number;
  users?: number;
  items?: number;
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
export interface KeptRun {
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
export interface KeptLog {
  fingerprint: string;
  name: string;
  savedAt: number;
  rows: number;
}

/** Everything that is kept in this browser, as lists. */
export interface KeptLists {
  interruptions: Interruption[];
  runs: KeptRun[];
  logs: KeptLog[];
}

// ---------------------------------------------------------------- events and commands

export type SessionEvent =
  | { type: 'dataset'; dataset: DatasetView }
  | { type: 'loading'; what: 'sample' | 'csv'; done: number; total: number }
  /** After the last `loading`, whether the log was taken or refused. */
  | { type: 'loading-ended' }
  | { type: 'prepared'; method: string; config: Config; stages: StageOutline[]; steps: number }
  | { type: 'status'; status: TrainingStatus; message?: string; code?: string }
  | { type: 'progress'; progress: Progress; losses: LossPoint[]; validations: ValidationPoint[] }
  | { type: 'masks'; report: MaskReport; pictures: MaskPicture[] }
  /** The device was lost and training goes on from a checkpoint: points after this step are void. */
  | { type: 'rewind'; step: number }
  /** Another engine than before computes from now on; the choice says why. */
  | { type: 'engine'; choice: EngineChoice }
  | { type: 'stage'; report: StageReport }
  | { type: 'run'; run: RunView; runs: RunSummary[] }
  | { type: 'kept'; kept: KeptLists }
  /** Nothing is left of what was made or loaded; a sample follows, as at a first visit. */
  | { type: 'forgotten' }
  /** What was made is there but is not kept; the message says why. */
  | { type: 'not-kept'; message: string }
  /** At most ten a second, and whenever the status changes. */
  | { type: 'lab'; state: LabState };

export interface TrainOptions {
  method?: string;
  config?: ConfigChanges;
}

/** The worker's side. Every promise rejects with an Error whose message is a sentence for people. */
export interface Session extends LabSession {
  subscribe(listener: (event: SessionEvent) => void): Promise<void>;
  engine(): Promise<EngineChoice>;

  loadSample(name?: string, options?: SampleOptions): Promise<DatasetSummary>;
  /**
   * Rejects with a CsvError (name 'CsvError', `issues`), or with name 'AbortError' once another reading
   * begins; what was loaded before stays.
   */
  loadCsv(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<DatasetSummary>;
  /** A first look at a file, for proposeMapping and countFunnel; loads nothing. */
  surveyCsv(source: File | Blob | string, mapping?: Partial<ColumnMapping>): Promise<LogSurvey>;
  /**
   * All faults, or all remarks where it can be loaded, of what loadCsv would read: the first 100 000 as CSV.
   * Loads nothing.
   */
  issuesCsv(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<Blob>;
  /** Whatever file is being read stops; its promise rejects with name 'AbortError'. */
  cancelLoading(): Promise<void>;
  /** Of the loaded log: funnel, long tail, suspicious things. */
  dataReport(): Promise<DataReport>;
  interactions(split: SplitName): Promise<InteractionRow[]>;
  users(): Promise<string[]>;
  items(): Promise<string[]>;

  /** Defaults of a method on the loaded log, with changes laid over them. */
  resolveConfig(options: TrainOptions): Promise<Config>;
  /** Builds the plan and the untrained model and waits, paused at step 0. */
  prepare(options: TrainOptions): Promise<void>;
  /** Prepares and runs to the end; rejects with name 'AbortError' when cancelled. */
  train(options: TrainOptions): Promise<RunSummary>;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Runs one batch, or to the end of the stage, then pauses. */
  step(size: 'batch' | 'stage'): Promise<void>;
  cancel(): Promise<void>;

  /** Of the current run, from here on. */
  evaluate(options?: EvaluationRequest): Promise<EvaluationReport>;
  /** The same report for a method that needs no training, to stand beside a run. */
  evaluateFloor(method: Floor): Promise<EvaluationReport>;
  /**
   * Recall@K of every objective over all test users, ranked by F with these weights, no intervals.
   * Only the newest call is computed; an older one resolves to null.
   */
  fusedRecall(weights: FusionWeights): Promise<Partial<PerObjective<number>> | null>;
  retrieve(userId: string, options?: { k?: number; weights?: FusionWeights }): Promise<RetrievedItem[]>;
  userView(userId: string): Promise<UserView>;
  /** F of every item for one user under each of the weightings, by the current run's own fusion. */
  fusedScores(userId: string, weightings: FusionWeights[]): Promise<Float32Array[]>;
  scores(userIds: string[]): Promise<PerObjective<Float32Array>[]>;
  masks(): Promise<MaskReport>;
  maskPictures(): Promise<MaskPicture[]>;

  runs(): Promise<RunSummary[]>;
  selectRun(id: string): Promise<void>;
  exportRun(id?: string): Promise<Blob>;
  importRun(file: Blob): Promise<RunSummary>;

  /** The setup on the loaded log, for behind the # of an address. */
  writeLink(options: TrainOptions): Promise<string>;
  /** Rejects with name 'PermalinkError'. Loads nothing. */
  readLink(link: string): Promise<Setup>;
  kept(): Promise<KeptLists>;
  /**
   * Loads the training's log, goes on from the start of the stage it was interrupted in, and ends as `train`
   * does. With changes it goes on with those from there.
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
