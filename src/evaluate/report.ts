/** The result of an evaluation, as plain data that crosses the worker's wire unchanged. */
import type { PerObjective } from '../data/schema';

export interface Metric {
  recall: number;
  ndcg: number;
  /** The number of users averaged over: those with at least one positive. */
  users: number;
  recallInterval: [number, number];
  ndcgInterval: [number, number];
  /** X, noise-free expected recall; samples only. */
  expected?: number;
}

/**
 * Metrics of each objective ranked by its own score; in `before` as the retriever ranked whose list a second
 * stage reorders; in `fused` all ranked by F; in `best` each by its best F.
 */
export type EvaluationReport = { k: number; split: string } & Partial<PerObjective<Metric>> & {
    before?: Partial<PerObjective<Metric>>;
    fused?: Partial<PerObjective<Metric>>;
    best?: Partial<PerObjective<Metric & { weights: PerObjective<number> }>>;
  };
