/** A training while it runs: what its stages share, and what they tell. */
import type { Config } from '../config';
import type { Dataset, Objective, PerObjective } from '../data/schema';
import type { Engine } from '../engine/engine';
import type { EncodedSides, Vectors } from '../model/parameters';
import type { LayerRelease } from '../model/prune';
import type { Reranker } from '../model/reranker';
import type { Trainable } from '../model/trainable';
import type { Scorer } from '../retrieve/scorer';
import type { Checkpoint } from './checkpoint';
import type { Stage } from './plan';
import type { ShrinkOutcome } from './shrink';

export interface Training {
  model: Trainable;
  dataset: Dataset;
  sides: EncodedSides;
  /** Changes only when its device is lost and `replaceEngine` gives another. */
  engine: Engine;
  config: Config;
  /** Another engine after a lost device; absent or rejecting: the training fails. */
  replaceEngine?: () => Promise<Engine>;
}

export type TrainingEvent =
  /** Whoever keeps the checkpoint can begin this stage again, later and elsewhere. */
  | { kind: 'stage-start'; index: number; stage: Stage; checkpoint: Checkpoint }
  | {
      kind: 'step';
      index: number;
      /** Counted over the whole plan, and within the stage. From 1. */
      step: number;
      stageStep: number;
      /** Losses that were read since the last event. */
      losses: { step: number; stage: string; loss: number }[];
      look?: ValidationResult;
      /**
       * The training between this step and the next, for whoever keeps it; changes nothing that follows. To
       * be called, and waited for, before the next event is pulled. Absent: the stage is short, and goes on
       * from its start only.
       */
      capture?: () => Promise<Checkpoint>;
    }
  /** The device was lost: it goes on from the latest checkpoint on `engine`; what was told after `step` is void. */
  | { kind: 'rewind'; index: number; step: number; engine: Engine }
  | { kind: 'stage-end'; index: number; stage: Stage; outcome: StageOutcome; look: ValidationResult };

export interface LearningOutcome {
  /** Step of the stage whose weights were kept, where the stage keeps its best. */
  bestStep?: number;
  /** The auxiliary weight that was kept, where several were tried. */
  auxiliary?: number;
}

/** A look at validation. */
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
  /** One for each objective of the log, where the plan trains a second stage. */
  rerankers?: readonly Reranker[];
  steps: number;
  /** Over all pairs, since each objective's last stage ended. */
  drift: Partial<PerObjective<number>>;
}

/** What looks at validation (see lookout.ts). */
export interface Validation {
  /** With rerankers: of their order. */
  recall(vectors: Vectors, rerankers?: readonly Reranker[]): Promise<Partial<PerObjective<number>>>;
  ndcg(scorer: Scorer): Promise<Partial<PerObjective<number>>>;
  drift(vectors: Vectors, whom: 'sample' | 'everybody'): Promise<Partial<PerObjective<number>>>;
  finish(objective: Objective, vectors: Vectors): void;
  /** What was finished so far. */
  finished(): [Objective, Vectors][];
  /** Another engine rounds differently: what is finished is remembered anew as it computes it. */
  rebase(vectors: Vectors): void;
}

/** Progress between stages. */
export interface TrainingRun {
  training: Training;
  validation: Validation;
  /** Steps done in the stages before. */
  step: number;
  /** Where a lost device throws it back to. */
  latest?: Checkpoint;
  /** Vectors of the unpruned model, for the recovery that follows. */
  teacher?: Vectors;
  /** Of the second stage, from its first stage on: one for each objective, untrained at first. */
  rerankers?: readonly Reranker[];
}

export async function validateRun(run: TrainingRun, vectors: Vectors): Promise<ValidationResult> {
  return {
    step: run.step,
    recall: await run.validation.recall(vectors, run.rerankers),
    drift: await run.validation.drift(vectors, 'sample'),
  };
}
