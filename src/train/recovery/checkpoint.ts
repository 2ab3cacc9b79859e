/**
 * A training as plain data, at the start of a stage or between two steps of a learning stage. A stage begins
 * with fresh moments and with batches of its own random streams, so its start and its progress are all
 * that resuming needs: the result is bit for bit that of an uninterrupted run.
 */
import type { Objective } from '../../data/schema';
import type { StageState } from '../../engine/engine';
import type { Reranker } from '../../model/extra/reranker';
import type { Weights } from '../../model/tower';
import type { Vectors } from '../../model/vectors';

/** Weights, then owners, in the model's own order. */
type ModelState = (Weights | Uint8Array)[];

/** State of a training when a stage begins, and the progress within that stage. */
export interface Checkpoint {
  /** Index of the stage in the plan. */
  index: number;
  /** Gradient steps of the stages before. */
  step: number;
  /** Floating-point operations of these steps; absent in records that do not have them. */
  flops?: number | undefined;
  arrays: ModelState;
  /** Vectors of each objective as they were when its last stage ended. */
  finished: [Objective, Vectors][];
  /** Vectors of the model before pruning, from pruning to recovery. */
  teacher?: Vectors | undefined;
  rerankers?: Reranker[] | undefined;
  /** Name and backend of the engine that computed it. */
  engine: string;
  /** Progress within the stage; absent: at its start. */
  midStage?: StageCheckpoint | undefined;
}

/** A learning stage between two steps of one of its attempts. */
export interface StageCheckpoint extends StageProgress {
  /** Gradient steps over the whole plan, and their floating-point operations. */
  step: number;
  flops?: number | undefined;
  /** Index of the auxiliary weight that is being trained. */
  attempt: number;
  /** The best of the attempts before. */
  bestAttempt?: BestAttempt | undefined;
  engine: StageState;
}

/** Validation within an attempt: the latest recall, and the best checkpoint. */
export interface StageProgress {
  recall: number;
  best?: ValidatedState | undefined;
}

/** Weights after a validated step. */
export interface ValidatedState {
  recall: number;
  /** Step of the attempt. */
  step: number;
  arrays: ModelState;
}

export interface BestAttempt extends ValidatedState {
  /** Weight of the auxiliary loss. */
  weight: number;
}
