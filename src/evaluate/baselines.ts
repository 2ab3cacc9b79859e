/** What every trained model must beat, or cannot: popularity, a random order, and the oracle. */
import type { Dataset } from '../data/schema';
import { createRandom } from '../random';
import type { Scorer } from '../retrieve/scorer';

/**
 * s_o(i) = rank of item i by its training count of objective o    (ours)
 * Equal counts are told apart by the counts of the next shallower objective, and so on; items equal
 * in all of them share a score. A rank, not a count, so that ties broken stay exact in float32.
 */
export function popularityScorer(dataset: Dataset): Scorer {
  const counts = dataset.log.objectives.map((name) => {
    const count = new Int32Array(dataset.log.items.ids.length);
    for (const item of dataset.positives[name]?.items ?? []) count[item]! += 1;
    return count;
  });
  const scores = counts.map((_, objective) => ranks(counts.slice(0, objective + 1).reverse()));
  return {
    ...size(dataset),
    score: (_, out) => scores.forEach((score, index) => void out[index]!.set(score)),
  };
}

/** A random order of all items for each user, the same for every objective and whenever asked. */
export function randomScorer(dataset: Dataset, seed: number): Scorer {
  const { items, ...rest } = size(dataset);
  return {
    ...rest,
    items,
    score(user, out) {
      const order = createRandom(seed, `random-baseline/${user}`).permutation(items);
      for (const scores of out) scores.set(order);
    },
  };
}

/** The true log-probabilities as scores. Throws Error when the log does not know them. */
export function oracleScorer(dataset: Dataset): Scorer {
  const { truth, objectives } = dataset.log;
  if (!truth) {
    throw new Error('The oracle needs the true probabilities, which only the samples have; load a sample.');
  }
  const { items, ...rest } = size(dataset);
  return {
    ...rest,
    items,
    score(user, out) {
      objectives.forEach((name, objective) => {
        out[objective]!.set(truth[name].subarray(user * items, (user + 1) * items));
      });
    },
  };
}

function size({ log }: Dataset): Pick<Scorer, 'users' | 'items' | 'objectives'> {
  return { users: log.users.ids.length, items: log.items.ids.length, objectives: log.objectives.length };
}

/** keys [n] × [N], the first decides, the next break its ties → [N], 0 for the lowest. */
function ranks(keys: readonly Int32Array[]): Float32Array {
  const compare = (left: number, right: number): number => {
    for (const key of keys) {
      if (key[left] !== key[right]) return key[left]! - key[right]!;
    }
    return 0;
  };
  const order = Array.from(keys[0] ?? [], (_, item) => item).sort(compare);
  const rank = new Float32Array(order.length);
  for (let place = 1; place < order.length; place++) {
    const ties = compare(order[place - 1]!, order[place]!) === 0;
    rank[order[place]!] = rank[order[place - 1]!]! + (ties ? 0 : 1);
  }
  return rank;
}
