/** The wire, as far as it is about what a run ranks: reports, lists and scores. */
import type { Objective, PerObjective } from '../../data/schema';
import type { EvaluationReport } from '../../evaluate/report';
import type { UntrainedBaseline } from '../../methods/catalogue';

export type { EvaluationReport, Metric } from '../../evaluate/report';

export type FusionWeights = PerObjective<number>;

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

/** Every promise rejects with an Error whose message is a sentence for people. All but floors are of the current run. */
export interface RetrievalSession {
  evaluate(options?: EvaluationRequest): Promise<EvaluationReport>;
  /** The same report for a method that needs no training, to stand beside a run. */
  evaluateUntrainedBaseline(method: UntrainedBaseline): Promise<EvaluationReport>;
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
}
