/**
 * X, the expected recall: the share of a sample's true probability that a ranking captures. It has a tenth
 * of the sampled recall's noise, so comparisons on samples are made with it.
 */
import { exp } from '../elementaryFunctions';

/**
 * Normalises the probabilities of a user over the items that are left: shares_i = p_i / Σ_{j not removed} p_j, and 0 for removed items    (ours)
 * logProbabilities [N] (one user's row of Truth), removed [N] → out [N], which is returned.
 * All shares are 0 when everything is removed or impossible.
 */
export function trueShares(
  logProbabilities: Float32Array,
  removed: Uint8Array,
  out: Float64Array,
): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let item = 0; item < out.length; item++) {
    if (!removed[item] && logProbabilities[item]! > largest) largest = logProbabilities[item]!;
  }
  if (largest === Number.NEGATIVE_INFINITY) return out.fill(0);
  let total = 0;
  for (let item = 0; item < out.length; item++) {
    // Relative to the largest, so that rare events do not underflow.
    const share = removed[item] ? 0 : exp(logProbabilities[item]! - largest);
    out[item] = share;
    total += share;
  }
  for (let item = 0; item < out.length; item++) out[item]! /= total;
  return out;
}

/**
 * Returns X of one user = Σ_{i ∈ top K} shares_i    (ours; DESIGN section 2, Metrics)
 * ranked: items, best first, of which the first K count.
 */
export function expectedRecall(ranked: Int32Array, shares: Float64Array, k: number): number {
  let captured = 0;
  for (let position = 0; position < Math.min(k, ranked.length); position++) {
    captured += shares[ranked[position]!]!;
  }
  return captured;
}
