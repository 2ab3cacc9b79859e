/** The latency of a ranked list once the scores are known. */
import { median } from 'simple-statistics';
import type { Dataset } from '../data/schema';
import { fuseFor } from '../retrieve/fuse';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';

const USERS = 20;
/** A browser's clock is coarse: one user's list is repeated until this much time has passed. */
const MIN_MS = 1;

/** Returns the median microseconds of fusing a user's scores with equal weights and taking the top K, over 20 users. */
export function retrievalMicroseconds({ log }: Dataset, scorer: Scorer, k: number): number {
  const scores = log.objectives.map(() => new Float32Array(scorer.items));
  const fused = new Float32Array(scorer.items);
  const weights = log.objectives.map(() => 1);
  const users = Math.min(USERS, scorer.users);
  const times = Array.from({ length: users }, (_, index) => {
    const user = Math.floor((index * scorer.users) / users);
    scorer.score(user, scores);
    const start = performance.now();
    let lists = 0;
    let elapsedMs = 0;
    while (elapsedMs < MIN_MS) {
      topK(fuseFor(scorer, { user, weights, scores }, fused), k);
      lists++;
      elapsedMs = performance.now() - start;
    }
    return (1000 * elapsedMs) / lists;
  });
  return median(times);
}
