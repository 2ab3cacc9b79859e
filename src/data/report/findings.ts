/** What of a log should make a person stop before training on it, each as a code and a sentence. */
import type { Values } from '../../coded';
import {
  type Dataset,
  type Feature,
  type InteractionLog,
  OBJECTIVES,
  type Objective,
  SPLIT,
} from '../schema';
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

/** One step of the funnel. */
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
  least: number;
  median: number;
  most: number;
}

interface FindingOptions {
  readonly dataset: Dataset;
  readonly funnel: readonly FunnelStep[];
  readonly pairsPerUser: Spread;
  readonly itemExposures: Int32Array;
  readonly times: { readonly from: number; readonly to: number } | undefined;
}

/** Below it a stage sees each positive so often that it learns them by heart (ours). */
const FEWEST_TO_LEARN = 100;
/** Below it the interval of a recall is wider than any difference between methods (ours). */
const FEWEST_TO_TEST = 30;
const DOMINANT_SHARE = 0.3;
/** Share of the label's entropy that a feature may explain before it is taken for the label. */
const MOST_EXPLAINED = 0.8;

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
  const one = (what: 'user' | 'item'): Finding => ({
    code: `one-${what}`,
    level: 'warning',
    message: `All rows have the same ${what}. Is another column the ${what}'s id?`,
  });
  return [...(users.ids.length === 1 ? [one('user')] : []), ...(items.ids.length === 1 ? [one('item')] : [])];
}

function ofFeature(log: InteractionLog, feature: Feature, entityOf: Int32Array): Finding[] {
  const column = feature.name;
  const category = categoryOf(feature);
  if (new Set(category).size === 1) {
    const message = `“${column}” has the same value everywhere and tells nothing.`;
    return [{ code: 'single-value-feature', level: 'note', column, message }];
  }
  for (const depth of [1, 2]) {
    const explained = explainedShare(log, category, entityOf, depth);
    if (explained <= MOST_EXPLAINED) continue;
    const message =
      `“${column}” alone tells ${Math.round(100 * explained)} % of who reaches ${OBJECTIVES[depth]}. ` +
      'It is probably written after the fact; then take it out, or the model learns the answer.';
    return [{ code: 'feature-reveals-label', level: 'warning', column, message }];
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
  return share <= 0 || share >= 1 ? 0 : -share * Math.log2(share) - (1 - share) * Math.log2(1 - share);
}

function rates([, click, conversion]: readonly FunnelStep[]): Finding[] {
  const findings: Finding[] = [];
  if (click?.rate === 1) {
    const message =
      'Every exposure is clicked, so click teaches nothing beyond exposure. Does the log hold what was shown and not clicked?';
    findings.push({ code: 'everything-clicked', level: 'warning', message });
  }
  if (conversion?.rate === 1) {
    const message = 'Every click is a conversion, so conversion teaches nothing beyond click.';
    findings.push({ code: 'everything-converted', level: 'warning', message });
  }
  return findings;
}

function amounts(funnel: readonly FunnelStep[]): Finding[] {
  return funnel.flatMap(({ objective, trainingPairs, testUsers }): Finding[] => {
    const findings: Finding[] = [];
    if (trainingPairs < FEWEST_TO_LEARN) {
      const message =
        `Training has ${trainingPairs} ${objective} pairs: too few for its stage to learn from. ` +
        `Load more of the log${objective === 'conversion' ? ', or count something more frequent as a conversion' : ''}.`;
      findings.push({ code: 'too-few-to-learn', level: 'warning', message });
    }
    if (testUsers < FEWEST_TO_TEST) {
      const message = `Users with ${objective} in the test split: only ${testUsers}. Its recall will hardly be certain.`;
      findings.push({ code: 'too-few-to-test', level: 'note', message });
    }
    return findings;
  });
}

function shapes({ dataset, pairsPerUser, itemExposures, times }: FindingOptions): Finding[] {
  const { log, split, splitMethod, seen } = dataset;
  const total = log.depth.length;
  const findings: Finding[] = [];
  const note = (code: FindingCode, message: string) => findings.push({ code, level: 'note', message });
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  if (pairsPerUser.median < 5) {
    const kept = splitMethod === 'user-latest' ? ' Those with fewer than 5 stay in training whole.' : '';
    note('short-histories', `Half of the users have ${pairsPerUser.median} pairs or fewer.${kept}`);
  }
  if (log.users.ids.length > 1 && pairsPerUser.most > DOMINANT_SHARE * total) {
    note(
      'dominant-user',
      `One user makes up ${percent(pairsPerUser.most / total)} of all pairs. Is it a robot, or “not logged in”?`,
    );
  }
  const most = itemExposures.reduce((largest, count) => Math.max(largest, count), 0);
  if (log.items.ids.length > 1 && most > DOMINANT_SHARE * total) {
    note('dominant-item', `One item makes up ${percent(most / total)} of all exposures.`);
  }
  const tests = log.item.filter((_, row) => split[row] === SPLIT.test);
  const unseen = tests.filter((item) => !seen.items[item]).length;
  if (unseen > 0.2 * tests.length) {
    const share = percent(unseen / tests.length);
    note(
      'unseen-in-training',
      `${share} of the test pairs are of items that training never shows: no method can know them.`,
    );
  }
  if (times && times.from === times.to) note('same-time', 'All times are the same: split at random instead.');
  return findings;
}
