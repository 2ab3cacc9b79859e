/** What of a log should make a person stop before training on it, each as a code and a sentence. */

import type { Values } from '../../coded';
import { log2 } from '../../elementaryFunctions';
import {
  type Dataset,
  type Feature,
  type InteractionLog,
  OBJECTIVES,
  type Objective,
  SPLIT,
} from '../schema';
import { MIN_ROWS_TO_SPLIT } from '../split';
import { createVocabulary } from '../vocabulary';

export type FindingCode =
  | 'feature-reveals-label'
  | 'single-value-feature'
  | 'one-user'
  | 'one-item'
  | 'everything-clicked'
  | 'everything-converted'
  | 'too-few-to-learn'
  | 'too-few-to-test'
  | 'short-histories'
  | 'short-histories-in-training'
  | 'dominant-user'
  | 'dominant-item'
  | 'unseen-in-training'
  | 'same-time';

export interface Finding {
  code: FindingCode;
  /** `warning`: numbers will mislead; `note`: good to know. */
  level: 'warning' | 'note';
  /** The feature, where it is about one. */
  column?: string;
  /** What the sentence of `code` is filled with. */
  values?: Values;
  message?: string;
}

/** A step of the funnel. */
export interface FunnelStep {
  objective: Objective;
  /** Different pairs that reached it. */
  pairs: number;
  /** Pairs ÷ pairs of the step before; exposure: 1. */
  rate: number;
  /** Users and items with at least one such pair. */
  users: number;
  items: number;
  /** Pairs in training. */
  trainingPairs: number;
  /** Users whose test split holds such a pair, and users who have test rows but no such pair. */
  testUsers: number;
  testUsersWithout: number;
}

/** Pairs for each user: smallest, median, largest. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

interface FindingOptions {
  readonly dataset: Dataset;
  readonly funnel: readonly FunnelStep[];
  readonly pairsPerUser: Spread;
  readonly itemExposures: Int32Array;
  readonly times: { readonly from: number; readonly to: number } | undefined;
}

/** Training pairs below which a stage memorises its positives (ours). */
const MIN_TO_LEARN = 100;
/** Test users below which the interval of a recall is wider than any difference between methods (ours). */
const MIN_TO_TEST = 30;
const DOMINANT_SHARE = 0.3;
/** Share of the label's entropy that a feature may explain before it is taken for the label. */
const MAX_EXPLAINED = 0.8;

export function findingsOn(options: FindingOptions): Finding[] {
  const { log } = options.dataset;
  return [
    ...sides(log),
    ...log.users.features.flatMap((feature) => ofFeature(log, feature, log.user)),
    ...log.items.features.flatMap((feature) => ofFeature(log, feature, log.item)),
    ...rates(options.funnel),
    ...amounts(options.funnel),
    ...shapes(options),
  ];
}

function sides({ users, items }: InteractionLog): Finding[] {
  return [
    ...(users.ids.length === 1 ? [warning('one-user')] : []),
    ...(items.ids.length === 1 ? [warning('one-item')] : []),
  ];
}

function ofFeature(log: InteractionLog, feature: Feature, entityOf: Int32Array): Finding[] {
  const column = feature.name;
  const category = categoryOf(feature);
  if (new Set(category).size === 1) {
    return [{ ...note('single-value-feature', { column }), column }];
  }
  for (const depth of [1, 2]) {
    const explained = explainedShare(log, category, entityOf, depth);
    if (explained <= MAX_EXPLAINED) continue;
    const values = { column, share: explained, objective: OBJECTIVES[depth]! };
    return [{ ...warning('feature-reveals-label', values), column }];
  }
  return [];
}

/** [entities] a number for each entity's value; lists count as the same when they are the same whole. */
function categoryOf(feature: Feature): Int32Array {
  if (feature.kind === 'value') return feature.index;
  const known = createVocabulary();
  const entities = feature.starts.length - 1;
  return Int32Array.from({ length: entities }, (_, entity) =>
    known.codeOf(feature.entries.subarray(feature.starts[entity], feature.starts[entity + 1]).join()),
  );
}

/**
 * 1 − H(label | value) / H(label), with label = “reached depth”, over all pairs. Values with fewer than
 * five pairs on average prove nothing: 0.
 */
function explainedShare(
  log: InteractionLog,
  category: Int32Array,
  entityOf: Int32Array,
  depth: number,
): number {
  const pairs = log.depth.length;
  const values = 1 + category.reduce((largest, value) => Math.max(largest, value), 0);
  if (values * 5 > pairs) return 0;
  const counts = new Float64Array(values);
  const reached = new Float64Array(values);
  for (let row = 0; row < pairs; row++) {
    const value = category[entityOf[row]!]!;
    counts[value]!++;
    if (log.depth[row]! >= depth) reached[value]!++;
  }
  const all = entropy(reached.reduce((sum, count) => sum + count, 0) / pairs);
  if (all === 0) return 0;
  const left = counts.reduce(
    (sum, count, value) => sum + (count > 0 ? (count / pairs) * entropy(reached[value]! / count) : 0),
    0,
  );
  return 1 - left / all;
}

function entropy(share: number): number {
  return share <= 0 || share >= 1 ? 0 : -share * log2(share) - (1 - share) * log2(1 - share);
}

function rates([, click, conversion]: readonly FunnelStep[]): Finding[] {
  return [
    ...(click?.rate === 1 ? [warning('everything-clicked')] : []),
    ...(conversion?.rate === 1 ? [warning('everything-converted')] : []),
  ];
}

function amounts(funnel: readonly FunnelStep[]): Finding[] {
  return funnel.flatMap(({ objective, trainingPairs, testUsers }) => [
    ...(trainingPairs < MIN_TO_LEARN
      ? [warning('too-few-to-learn', { objective, pairs: trainingPairs })]
      : []),
    ...(testUsers < MIN_TO_TEST ? [note('too-few-to-test', { objective, users: testUsers })] : []),
  ]);
}

function shapes({ dataset, pairsPerUser, itemExposures, times }: FindingOptions): Finding[] {
  const { log, split, splitMethod, seen } = dataset;
  const total = log.depth.length;
  const findings: Finding[] = [];
  const { median, max } = pairsPerUser;
  if (median < MIN_ROWS_TO_SPLIT) {
    const values = { median, min: MIN_ROWS_TO_SPLIT };
    const isByUser = splitMethod === 'user-latest';
    findings.push(note(isByUser ? 'short-histories-in-training' : 'short-histories', values));
  }
  if (log.users.ids.length > 1 && max > DOMINANT_SHARE * total) {
    findings.push(note('dominant-user', { share: max / total }));
  }
  const maxExposures = itemExposures.reduce((largest, count) => Math.max(largest, count), 0);
  if (log.items.ids.length > 1 && maxExposures > DOMINANT_SHARE * total) {
    findings.push(note('dominant-item', { share: maxExposures / total }));
  }
  const tested = log.item.filter((_, row) => split[row] === SPLIT.test);
  const unseen = tested.filter((item) => !seen.items[item]).length;
  if (unseen > 0.2 * tested.length) {
    findings.push(note('unseen-in-training', { share: unseen / tested.length }));
  }
  if (times && times.from === times.to) findings.push(note('same-time'));
  return findings;
}

const warning = (code: FindingCode, values?: Values): Finding => ({
  code,
  level: 'warning',
  ...(values && { values }),
});

const note = (code: FindingCode, values?: Values): Finding => ({
  code,
  level: 'note',
  ...(values && { values }),
});
