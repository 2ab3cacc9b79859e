/** What an evaluation says, as plain data that crosses the worker's wire unchanged. */
import type { PerObjective } from '../data/schema';

export interface Metric {
  recall: number;
  ndcg: number;
  /** Users with at least one positive: those averaged over. */
  users: number;
  recallInterval: [number, number];
  ndcgInterval: [number, number];
  /** X, noise-free expected recall; samples only. */
  expected?: number;
}

/**
 * Each objective ranked by its own score; in `before` as the retriever ranked it that a second stage reorders;
 * in `fused` all ranked by F; in `best` each by its best F.
 */
export type EvaluationReport = { k: number; split: string } & Partial<PerObjective<Metric>> & {
    before?: Partial<PerObjective<Metric>>;
    fused?: Partial<PerObjective<Metric>>;
    best?: Partial<PerObjective<Metric & { weights: PerObjective<number> }>>;
  };
