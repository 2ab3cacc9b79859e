/** How long a person waits for a list once the scores are there. */
import { median } from 'simple-statistics';
import type { Dataset } from '../data/schema';
import { fuseFor } from '../retrieve/fuse';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';

const USERS = 20;
/** A browser's clock is coarse: one user's list is made again until this much time has passed. */
const LEAST_MS = 1;

/** Median microseconds of fusing a user's scores with equal weights and taking the top K, over 20 users. */
export function retrievalMicroseconds({ log }: Dataset, scorer: Scorer, k: number): number {
  const scores = log.objectives.map(() => new Float32Array(scorer.items));
  const fused = new Float32Array(scorer.items);
  const weights = log.objectives.map(() => 1);
  const users = Math.min(USERS, scorer.users);
  const times = Array.from({ length: users }, (_, place) => {
    const user = Math.floor((place * scorer.users) / users);
    scorer.score(user, scores);
    const start = performance.now();
    let lists = 0;
    let elapsedMs = 0;
    while (elapsedMs < LEAST_MS) {
      topK(fuseFor(scorer, { user, weights, scores }, fused), k);
      lists++;
      elapsedMs = performance.now() - start;
    }
    return (1000 * elapsedMs) / lists;
  });
  return median(times);
}
