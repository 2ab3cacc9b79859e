/**
 * What can rank items for a user: a trained model's vectors, a popularity count, the oracle.
 * Evaluation and retrieval know nothing else of a method.
 */
export interface Scorer {
  readonly users: number;
  readonly items: number;
  /** How many objectives it scores: 2 or 3, in the order of OBJECTIVES. */
  readonly objectives: number;
  /** Writes the cumulative scores of every item for one user: out[o][item] = s_o(user, item). */
  score(user: number, out: readonly Float32Array[]): void;
  /**
   * A method's own fusion, where it has one: writes F of every item under one weight for each objective.
   * Without it fusion is linear (see fuse.ts).
   */
  fuse?(user: number, weights: readonly number[], out: Float32Array): void;
  /** Whose ranking this one only puts in another order, where it is a second stage. */
  readonly retriever?: Scorer;
}
