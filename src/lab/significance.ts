/** Whether a difference could be chance: a paired randomisation test, and its correction for many tests. */
import type { Random } from '../random';

/** Up to this number of pairs every pattern of signs is tried; beyond, FLIPS random ones. */
const EXACT_UP_TO = 13;
const FLIPS = 10_000;
/** Sums that differ by rounding count as equal, relative to Σ|d|. */
const ROUNDING = 1e-12;

/**
 * p = share of sign patterns ε ∈ {−1, 1}ⁿ with |Σ ε_i d_i| ≥ |Σ d_i|    (Fisher's randomisation test for pairs;
 * for retrieval: Smucker, Allan & Carterette 2007)
 * Two-sided. Exact for up to 13 pairs; beyond, F = 10 000 patterns at random and
 * p = (1 + patterns as extreme) / (1 + F), which is never 0 (Davison & Hinkley 1997).
 * differences [n], one for each pair. Without pairs p = 1.
 */
export function signFlipTest(differences: readonly number[], random: Random): number {
  const total = differences.reduce((sum, value) => sum + value, 0);
  const scale = differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const extreme = Math.abs(total) - ROUNDING * scale;
  const groups = subsetSums(differences);
  const isExtreme = (flipped: number) => Math.abs(total - 2 * flipped) >= extreme;
  let count = 0;
  if (differences.length <= EXACT_UP_TO) {
    const patterns = 1 << differences.length;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const flipped = (groups[0]?.[pattern & 255] ?? 0) + (groups[1]?.[pattern >> 8] ?? 0);
      if (isExtreme(flipped)) count++;
    }
    return count / patterns;
  }
  for (let flip = 0; flip < FLIPS; flip++) if (isExtreme(randomSubset(groups, random))) count++;
  return (1 + count) / (1 + FLIPS);
}

/** Returns, for each eight values, the sums of all their 256 subsets: one look-up then flips eight signs. */
function subsetSums(values: readonly number[]): Float64Array[] {
  const groups: Float64Array[] = [];
  for (let start = 0; start < values.length; start += 8) {
    const sums = new Float64Array(256);
    for (let subset = 1; subset < 256; subset++) {
      const lowest = 31 - Math.clz32(subset & -subset);
      sums[subset] = sums[subset & (subset - 1)]! + (values[start + lowest] ?? 0);
    }
    groups.push(sums);
  }
  return groups;
}

/** Sums a random subset that takes each value with probability ½. */
function randomSubset(groups: readonly Float64Array[], random: Random): number {
  let sum = 0;
  let bits = 0;
  for (let group = 0; group < groups.length; group++) {
    if (group % 4 === 0) bits = random.integer(2 ** 32);
    sum += groups[group]![(bits >>> (8 * (group % 4))) & 255]!;
  }
  return sum;
}

/**
 * p'_(i) = max_{j ≤ i} min(1, (m − j + 1) p_(j)), p_(1) ≤ … ≤ p_(m)    (Holm 1979)
 * What is below a level afterwards is significant at that level for all m together. → [m] in the order given.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}
