/**
 * The interface of the engines, which train and encode. The trainer decides which batch comes next and when a stage ends; an
 * engine turns one batch into one update of the parameters that the ownership bytes let train.
 * Weights live on the host in `model`; an engine may hold a copy of them while a stage runs.
 */
import type { Batch } from '../data/batches';
import type { Objective } from '../data/schema';
import type { EncodedSides } from '../model/lookups';
import type { LossSpec } from '../model/reference';
import type { Weights } from '../model/tower';
import type { Trainable } from '../model/trainable';
import type { Vectors } from '../model/vectors';
import type { AdamState } from './optimiserState';

/** One objective's term of a stage's loss. */
export interface LossTerm {
  objective: Objective;
  weight: number;
  /** The size of its batches as a share of B. */
  batchShare: number;
  /**
   * Sampled softmax over candidates (the default); cross-entropy over exposures, of whether each reached the
   * objective; or, over lists of exposures, a preference for those that reached it, relative to the network
   * as the stage found it. Masked towers have the first only.
   */
  loss?: 'softmax' | 'cross-entropy' | 'preference';
  /** β of a preference: the larger, the smaller the difference that satisfies it. 1 when absent. */
  beta?: number;
}

/**
 * Everything about a stage that stays fixed while it runs. Only weights that `owner` owns move.
 * Margin and teacher belong to the first term. In a network there are no owners: the parameters that the
 * terms' objectives depend on move, each term is on its objective's block, without margin and teacher.
 */
export interface StageSpec extends LossSpec {
  /** The terms of the loss, with one batch each per step in this order; all on the owner's score. */
  terms: readonly LossTerm[];
  /** λ: owned embedding columns shrink by 1 − learningRate·λ each step, decoupled. */
  embeddingDecay: number;
}

export interface Rates {
  /** The learning rate of layers, which embedding decay is also proportional to. */
  layers: number;
  /** The learning rate of embeddings. */
  embeddings: number;
}

export interface RankOptions {
  vectors: Vectors;
  /** O: the number of the scores s_d, s_c, s_v that are ranked. */
  objectives: number;
  k: number;
  users: Int32Array;
  /** Returns [N] with 1 for items left out of the user's lists. It is read at once: the array may be reused. */
  removed?: (user: number) => Uint8Array;
  /** Is awaited between passes by an engine that computes on its own thread. */
  yieldIfDue?: () => Promise<void>;
}

export interface Engine {
  readonly name: 'tfjs' | 'wgsl' | 'wasm';
  readonly backend: string;
  /** The number of steps after which reading the losses costs next to nothing. */
  readonly lossInterval: number;
  /** True for an engine that trains masked two-towers only, and rejects a network. */
  readonly towersOnly?: true;
  /** Prepares a stage (caches what is frozen). Only one stage is open at a time. */
  begin(model: Trainable, sides: EncodedSides, stage: StageSpec): Promise<OpenStage>;
  /** Computes the output vectors of all users and items, every block with its own effective weights. */
  encode(model: Trainable, sides: EncodedSides): Promise<Vectors>;
  /**
   * Finds the k best items of each user by the score of each objective, in float32; equal scores go to the
   * lower index. → per objective [users × k], best first, −1 where no item is left.
   */
  rank?(options: RankOptions): Promise<Int32Array[]>;
  /** Resolves with the reason once the device is lost; every call rejects with DeviceLostError from then on. */
  readonly lost?: Promise<string>;
  dispose(): void;
}

export interface OpenStage {
  /** Makes one update from one batch per term. */
  step(batches: readonly Batch[], rates: Rates): Promise<void>;
  /** Returns the losses of the steps since the last call, oldest first. */
  losses(): Promise<number[]>;
  /** Brings the model's host arrays up to date with the trained weights, decay included. */
  synchronise(): Promise<void>;
  /** Copies all that later steps depend on, as plain data that shares nothing with the stage. Changes no later bit. */
  capture(): Promise<StageState>;
  /**
   * Continues where `state` was captured, in a stage just begun from the same start. On the same engine every
   * later bit is what it would have been; another engine rounds differently. Throws CodedError
   * (`snapshot-mismatch`) when the state is of another model.
   */
  resume(state: StageState): Promise<void>;
  /** Frees what the stage holds. Idempotent. Weights not synchronised are lost. */
  dispose(): void;
}

/** The state of a stage between two of its steps; the same on every engine. */
export interface StageState {
  /** The number of steps done. */
  step: number;
  /** Every array of the model, in its own order; embedding rows before the decay that they have missed. */
  weights: Weights[];
  /** The optimiser's state of every array that the stage trains, in the same order. */
  optimisers: AdamState[];
  /** The losses not yet read, oldest first. */
  losses: number[];
}

/** Returns whether a call failed because the device is gone. */
export const isDeviceLoss = (error: unknown): boolean =>
  error instanceof Error && error.name === 'DeviceLostError';
