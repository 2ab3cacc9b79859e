/** Popularity: every user gets what most users were shown, clicked or bought. */
import type { Dataset } from '../data/schema';
import type { Scorer } from '../retrieve/scorer';

/** Returns the sizes of a log that its scorers share. */
export function scorerSizes({ log }: Dataset): Pick<Scorer, 'users' | 'items' | 'objectives'> {
  return { users: log.users.ids.length, items: log.items.ids.length, objectives: log.objectives.length };
}

/**
 * s_o(i) = rank of item i by its training count of objective o    (ours)
 * Equal counts are ordered by the counts of the next shallower objective, and so on; items equal
 * in all of them share a score. A rank, not a count, so that broken ties stay exact in float32.
 */
export function popularityScorer(dataset: Dataset): Scorer {
  const counts = dataset.log.objectives.map((name) => {
    const count = new Int32Array(dataset.log.items.ids.length);
    for (const item of dataset.positives[name]?.items ?? []) count[item]! += 1;
    return count;
  });
  const scores = counts.map((_, objective) => ranks(counts.slice(0, objective + 1).reverse()));
  return {
    ...scorerSizes(dataset),
    score: (_, out) => scores.forEach((score, index) => void out[index]!.set(score)),
  };
}

/** Ranks by keys [n] × [N], the first decides, the next break its ties → [N], 0 for the lowest. */
function ranks(keys: readonly Int32Array[]): Float32Array {
  const compare = (left: number, right: number): number => {
    for (const key of keys) {
      if (key[left] !== key[right]) return key[left]! - key[right]!;
    }
    return 0;
  };
  const order = Array.from(keys[0] ?? [], (_, item) => item).sort(compare);
  const rank = new Float32Array(order.length);
  for (let index = 1; index < order.length; index++) {
    const isTie = compare(order[index - 1]!, order[index]!) === 0;
    rank[order[index]!] = rank[order[index - 1]!]! + (isTie ? 0 : 1);
  }
  return rank;
}
