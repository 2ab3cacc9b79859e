/**
 * CPP, cumulative percentile pruning: after an objective has trained, release the least important
 * part of what it owns, as much as holds a share τ of each layer's total importance (the paper's
 * pruning rule; what it leaves open is marked reconstructed). And its rival, a uniform ratio.
 */
import type { Random } from '../random';
import { type ImportanceList, magnitudeLists } from './importance';
import type { Model } from './parameters';
import { release } from './release';

/** What one layer released, and the curve that decided it. */
export interface LayerRelease {
  tower: 'user' | 'item' | 'both';
  layer: string;
  /** Elements (columns, units or weights) that could be released, least important first. */
  order: Int32Array;
  /** [n] their importance; ascending, unless ranges were decreased (iterativeRange.ts). */
  importance: Float64Array;
  /** The first `released` of `order` become free. */
  released: number;
  /** Of the cumulative rule. */
  tau?: number;
}

/**
 * The longest prefix of the ascending importances whose sum is ≤ τ · total.
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
  return within(count, importance.length, minimum);
}

/**
 * ⌊share · n⌋: the same ratio of every layer, whatever its elements hold (PackNet, Mallya & Lazebnik 2018).
 * `minimum` is released even where that is more; the last element never is.
 */
export function releasedByUniformRatio(candidates: number, share: number, minimum: number): number {
  // A product like .29 · 100 falls a hair short of the whole number it is.
  return within(Math.floor(share * candidates + 1e-9), candidates, minimum);
}

const within = (count: number, candidates: number, minimum: number): number =>
  Math.max(0, Math.min(Math.max(count, minimum), candidates - 1));

/** How much each layer releases. */
export type ReleaseRule =
  | {
      rule?: 'cumulative';
      /** Of embedding columns, hidden and output units. */
      tau: number;
      /** Of the first layer's single weights, at `weight` granularity. */
      weightTau: number;
    }
  | { rule: 'uniform'; share: number };

export type PruneOptions = ReleaseRule & {
  /** The objective whose weights are pruned. */
  owner: number;
  random: Random;
  /** By what the elements are sorted; magnitude where nothing is given. */
  lists?: readonly ImportanceList[];
};

/**
 * Releases by a rule within what `owner` owns, layer by layer; every importance is taken before
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
  const chosen = releases.map(({ tower, layer, order, released }) => ({
    tower,
    layer,
    elements: order.subarray(0, released),
  }));
  release(model, chosen, random);
}

/** Feature tables may keep everything; hidden and output layers give at least one element. */
const leastReleased = (layer: string): number => (layer.startsWith('embedding:') ? 0 : 1);

/** Sorts ascending (ties by position) and applies the rule. */
export function decide(
  { tower, layer, elements, values }: ImportanceList,
  granularity: Model['granularity'],
  rule: ReleaseRule,
): LayerRelease {
  const places = [...elements.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const importance = Float64Array.from(places, (place) => values[place]!);
  const order = Int32Array.from(places, (place) => elements[place]!);
  const sorted = { tower, layer, order, importance };
  const minimum = leastReleased(layer);
  if (rule.rule === 'uniform') {
    return { ...sorted, released: releasedByUniformRatio(order.length, rule.share, minimum) };
  }
  const tau = layer === 'hidden' && granularity === 'weight' ? rule.weightTau : rule.tau;
  return { ...sorted, released: releasedByCumulativePercentile(importance, tau, minimum), tau };
}
