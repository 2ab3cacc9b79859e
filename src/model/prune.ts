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
 * Returns the length of the longest prefix of the ascending importances whose sum is ≤ τ · total; 0 where the
 * total is 0, which says nothing about what is less important.
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
  while (total > 0 && count < importance.length) {
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
  /** Objectives that will train on what is released, one after another. */
  laterObjectives: number;
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
  const { granularity } = model;
  return applyReleases(
    model,
    lists.map((list) => decide(list, { ...options, granularity })),
    random,
  );
}

/** Frees the first `released` of each layer's order → what was released. */
export function applyReleases(
  model: Model,
  decided: readonly LayerRelease[],
  random: Random,
): LayerRelease[] {
  const releases = model.granularity === 'weight' ? leaveOneWeight(model, decided) : [...decided];
  const elements = releases.map(({ tower, layer, order, released }) => ({
    tower,
    layer,
    elements: order.subarray(0, released),
  }));
  release(model, elements, random);
  return releases;
}

/**
 * Returns the releases with at least one weight left in each first layer, at `weight` granularity: there a free
 * column frees its whole row too. Where that would take every weight that the layer retains, the table releases
 * fewer columns, none from the most important weight's on.
 */
function leaveOneWeight({ users }: Model, decided: readonly LayerRelease[]): LayerRelease[] {
  const columnOf = (weight: number) => Math.floor(weight / users.hiddenWidth);
  return decided.map((table) => {
    if (!table.layer.startsWith('embedding:')) return table;
    const ofTower = decided.filter(({ tower }) => tower === table.tower);
    const weights = ofTower.find(({ layer }) => layer === 'hidden')!;
    const free = new Set(
      ofTower
        .filter((other) => other !== weights)
        .flatMap(({ order, released }) => [...order.subarray(0, released)]),
    );
    const kept = weights.order.subarray(weights.released);
    if (kept.length === 0 || kept.some((weight) => !free.has(columnOf(weight)))) return table;
    const place = table.order.indexOf(columnOf(kept.at(-1)!));
    return place < 0 ? table : { ...table, released: Math.min(table.released, place) };
  });
}

/**
 * Embedding tables may release nothing, for later objectives read the columns of earlier ones. Hidden and output
 * layers release at least one element for each later objective: the next claims all of them, and must itself
 * keep one and leave one for each after it.
 */
const minimumRelease = (layer: string, laterObjectives: number): number =>
  layer.startsWith('embedding:') ? 0 : laterObjectives;

/** A rule, and the model that it is applied to. */
export type ReleaseDecision = ReleaseRule &
  Pick<Model, 'granularity'> &
  Pick<PruneOptions, 'laterObjectives'>;

/** Sorts a layer's elements ascending (ties by position) and applies the rule. */
export function decide(
  { tower, layer, elements, values }: ImportanceList,
  rule: ReleaseDecision,
): LayerRelease {
  const ascending = [...elements.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const importance = Float64Array.from(ascending, (index) => values[index]!);
  const order = Int32Array.from(ascending, (index) => elements[index]!);
  const sorted = { tower, layer, order, importance };
  const minimum = minimumRelease(layer, rule.laterObjectives);
  if (rule.rule === 'uniform') {
    return { ...sorted, released: releasedByUniformRatio(order.length, rule.share, minimum) };
  }
  const tau = layer === 'hidden' && rule.granularity === 'weight' ? rule.weightTau : rule.tau;
  return { ...sorted, released: releasedByCumulativePercentile(importance, tau, minimum), tau };
}
