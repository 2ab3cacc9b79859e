/**
 * How well a feature alone separates the pairs that reach an objective from the others, measured on users (or
 * items) that it was not fitted on. A feature is known of an entity, so a rate that was fitted on half of the
 * entities and holds for the other half says what the values themselves give away, not what an id remembers.
 */
import { log2 } from '../../elementaryFunctions';
import type { Feature, ListFeature, ValueFeature } from '../schema';

/** Pairs of each entity of one side: all of them, and those that reach an objective. */
export interface EntityCounts {
  pairs: Float64Array;
  reached: Float64Array;
}

/** The pairs of each value, those that reach the objective, and its entities, over half of the entities. */
interface HalfCounts {
  pairs: Float64Array;
  reached: Float64Array;
  entities: Float64Array;
}

export interface Separation {
  /** Area under the ROC curve on entities that were not fitted: .5 says nothing, 1 everything. */
  auc: number;
  /** Lower end of its 95 % interval, with entities, not pairs, as the independent observations. */
  low: number;
}

/** A value whose pairs all reach the objective, or none of them. */
export interface DecidedValue {
  value: string;
  /** True where every pair reaches it. */
  always: boolean;
  pairs: number;
  /** Pairs that would contradict the value at the rate of all pairs. */
  expected: number;
}

/** Pairs that a rate is drawn towards the rate of all pairs by. (ours) */
const PRIOR_PAIRS = 10;
/** Entities with and entities without the label, below which nothing is said. */
const MIN_ENTITIES = 5;
/** What a decided value needs in either half: entities, and pairs that contradict it at the rate of all pairs. */
const MIN_DECIDED = 20;
const BINS = 4096;

/**
 * Scores each entity by the mean rate of its values, fitted on the other half of the entities
 * (r_v + 10·r) ÷ (n_v + 10), r the rate of all pairs, and returns the area under the ROC curve over all pairs.
 * Undefined where too few entities have, or lack, the label.    (ours)
 */
export function separationBy(
  feature: Feature,
  counts: EntityCounts,
  halves: readonly HalfCounts[] = countsByHalf(feature, counts),
): Separation | undefined {
  const { pairs, reached } = counts;
  let [having, lacking] = [0, 0];
  for (let entity = 0; entity < pairs.length; entity++) {
    if (reached[entity]! > 0) having++;
    if (reached[entity]! < pairs[entity]!) lacking++;
  }
  if (having < MIN_ENTITIES || lacking < MIN_ENTITIES) return undefined;
  const rate = sum(reached) / sum(pairs);
  const rates = halves.map(({ pairs: seen, reached: label }) =>
    seen.map((count, value) => (label[value]! + PRIOR_PAIRS * rate) / (count + PRIOR_PAIRS)),
  );
  const binOfEntity =
    feature.kind === 'value' ? binsOfValues(feature, rates) : binsOfLists(feature, rates, rate);
  const positives = new Float64Array(BINS);
  const negatives = new Float64Array(BINS);
  for (let entity = 0; entity < pairs.length; entity++) {
    const bin = binOfEntity(entity);
    positives[bin]! += reached[entity]!;
    negatives[bin]! += pairs[entity]! - reached[entity]!;
  }
  const auc = areaUnder(positives, negatives);
  return { auc, low: auc - 1.96 * standardError(auc, having, lacking) };
}

/** Returns the bin of an entity's value by the rates of the other half: one logarithm for each value, not each entity. */
function binsOfValues({ index }: ValueFeature, rates: readonly Float64Array[]): (entity: number) => number {
  const bins = rates.map((rate) => Int32Array.from(rate, binOf));
  return (entity) => bins[1 - halfOf(entity)]![index[entity]!]!;
}

/** Returns the bin of the mean rate of an entity's values; of an empty list, that of all pairs. */
function binsOfLists(
  { starts, entries }: ListFeature,
  rates: readonly Float64Array[],
  overall: number,
): (entity: number) => number {
  return (entity) => {
    const rate = rates[1 - halfOf(entity)]!;
    const [start, end] = [starts[entity]!, starts[entity + 1]!];
    let total = 0;
    for (let place = start; place < end; place++) total += rate[entries[place]!]!;
    return binOf(end > start ? total / (end - start) : overall);
  };
}

/**
 * Returns the value with the most evidence that decides the label in both halves of the entities: a natural value
 * changes a rate, one that was written afterwards (“has ever bought: no”) makes it exactly 0 or 1. Undefined
 * where there is none.    (ours)
 */
export function decidedValue(
  feature: Feature,
  counts: EntityCounts,
  halves: readonly HalfCounts[] = countsByHalf(feature, counts),
): DecidedValue | undefined {
  const rate = sum(counts.reached) / sum(counts.pairs);
  let found: DecidedValue | undefined;
  const [first, second] = halves as readonly [HalfCounts, HalfCounts];
  for (let value = 0; value < feature.values.length; value++) {
    if (first.entities[value]! < MIN_DECIDED || second.entities[value]! < MIN_DECIDED) continue;
    for (const always of [false, true]) {
      const contradicting = always ? 1 - rate : rate;
      const isDecided = halves.every(
        ({ pairs, reached }) =>
          (always ? pairs[value]! - reached[value]! : reached[value]!) === 0 &&
          contradicting * pairs[value]! >= MIN_DECIDED,
      );
      const pairs = first.pairs[value]! + second.pairs[value]!;
      const expected = contradicting * pairs;
      if (isDecided && expected > (found?.expected ?? 0)) {
        found = { value: feature.values[value]!, always, pairs, expected };
      }
    }
  }
  return found;
}

/** Halves the entities by the top bit of a multiple of the golden ratio: neighbours, which may be alike, are parted. */
const halfOf = (entity: number): 0 | 1 => (Math.imul(entity + 1, 0x9e3779b1) >>> 31) as 0 | 1;

/** Sums pairs, reached pairs and entities of each value, for either half of the entities. */
export function countsByHalf(feature: Feature, { pairs, reached }: EntityCounts): HalfCounts[] {
  const { length } = feature.values;
  const halves = [0, 1].map(() => ({
    pairs: new Float64Array(length),
    reached: new Float64Array(length),
    entities: new Float64Array(length),
  }));
  const starts = feature.kind === 'list' ? feature.starts : undefined;
  const entries = feature.kind === 'list' ? feature.entries : feature.index;
  for (let entity = 0; entity < pairs.length; entity++) {
    const half = halves[halfOf(entity)]!;
    const end = starts ? starts[entity + 1]! : entity + 1;
    for (let place = starts ? starts[entity]! : entity; place < end; place++) {
      const value = entries[place]!;
      half.pairs[value]! += pairs[entity]!;
      half.reached[value]! += reached[entity]!;
      half.entities[value]!++;
    }
  }
  return halves;
}

/** Bins a rate by its log-odds, a hundredth of its size apart. */
function binOf(rate: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, rate));
  const odds = log2(inside / (1 - inside));
  return Math.round(((odds + 32) / 64) * (BINS - 1));
}

/** Σ over bins p_b · (negatives below + ½ negatives in b) ÷ (P·N): ties count half. */
function areaUnder(positives: Float64Array, negatives: Float64Array): number {
  let below = 0;
  let area = 0;
  for (let bin = 0; bin < BINS; bin++) {
    area += positives[bin]! * (below + negatives[bin]! / 2);
    below += negatives[bin]!;
  }
  return area / (sum(positives) * below);
}

/** The standard error of an area under the curve. (Hanley & McNeil, Radiology 143, 1982) */
function standardError(area: number, positives: number, negatives: number): number {
  const [one, two] = [area / (2 - area), (2 * area * area) / (1 + area)];
  const variance =
    area * (1 - area) + (positives - 1) * (one - area * area) + (negatives - 1) * (two - area * area);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}

function sum(numbers: Float64Array): number {
  let total = 0;
  for (let index = 0; index < numbers.length; index++) total += numbers[index]!;
  return total;
}
