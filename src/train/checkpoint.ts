/**
 * A training as plain data, at the start of a stage or between two steps of a learning stage. A stage begins
 * with fresh moments and with batches of its own random streams, so its start and how far it came are all
 * that going on needs: what comes out of going on is bit for bit what an undisturbed run gives.
 */
import type { Objective } from '../data/schema';
import type { StageState } from '../engine/engine';
import type { Vectors, Weights } from '../model/parameters';
import type { Reranker } from '../model/reranker';

/** Weights, then owners, in the model's own order. */
type ModelState = (Weights | Uint8Array)[];

export interface Checkpoint {
  /** Everything below is as this stage found it. */
  index: number;
  /** Steps done in the stages before. */
  step: number;
  arrays: ModelState;
  /** Vectors of each objective as they were when its last stage ended. */
  finished: [Objective, Vectors][];
  /** Of the unpruned model, between pruning and recovery. */
  teacher?: Vectors;
  rerankers?: Reranker[];
  /** What computed it. */
  engine: string;
  /** How far the stage came; absent: it begins here. */
  within?: WithinStage;
}

/** A learning stage between two steps of one of its attempts. */
export interface WithinStage extends StageProgress {
  /** Steps done over the whole plan. */
  step: number;
  /** Which of its auxiliary weights the stage is trying, and the best of those before. */
  attempt: number;
  tried?: BestAttempt;
  engine: StageState;
}

/** What an attempt's looks at validation saw: the latest recall, and the best checkpoint. */
export interface StageProgress {
  recall: number;
  best?: Reached;
}

/** What a stage may end with. */
export interface Reached {
  recall: number;
  /** Of the attempt. */
  step: number;
  arrays: ModelState;
}

export interface BestAttempt extends Reached {
  /** The auxiliary weight. */
  weight: number;
}
