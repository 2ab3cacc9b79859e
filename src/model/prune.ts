/**
 * CPP, cumulative percentile pruning: after an objective has trained, release its least important weights,
 * as many as hold a share τ of each layer's total importance (the paper's pruning rule; what it leaves
 * open is marked reconstructed). And the uniform ratio that it is compared with.
 */
import type { Random } from '../random';
import { type ImportanceList, magnitudeLists } from './importance';
import { release } from './release';
import type { Model } from './tower';

/** The release of one layer, and the importances that decided it. */
export interface LayerRelease {
  tower: 'user' | 'item' | 'both';
  layer: string;
  /** Elements (columns, units or weights) that could be released, least important first. */
  order: Int32Array;
  /** [n] their importance; ascending, unless ranges were decreased (iterativeRange.ts). */
  importance: Float64Array;
  /** The first `released` of `order` become free. */
  released: number;
  /** τ, under the cumulative rule. */
  tau?: number;
}

/**
 * Returns the length of the longest prefix of the ascending importances whose sum is ≤ τ · total.
 * `minimum` is released even where that exceeds τ; the last element never is.
 * importance [n], ascending → count. (CPP, CSMF's pruning section.)
 */
export function releasedByCumulativePercentile(
  importance: Float64Array,
  tau: number,
  minimum: number,
): number {
  let total = 0;
  for (const value of importance) total += value;
  let mass = 0;
  let count = 0;
  while (count < importance.length) {
    mass += importance[count]!;
    if (mass > tau * total) break;
    count++;
  }
  return bounded(count, importance.length, minimum);
}

/**
 * Returns ⌊share · n⌋: the same ratio of every layer, whatever its importances (PackNet, Mallya & Lazebnik 2018).
 * `minimum` is released even where that is more; the last element never is.
 */
export function releasedByUniformRatio(candidates: number, share: number, minimum: number): number {
  // Rounding leaves a product like .29 · 100 just below its whole number.
  return bounded(Math.floor(share * candidates + 1e-9), candidates, minimum);
}

/** Returns a count of at least `minimum` and fewer than all. */
const bounded = (count: number, candidates: number, minimum: number): number =>
  Math.max(0, Math.min(Math.max(count, minimum), candidates - 1));

/** Rule for how many elements each layer releases. */
export type ReleaseRule =
  | {
      rule: 'cumulative';
      /** τ of embedding columns, hidden and output units. */
      tau: number;
      /** τ of the first layer's single weights, at `weight` granularity. */
      weightTau: number;
    }
  | { rule: 'uniform'; share: number };

export type PruneOptions = ReleaseRule & {
  /** The objective whose weights are pruned. */
  owner: number;
  random: Random;
  /** Importances that order the elements; by default their magnitude. */
  lists?: readonly ImportanceList[];
};

/**
 * Releases elements of `owner` by a rule, layer by layer; all importances are measured before
 * anything is released.
 */
export function prune(model: Model, options: PruneOptions): LayerRelease[] {
  const { owner, random, lists = magnitudeLists(model, owner) } = options;
  const releases = lists.map((list) => decide(list, model.granularity, options));
  applyReleases(model, releases, random);
  return releases;
}

/** Frees the first `released` of each layer's order. */
export function applyReleases(model: Model, releases: readonly LayerRelease[], random: Random): void {
  const elements = releases.map(({ tower, layer, order, released }) => ({
    tower,
    layer,
    elements: order.subarray(0, released),
  }));
  release(model, elements, random);
}

/** Embedding tables may release nothing; hidden and output layers release at least one element. */
const minimumRelease = (layer: string): number => (layer.startsWith('embedding:') ? 0 : 1);

/** Sorts a layer's elements ascending (ties by position) and applies the rule. */
export function decide(
  { tower, layer, elements, values }: ImportanceList,
  granularity: Model['granularity'],
  rule: ReleaseRule,
): LayerRelease {
  const ascending = [...elements.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const importance = Float64Array.from(ascending, (index) => values[index]!);
  const order = Int32Array.from(ascending, (index) => elements[index]!);
  const sorted = { tower, layer, order, importance };
  const minimum = minimumRelease(layer);
  if (rule.rule === 'uniform') {
    return { ...sorted, released: releasedByUniformRatio(order.length, rule.share, minimum) };
  }
  const tau = layer === 'hidden' && granularity === 'weight' ? rule.weightTau : rule.tau;
  return { ...sorted, released: releasedByCumulativePercentile(importance, tau, minimum), tau };
}
