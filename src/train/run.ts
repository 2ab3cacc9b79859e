/** A training while it runs: the state that its stages share, and the events it yields. */
import type { Config } from '../config';
import type { Dataset, Objective, PerObjective } from '../data/schema';
import type { Engine } from '../engine/engine';
import type { Reranker } from '../model/extra/reranker';
import type { EncodedSides } from '../model/lookups';
import type { LayerRelease } from '../model/prune';
import type { Trainable } from '../model/trainable';
import type { Vectors } from '../model/vectors';
import type { Scorer } from '../retrieve/scorer';
import type { Plan, Stage } from './plan';
import type { Checkpoint } from './recovery/checkpoint';
import type { ShrinkOutcome } from './shrink';

export interface Training {
  model: Trainable;
  dataset: Dataset;
  sides: EncodedSides;
  /** Changes only when its device is lost and `replaceEngine` gives another. */
  engine: Engine;
  config: Config;
  /** Another engine after a lost device; absent or rejecting: the training fails. */
  replaceEngine?: (() => Promise<Engine>) | undefined;
}

export type TrainingEvent =
  /** The checkpoint begins this stage again, later and elsewhere. */
  | { kind: 'stage-start'; index: number; stage: Stage; checkpoint: Checkpoint }
  | {
      kind: 'step';
      index: number;
      /** Counted over the whole plan, and within the stage. From 1. */
      step: number;
      stageStep: number;
      /** Losses read since the last event. */
      losses: { step: number; stage: string; loss: number }[];
      validation?: ValidationResult | undefined;
      /** Vectors of the model as it was validated; never changed afterwards. */
      vectors?: Vectors | undefined;
      /**
       * Captures the training between this step and the next; changes nothing that follows. Call it, and
       * await it, before pulling the next event. Absent: the stage is short and resumes from its start only.
       */
      capture?: () => Promise<Checkpoint>;
    }
  /** The device was lost: training resumes from the latest checkpoint on `engine`; reports after `step` are void. */
  | { kind: 'rewind'; index: number; step: number; engine: Engine }
  | {
      kind: 'stage-end';
      index: number;
      stage: Stage;
      outcome: StageOutcome;
      validation: ValidationResult;
      /** Vectors of the model as the stage left it; never changed afterwards. */
      vectors: Vectors;
      /** Copies of the rerankers, once the plan trains them. */
      rerankers?: readonly Reranker[] | undefined;
    };

export interface LearningOutcome {
  /** Step of the stage whose weights it ended with, where the stage keeps its best. */
  bestStep?: number;
  /** The auxiliary weight with the best validation recall, where several were trained. */
  auxiliary?: number;
}

/** Recall on validation, and drift so far, after a step. */
export interface ValidationResult {
  step: number;
  recall: Partial<PerObjective<number>>;
  drift: Partial<PerObjective<number>>;
}

export interface StageOutcome {
  releases?: LayerRelease[];
  shrink?: ShrinkOutcome;
  learning?: LearningOutcome;
}

export interface TrainingResult {
  vectors: Vectors;
  /** One for each objective of the log, where the plan trains rerankers. */
  rerankers?: readonly Reranker[] | undefined;
  steps: number;
  /** Floating-point operations of all steps (see `model/flops`); absent after a checkpoint that did not record them. */
  flops?: number | undefined;
  /** Largest score change over all pairs since each objective's last stage ended. */
  drift: Partial<PerObjective<number>>;
}

/** Measures on the validation split (see validation.ts). */
export interface Validation {
  /** Recall@K of each objective; with rerankers, in their order. */
  recall(vectors: Vectors, rerankers?: readonly Reranker[]): Promise<Partial<PerObjective<number>>>;
  ndcg(scorer: Scorer): Promise<Partial<PerObjective<number>>>;
  drift(vectors: Vectors, users: 'sample' | 'all'): Promise<Partial<PerObjective<number>>>;
  finish(objective: Objective, vectors: Vectors): void;
  /** Vectors of each finished objective. */
  finished(): [Objective, Vectors][];
  /** Replaces the vectors of all finished objectives: another engine rounds differently. */
  replaceFinished(vectors: Vectors): void;
}

/** State that the stages of a training share. */
export interface TrainingRun {
  training: Training;
  plan: Plan;
  validation: Validation;
  /** Gradient steps done so far over the whole plan. */
  step: number;
  /** Floating-point operations of these steps; undefined from a checkpoint on that did not record them. */
  flops: number | undefined;
  /** Checkpoint to resume from after a lost device. */
  latest?: Checkpoint;
  /** Vectors of the model before pruning, for the recovery that follows. */
  teacher?: Vectors | undefined;
  /** One reranker for each objective, untrained at first, once the plan trains them. */
  rerankers?: readonly Reranker[] | undefined;
}

/** Measures validation recall and drift of the run's model, given its vectors. */
export async function validateRun(run: TrainingRun, vectors: Vectors): Promise<ValidationResult> {
  return {
    step: run.step,
    recall: await run.validation.recall(vectors, run.rerankers),
    drift: await run.validation.drift(vectors, 'sample'),
  };
}
