/** Messages about training: planned, current and finished. */
import type { Config, ConfigChanges } from '../../config';
import type { Objective, PerObjective } from '../../data/schema';
import type { ScoreKind } from '../../model/vectors';

export type StageKind = 'train' | 'prune' | 'recover' | 'shrink' | 'rerank';

/** A stage before it runs, for the timeline. */
export interface StageOutline {
  id: string;
  kind: StageKind;
  objective: Objective;
  /** Gradient steps of all trials together. */
  steps: number;
  /** Auxiliary weights that are tried one after the other, each from the stage's start; absent where it trains once. */
  trials?: readonly number[];
}

export interface Progress {
  stage: string;
  stageIndex: number;
  stageStep: number;
  stageSteps: number;
  step: number;
  steps: number;
  /** Loss of the last step that was read; null before the first. */
  loss: number | null;
  elapsedMs: number;
  /** Time to the end; null until it can be estimated. */
  etaMs: number | null;
}

export interface LossPoint {
  step: number;
  stage: string;
  loss: number;
}

/** Result of a validation during training. */
export interface ValidationPoint {
  step: number;
  /** Recall@K of each objective by its own score. */
  recall: Partial<PerObjective<number>>;
  /** Largest |Δ score| since the objective's last stage ended, over the sampled users; absent before. */
  drift: Partial<PerObjective<number>>;
}

export type TrainingStatus = 'idle' | 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';

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
  /** ‖w − w′‖ ÷ ‖w′‖ of all weights from the stage's start to its end. */
  moved?: number;
  /** Hidden units whose ReLU is 0 for every entity, by the objective that owns them; absent where there are no masks. */
  deadUnits?: { user: PerObjective<number>; item: PerObjective<number> };
  curves?: PruneCurve[];
  /** Factor a block was scaled by (shrink), with the validation recall of each candidate. */
  shrink?: { factor: number; tried: { factor: number; recall: number }[] };
  /** Auxiliary weight that validation selected, where several were tried. */
  auxiliary?: number;
  /** Step of the selected checkpoint, where the stage selects its best. */
  bestStep?: number;
}

/** Cumulative percentile pruning of one layer: what was released, and the limit τ. */
export interface PruneCurve {
  tower: 'user' | 'item' | 'both';
  layer: string;
  /** [n + 1] cumulative importance ÷ total after releasing the i least important; 0 … 1. */
  mass: Float32Array;
  released: number;
  candidates: number;
  /** Absent where another pruning rule than the cumulative percentile was used. */
  tau?: number;
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

/** Ownership bytes of a layer, for the heatmaps; in the order of MaskReport. */
export interface MaskPicture {
  tower: 'user' | 'item';
  layer: string;
  /** Layers: inputs and the bias row last. Embedding tables: 1 (a column is owned whole). */
  rows: number;
  columns: number;
  /** [rows × columns] 0 exposure, 1 click, 2 conversion, 254 free, 255 blocked. */
  owners: Uint8Array;
}

/** A layer of one tower; embedding tables are named `embedding:` and their feature. */
export interface LayerName {
  tower: 'user' | 'item';
  layer: string;
}

/** What there is to read of a layer's weights, in the order of its picture. */
export interface LayerDetail {
  /** The weights; of an embedding table the mean |w| of each column. Null where the shown stage's were not kept. */
  values: Float32Array | null;
  /** 1 + the index of the stage that released the weight last, up to the shown stage; 0 where none did. */
  releasedIn: Uint8Array;
}

export interface PreviewRequest {
  /** Index of a prune stage. */
  stage: number;
  /** τ of columns and units. */
  tau: number;
}

/** A prune stage with another τ: what it would release, and the recall right after it. */
export interface PruningPreview extends PreviewRequest {
  /** Recall@K on validation of the stage's objective, without recovery; null where no user has a positive. */
  recall: number | null;
  layers: { tower: 'user' | 'item' | 'both'; layer: string; released: number; candidates: number }[];
}

/** The stage whose end is shown; null: the end of the run, or the training as it is now. */
export interface ShownStage {
  stage: number | null;
  /** Whether the owners at its end are known. */
  hasMasks: boolean;
  /** Whether its lists are. */
  hasList: boolean;
}

export interface RunSummary {
  id: string;
  method: string;
  config: Config;
  engine: string;
  backend: string;
  seconds: number;
  steps: number;
  /** Floating-point operations of all steps, by the shapes of what trains; absent in runs that did not record them. */
  flops?: number;
  parameters: number;
  vectorWidth: number;
  history: { step: number; stage: string; loss: number }[];
  drift: PerObjective<number>;
  /** Id under which it is being saved, or is saved, in this browser; absent where it is not. */
  savedId?: string;
}

/** A run in a list: without its losses, which are most of it. */
export type RunEntry = Omit<RunSummary, 'history'>;

/** A run as the page shows it: the summary and the course of its training. */
export interface RunView {
  summary: RunSummary;
  dataset: string;
  /** `linear`: F = Σ α·s, which the page computes itself. `own`: the method's, which the worker computes. */
  fusion: 'linear' | 'method';
  /** Whether an objective's score is the sum of all blocks up to its own, or its own block alone. */
  scores: ScoreKind;
  stages: StageReport[];
  validations: ValidationPoint[];
  /** True for the run that ships with the page. */
  trainedInAdvance?: true;
}

/** The course of a run of `sequential`, which others are compared with, as it ships with the page. */
export interface SequentialRun {
  /** Fingerprint of the log it was trained on. */
  fingerprint: string;
  method: string;
  seed: number;
  steps: number;
  stages: Pick<StageReport, 'id' | 'kind' | 'objective' | 'steps' | 'recall'>[];
  validations: ValidationPoint[];
  /** Largest |Δ score| of each objective over all users, from its last stage's end to the run's end. */
  drift: PerObjective<number>;
}

export interface TrainOptions {
  method?: string;
  config?: ConfigChanges;
  /** Codes of findings that were seen and do not stop the training. */
  acknowledge?: readonly string[];
}

/** Every promise rejects with an error whose code and values name a sentence of the catalogue. */
export interface TrainingSession {
  /** Resolves the configuration: defaults of a method on the loaded log, then the changes. */
  resolveConfig(options: TrainOptions): Promise<Config>;
  /** Builds the plan and the untrained model, and waits, paused at step 0. */
  prepare(options: TrainOptions): Promise<void>;
  /** Prepares and runs to the end; rejects with name 'AbortError' when cancelled. */
  train(options: TrainOptions): Promise<RunSummary>;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Runs one batch, or to the end of the stage, then pauses. */
  step(size: 'batch' | 'stage'): Promise<void>;
  cancel(): Promise<void>;
  /** Measures the engines, so that the training of these options need not; does nothing during a training. */
  measureEngines(options: TrainOptions): Promise<void>;
  masks(): Promise<MaskReport>;
  maskPictures(): Promise<MaskPicture[]>;
  runs(): Promise<RunSummary[]>;
  selectRun(id: string): Promise<void>;
  /**
   * Shows masks and lists as a stage of the shown training left them, by its index in the plan; null: as they are
   * at the end. Another training or run is shown at its end. Rejects with CodedError (`unknown-stage`) for a
   * stage that has not ended.
   */
  showStage(index: number | null): Promise<void>;
  /** Returns values and stages of release of a layer of the shown stage. */
  layerDetail(layer: LayerName): Promise<LayerDetail>;
  /**
   * Prunes a copy of the weights before a prune stage with another τ. Only the latest call is answered; an earlier
   * one resolves to null. Rejects with CodedError where the weights were not kept (`weights-not-kept`) or the
   * stage prunes by another rule (`no-preview`).
   */
  pruningPreview(request: PreviewRequest): Promise<PruningPreview | null>;
}
