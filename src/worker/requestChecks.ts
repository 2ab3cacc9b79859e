/** Checks of what a script asks to be ranked or evaluated; each throws CodedError that says what would be right. */
import { CodedError } from '../coded';
import { type Dataset, type Objective, SPLIT, type SplitName } from '../data/schema';
import type { FusionWeights } from './protocol/retrieval';

/** Weights beyond it leave no precision to the scores. */
const MAX_WEIGHT = 1e6;

/** Requires a whole number from 1 to the log's items. */
export function checkCutoff(k: unknown, { log }: Dataset): void {
  const items = log.items.ids.length;
  if (Number.isInteger(k) && (k as number) >= 1 && (k as number) <= items) return;
  throw new CodedError('k-out-of-bounds', { k: String(k), items });
}

/** Requires a weight for each objective of the log, none of them beyond ±MAX_WEIGHT, and one that is not 0. */
export function checkFusionWeights(weights: FusionWeights, { log }: Dataset): void {
  const given = (weights ?? {}) as Partial<Record<Objective, unknown>>;
  for (const objective of log.objectives) {
    const weight = given[objective];
    if (typeof weight === 'number' && Math.abs(weight) <= MAX_WEIGHT) continue;
    throw new CodedError('weight-out-of-bounds', { objective, weight: String(weight), max: MAX_WEIGHT });
  }
  if (log.objectives.every((objective) => given[objective] === 0)) throw new CodedError('weights-all-zero');
}

/** Returns the split of a name; requires one of `known`. */
export function checkedSplit<Name extends SplitName>(name: Name, known: readonly Name[]): Name {
  if (known.includes(name)) return name;
  throw new CodedError('unknown-split', { split: String(name), known: known.join(', ') });
}

export const SPLITS = Object.keys(SPLIT) as SplitName[];
