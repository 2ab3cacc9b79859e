/**
 * What trains and encodes. The trainer decides which batch comes next and when a stage ends; an
 * engine turns one batch into one update of the parameters that the ownership bytes let train.
 * Weights live on the host in `model`; an engine may keep its own copy while a stage runs.
 */
import type { Batch } from '../data/batches';
import type { Objective } from '../data/schema';
import type { EncodedSides } from '../model/lookups';
import type { LossSpec } from '../model/reference';
import type { Weights } from '../model/tower';
import type { Trainable } from '../model/trainable';
import type { Vectors } from '../model/vectors';
import type { AdamState } from './adam';

/** One objective's part in a stage's loss. */
export interface LossTerm {
  objective: Objective;
  weight: number;
  /** Its batches' size as a share of B. */
  batchShare: number;
  /**
   * Sampled softmax over candidates (also when absent); cross-entropy over plain exposures of having gone
   * as far as the objective; or, over lists of exposures, preferring those that did more than the network
   * does when the stage begins. Masked towers know the first only.
   */
  loss?: 'softmax' | 'cross-entropy' | 'preference';
  /** β of a preference: the larger, the less it takes to satisfy it. 1 when absent. */
  beta?: number;
}

/**
 * Everything about a stage that stays fixed while it runs. Only weights that `owner` owns move.
 * Margin and teacher belong to the first term. In a network there are no owners: what the terms'
 * objectives reach moves, each term is on its objective's own block, and there is no margin and no teacher.
 */
export interface StageSpec extends LossSpec {
  /** One batch per term and step, in this order; all on the owner's score. */
  terms: readonly LossTerm[];
  /** λ: owned embedding columns shrink by 1 − learningRate·λ each step, decoupled. */
  embeddingDecay: number;
}

export interface Rates {
  /** Of layers; also what embedding decay is measured in. */
  layers: number;
  /** Of embeddings. */
  embeddings: number;
}

export interface RankOptions {
  vectors: Vectors;
  /** O: how many of the cumulative scores s_d, s_c, s_v are ranked. */
  objectives: number;
  k: number;
  users: Int32Array;
  /** [N] 1: left out of this user's lists. Read at once: the array may be used again. */
  removed?: (user: number) => Uint8Array;
  /** Is awaited between passes by an engine that computes on its own thread. */
  yieldIfDue?: () => Promise<void>;
}

export interface Engine {
  readonly name: 'tfjs' | 'wgsl';
  readonly backend: string;
  /** Steps after which reading the losses costs nothing worth mentioning. */
  readonly lossInterval: number;
  /** It trains masked two-towers only, and rejects a network. */
  readonly towersOnly?: true;
  /** Prepares a stage (caches what is frozen). Only one stage is open at a time. */
  begin(model: Trainable, sides: EncodedSides, stage: StageSpec): Promise<OpenStage>;
  /** All users' and items' output vectors, every block with its own effective weights. */
  encode(model: Trainable, sides: EncodedSides): Promise<Vectors>;
  /**
   * The k best items of each user by each objective's own cumulative score, in float32; equal scores go to
   * the lower index. → per objective [users × k], best first, −1 where no item is left.
   */
  rank?(options: RankOptions): Promise<Int32Array[]>;
  /** Resolves with the reason once the device is lost; every call rejects with DeviceLostError from then on. */
  readonly lost?: Promise<string>;
  dispose(): void;
}

export interface OpenStage {
  /** One update. `step` counts from 1 within the stage. */
  step(batches: readonly Batch[], rates: Rates): Promise<void>;
  /** Losses of the steps since the last call, oldest first. */
  losses(): Promise<number[]>;
  /** Brings the model's host arrays up to date with what was trained, decay included. */
  synchronise(): Promise<void>;
  /** All that later steps depend on, as plain data that shares nothing with the stage. Changes no later bit. */
  capture(): Promise<StageState>;
  /**
   * Goes on where `state` was captured, in a stage just begun from the same start. On the same engine every
   * later bit is what it would have been; another engine rounds differently. Throws RangeError when the state
   * is of another model.
   */
  resume(state: StageState): Promise<void>;
  /** Idempotent. Weights not synchronised are lost. */
  dispose(): void;
}

/** A stage between two of its steps; the same on every engine. */
export interface StageState {
  /** Steps done. */
  step: number;
  /** Every array of the model, in its own order; embedding rows without the decay they have missed. */
  weights: Weights[];
  /** Of every array that the stage has an optimiser for, in the same order. */
  optimisers: AdamState[];
  /** Losses that nobody has read, oldest first. */
  losses: number[];
}

/** Whether a call failed because the device is gone. */
export const isDeviceLoss = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DeviceLostError';
