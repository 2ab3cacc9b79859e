/**
 * The lists of one user under many weightings: what colours the triangle. Neighbouring weightings have similar lists, so
 * each list bounds from below what an item of the next must reach, and few items are compared at all.
 */
import { checkWeights } from './fuse';
import { topK } from './topK';

export interface FusedRanker {
  /** Takes a user's scores O × [N] and removed items [N], 1 = left out. Copies them. */
  select(scores: readonly Float32Array[], removed: Uint8Array): void;
  /**
   * Returns the k best items by F = Σ_t α_t s_t, as topK(fuse(scores, weights)) does to the bit. The array is
   * overwritten by the next call. Throws as `checkWeights` does.
   */
  rank(weights: readonly number[]): Int32Array;
}

/** Creates a ranker for a catalogue of N items; its arrays are allocated once. */
export function createFusedRanker(itemCount: number, objectives: number, k: number): FusedRanker {
  const capacity = Math.min(k, itemCount);
  const items = new Int32Array(itemCount);
  // In float64, because converting each score at every weighting would take longer than all the rest.
  const scores = Array.from({ length: objectives }, () => new Float64Array(itemCount));
  const found = { values: new Float32Array(itemCount), places: new Int32Array(itemCount) };
  const best = new Int32Array(capacity);
  const ranked = new Int32Array(capacity);
  let count = 0;
  let size = 0;
  return {
    select(userScores, removed) {
      count = 0;
      size = 0;
      for (let item = 0; item < itemCount; item++) {
        if (removed[item]) continue;
        for (let objective = 0; objective < objectives; objective++) {
          scores[objective]![count] = userScores[objective]![item]!;
        }
        items[count++] = item;
      }
    },
    rank(weights) {
      checkWeights(weights, objectives);
      const bound = lowerBound(scores, weights, best.subarray(0, size));
      const reaching = collect(scores, weights, { count, bound, found });
      const list = topK(found.values.subarray(0, reaching), k, undefined, best);
      size = list.length;
      for (let rank = 0; rank < size; rank++) {
        best[rank] = found.places[best[rank]!]!;
        ranked[rank] = items[best[rank]!]!;
      }
      return ranked.subarray(0, size);
    },
  };
}

type Scores = readonly Float64Array[];

/** Returns a number that no F of the k best is below; −∞ without a list or where an F is not a number. */
function lowerBound(scores: Scores, weights: readonly number[], list: Int32Array): number {
  if (list.length === 0) return Number.NEGATIVE_INFINITY;
  let bound = Number.POSITIVE_INFINITY;
  for (let rank = 0; rank < list.length; rank++) {
    let sum = 0;
    for (let objective = 0; objective < weights.length; objective++) {
      sum += weights[objective]! * scores[objective]![list[rank]!]!;
    }
    // A sum that is not a number compares with nothing.
    if (Number.isNaN(sum)) return Number.NEGATIVE_INFINITY;
    bound = Math.min(bound, sum);
  }
  // Lists are ordered by F in float32: two sums closer than its rounding may be equal there.
  return bound - Math.abs(bound) * 2 ** -22 - 2 ** -148;
}

interface Collection {
  count: number;
  bound: number;
  found: { values: Float32Array; places: Int32Array };
}

/** Collects the items whose F is not below the bound, in their order → their number. */
function collect(scores: Scores, weights: readonly number[], { count, bound, found }: Collection): number {
  const { values, places } = found;
  // One objective, two or three.
  const [first, second, third] = scores as [Float64Array, Float64Array?, Float64Array?];
  const [a = 0, b = 0, c = 0] = weights;
  let size = 0;
  for (let place = 0; place < count; place++) {
    let sum = a * first[place]!;
    if (second) sum += b * second[place]!;
    if (third) sum += c * third[place]!;
    if (sum < bound) continue;
    values[size] = sum;
    places[size++] = place;
  }
  return size;
}
