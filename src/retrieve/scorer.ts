/**
 * What can rank items for a user: a trained model's vectors, a popularity count, the oracle.
 * Evaluation and retrieval know nothing else of a method.
 */
export interface Scorer {
  readonly users: number;
  readonly items: number;
  /** The number of objectives that it scores: 2 or 3, in the order of OBJECTIVES. */
  readonly objectives: number;
  /** Writes the scores of every item for one user: out[t][item] = s_t(user, item). */
  score(user: number, out: readonly Float32Array[]): void;
  /**
   * Writes F of every item under one weight for each objective, where the method has a fusion of its own.
   * Without it fusion is linear (see fuse.ts).
   */
  fuse?(user: number, weights: readonly number[], out: Float32Array): void;
  /** The first stage whose ranking this one reorders, where this is a second stage. */
  readonly retriever?: Scorer;
}
