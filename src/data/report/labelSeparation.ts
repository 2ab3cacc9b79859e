/**
 * How well a feature alone separates the pairs that reach an objective from the others, measured on users (or
 * items) that it was not fitted on. A feature is known of an entity, so a rate that was fitted on half of the
 * entities and holds for the other half says what the values themselves give away, not what an id remembers.
 */
import { log2 } from '../../elementaryFunctions';
import type { Feature } from '../schema';

/** Pairs of each entity of one side: all of them, and those that reach an objective. */
export interface EntityCounts {
  pairs: Float64Array;
  reached: Float64Array;
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

/** Counts the pairs of each entity: entityOf [pairs] its index, hasReached(row) its label. */
export function countByEntity(
  entityOf: Int32Array,
  entities: number,
  hasReached: (row: number) => boolean,
): EntityCounts {
  const counts = { pairs: new Float64Array(entities), reached: new Float64Array(entities) };
  for (let row = 0; row < entityOf.length; row++) {
    counts.pairs[entityOf[row]!]!++;
    if (hasReached(row)) counts.reached[entityOf[row]!]!++;
  }
  return counts;
}

/**
 * Scores each entity by the mean rate of its values, fitted on the other half of the entities
 * (r_v + 10·r) ÷ (n_v + 10), r the rate of all pairs, and returns the area under the ROC curve over all pairs.
 * Undefined where too few entities have, or lack, the label.    (ours)
 */
export function separationBy(feature: Feature, counts: EntityCounts): Separation | undefined {
  const { pairs, reached } = counts;
  const rate = sum(reached) / sum(pairs);
  const having = reached.reduce((some, count) => some + Number(count > 0), 0);
  const lacking = reached.reduce((some, count, entity) => some + Number(count < pairs[entity]!), 0);
  if (having < MIN_ENTITIES || lacking < MIN_ENTITIES) return undefined;
  const fitted = fitByHalf(feature, counts);
  const binsOf = fitted.map(({ pairs: seen, reached: label }) =>
    seen.map((count, value) => (label[value]! + PRIOR_PAIRS * rate) / (count + PRIOR_PAIRS)),
  );
  const positives = new Float64Array(BINS);
  const negatives = new Float64Array(BINS);
  for (let entity = 0; entity < pairs.length; entity++) {
    const rates = binsOf[1 - halfOf(entity)]!;
    let total = 0;
    let values = 0;
    eachValue(feature, entity, (value) => {
      total += rates[value]!;
      values++;
    });
    const bin = binOf(values > 0 ? total / values : rate);
    positives[bin]! += reached[entity]!;
    negatives[bin]! += pairs[entity]! - reached[entity]!;
  }
  const auc = areaUnder(positives, negatives);
  return { auc, low: auc - 1.96 * standardError(auc, having, lacking) };
}

/**
 * Returns the value with the most evidence that decides the label in both halves of the entities: a natural value
 * changes a rate, one that was written afterwards (“has ever bought: no”) makes it exactly 0 or 1. Undefined
 * where there is none.    (ours)
 */
export function decidedValue(feature: Feature, counts: EntityCounts): DecidedValue | undefined {
  const rate = sum(counts.reached) / sum(counts.pairs);
  const halves = fitByHalf(feature, counts);
  let found: DecidedValue | undefined;
  for (let value = 0; value < feature.values.length; value++) {
    const of = halves.map(({ pairs, reached, entities }) => {
      return { pairs: pairs[value]!, reached: reached[value]!, entities: entities[value]! };
    });
    if (of.some(({ entities }) => entities < MIN_DECIDED)) continue;
    for (const always of [false, true]) {
      const contradicting = always ? 1 - rate : rate;
      const isDecided = of.every(
        ({ pairs, reached }) =>
          (always ? pairs - reached : reached) === 0 && contradicting * pairs >= MIN_DECIDED,
      );
      const pairs = of[0]!.pairs + of[1]!.pairs;
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
function fitByHalf(feature: Feature, { pairs, reached }: EntityCounts) {
  const length = feature.values.length;
  const halves = [0, 1].map(() => ({
    pairs: new Float64Array(length),
    reached: new Float64Array(length),
    entities: new Float64Array(length),
  }));
  for (let entity = 0; entity < pairs.length; entity++) {
    const half = halves[halfOf(entity)]!;
    eachValue(feature, entity, (value) => {
      half.pairs[value]! += pairs[entity]!;
      half.reached[value]! += reached[entity]!;
      half.entities[value]!++;
    });
  }
  return halves;
}

function eachValue(feature: Feature, entity: number, visit: (value: number) => void): void {
  if (feature.kind === 'value') {
    visit(feature.index[entity]!);
    return;
  }
  for (let place = feature.starts[entity]!; place < feature.starts[entity + 1]!; place++) {
    visit(feature.entries[place]!);
  }
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

const sum = (numbers: Float64Array): number => numbers.reduce((total, number) => total + number, 0);
