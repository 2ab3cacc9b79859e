/** Everybody gets what most people saw, clicked or bought: what personal vectors must beat. */
import type { Dataset } from '../data/schema';
import type { Scorer } from '../retrieve/scorer';
import { sizesOf } from './scorerFactory';

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
    ...sizesOf(dataset),
    score: (_, out) => scores.forEach((score, index) => void out[index]!.set(score)),
  };
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
