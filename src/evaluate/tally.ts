/** The running sums of one objective under one ordering, and the metric that they amount to. */
import { createRandom } from '../random';
import { bootstrapIntervals } from './bootstrap';
import { expectedRecall } from './expected';
import { ndcgAtK, type Relevant, recallAtK } from './metrics';
import type { Metric } from './report';

/** What a ranking for one user is compared with; `shares` on samples only. */
export interface UserRanking {
  relevant: Relevant;
  shares?: Float64Array | undefined;
  k: number;
}

export interface Tally {
  add(ranked: Int32Array, user: UserRanking): void;
  /** Returns undefined when no user had a positive. Without a seed both ends of an interval are the mean. */
  metric(bootstrap: { seed: number; stream: string } | undefined): Metric | undefined;
}

export function createTally(): Tally {
  const recalls: number[] = [];
  const ndcgs: number[] = [];
  let expected = 0;
  let expectedUsers = 0;
  return {
    add(ranked, { relevant, shares, k }) {
      if (relevant.count > 0) {
        recalls.push(recallAtK(ranked, relevant, k));
        ndcgs.push(ndcgAtK(ranked, relevant, k));
      }
      if (shares) {
        expected += expectedRecall(ranked, shares, k);
        expectedUsers++;
      }
    },
    metric(bootstrap) {
      if (recalls.length === 0) return undefined;
      const recall = mean(recalls);
      const ndcg = mean(ndcgs);
      const [recallInterval = [recall, recall], ndcgInterval = [ndcg, ndcg]] = bootstrap
        ? bootstrapIntervals([recalls, ndcgs], createRandom(bootstrap.seed, bootstrap.stream))
        : [];
      const metric: Metric = { recall, ndcg, users: recalls.length, recallInterval, ndcgInterval };
      return expectedUsers > 0 ? { ...metric, expected: expected / expectedUsers } : metric;
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
