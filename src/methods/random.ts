/** Chance: what any method must beat. */
import type { Dataset } from '../data/schema';
import { createRandom } from '../random';
import type { Scorer } from '../retrieve/scorer';
import { sizesOf } from './scorerFactory';

/** A random order of all items for each user, the same for every objective and whenever asked. */
export function randomScorer(dataset: Dataset, seed: number): Scorer {
  const { items, ...rest } = sizesOf(dataset);
  return {
    ...rest,
    items,
    score(user, out) {
      const order = createRandom(seed, `random-baseline/${user}`).permutation(items);
      for (const scores of out) scores.set(order);
    },
  };
}
