/** Messages about what a run ranks: reports, lists and scores. */
import type { Objective, PerObjective } from '../../data/schema';
import type { ItemMap } from '../../evaluate/itemMap/itemMap';
import type { EvaluationReport } from '../../evaluate/report';
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import type { ScoreKind } from '../../model/vectors';
import type { MatchReason, UserQuery } from '../../retrieve/userSearch';
import type { FusedOutcome, WeightingGrid } from '../../retrieve/weightingGrid';

export type { EvaluationReport, Metric } from '../../evaluate/report';

export type FusionWeights = PerObjective<number>;

export interface EvaluationRequest {
  k?: number;
  weights?: FusionWeights;
  split?: 'validation' | 'test';
}

/** What everybody is shown under some weights, beside a pinned weighting where there is one. */
export interface FusedComparison extends FusedOutcome {
  pinned?: FusedOutcome;
  /** Share of a user's top K that both weightings have in common, averaged over users. */
  shared?: number;
}

/** How the scores of a model in training are fused, and what it has learnt so far. */
export interface LiveFusion {
  fusion: 'linear';
  scores: ScoreKind;
  vectorWidth: number;
  /** Objectives that own a block of the vector; the scores of others add nothing yet. */
  trained: Objective[];
}

/** The map of the items, with how often each was met in training. */
export interface ItemMapView extends ItemMap {
  /** [N] training positives of each objective of the log. */
  counts: Int32Array[];
}

/** A user whom the log does not have. */
export interface InventedUser {
  /** Values of the users' features by name; a feature left out has none. */
  features: Readonly<Record<string, readonly string[]>>;
  likedItemIds: readonly string[];
}

/** A user whom a search found, and why. */
export interface FoundUser {
  userId: string;
  reason: MatchReason;
}

export interface WeightingGridRequest {
  /** ρ, from 0 to 1 (see exposureGain.ts). */
  rho: number;
  /** Steps of the simplex grid. */
  steps: number;
}

export interface RetrievedItem {
  itemId: string;
  title?: string;
  rank: number;
  score: number;
  /** α·s of each objective; their sum is the score where fusion is linear. */
  contributions: FusionWeights;
  /** Objectives the user reached with it in the test split. */
  labels: Objective[];
}

/** Scores and history of a user, with which the page ranks by itself while sliders move. */
export interface UserView {
  /** Index in the log; −1 for an invented user. */
  user: number;
  /** Cumulative scores [items] of each objective of the log. */
  scores: Float32Array[];
  /** [items] 1: exposed in training or validation, left out of the ranking. */
  removed: Uint8Array;
  /** Training interactions, deepest first. */
  history: { item: number; depth: number }[];
  /** Test interactions: the labels. */
  test: { item: number; depth: number }[];
}

/**
 * All results but those of untrained baselines are of the current run. Every promise rejects with an error
 * whose code and values name a sentence of the catalogue.
 */
export interface RetrievalSession {
  evaluate(options?: EvaluationRequest): Promise<EvaluationReport>;
  /** Evaluates a method that needs no training, to compare a run with. */
  evaluateUntrainedBaseline(method: UntrainedBaseline): Promise<EvaluationReport>;
  /**
   * Computes recall, coverage and popularity over all test users, ranked by F with these weights, and the same for pinned
   * weights. Only the latest call is computed; an earlier one resolves to null.
   */
  fusedOutcome(weights: FusionWeights, pinned?: FusionWeights): Promise<FusedComparison | null>;
  /**
   * Computes the outcome of every weighting of a simplex grid on validation: weightings are chosen by it, and what
   * `fusedOutcome` says of the choice on test was not used for it. Emits `weighting-grid` where it takes more than a
   * second. Only the latest call is computed; an earlier one, or one whose log is left, resolves to null.
   */
  weightingGrid(request: WeightingGridRequest): Promise<WeightingGrid | null>;
  /**
   * Projects the run's item vectors, all blocks as trained, to two dimensions; once per run. Emits `item-map` where it takes
   * more than a second. Resolves to null when it is cancelled or its log is left. Rejects with CodedError `no-item-vectors`
   * where the run's method gives items no vectors.
   */
  itemMap(): Promise<ItemMapView | null>;
  cancelItemMap(): Promise<void>;
  /**
   * Returns users whose list of k changes most between these weightings, in how many of their deepest test positives it finds;
   * 50 at most. (see evaluate/steeringUsers.ts)
   */
  steeringUsers(weightings: FusionWeights[], k: number): Promise<string[]>;
  /** Finds users by id, features and what they did in training; `limit` at most. */
  searchUsers(query: UserQuery, limit: number): Promise<FoundUser[]>;
  /**
   * Scores a user whom the log does not have: cold, from the features with the mean id row, moved halfway towards the liked
   * items, which are left out of the list. Rejects with CodedError `no-cold-start` where the run has no masked towers.
   */
  inventUser(user: InventedUser): Promise<UserView>;
  /** Chooses the user whose scores are sent while a model trains. `userView` does too. */
  watchUser(userId: string): Promise<void>;
  retrieve(userId: string, options?: { k?: number; weights?: FusionWeights }): Promise<RetrievedItem[]>;
  userView(userId: string): Promise<UserView>;
  /** Computes F of every item for one user under each of the weightings, by the current run's fusion. */
  fusedScores(userId: string, weightings: FusionWeights[]): Promise<Float32Array[]>;
  scores(userIds: string[]): Promise<PerObjective<Float32Array>[]>;
}
