/** What a log holds, before anything is trained on it: funnel, long tail, what can be tested, what is suspicious. */

import { type Dataset, OBJECTIVES, type PerObjective, SPLIT, type SplitMethod } from '../schema';
import { findingsOn } from './findings';
import type { Finding, FunnelStep, Spread } from './findingTypes';
import { type SplitOutlook, splitOutlooks } from './splitOutlook';

/** `items` of all items, the most frequent first, make up `pairs` of all pairs; both 0 … 1. */
export interface TailPoint {
  items: number;
  pairs: number;
}

export interface DataReport {
  funnel: FunnelStep[];
  /** Curves of at most 51 points, from (0, 0) to (1, 1). */
  longTail: Partial<PerObjective<TailPoint[]>>;
  pairsPerUser: Spread;
  /** Milliseconds since 1970; absent without times. */
  times?: { from: number; to: number };
  /** The split in use. */
  split: SplitMethod;
  /** What each split that the log allows would leave to test on. */
  splits: SplitOutlook[];
  findings: Finding[];
}

const TAIL_POINTS = 50;

/** Returns the report on a log. */
export function dataReport(dataset: Dataset): DataReport {
  const { log } = dataset;
  const funnel = log.objectives.map((_, depth) => funnelStep(dataset, depth));
  funnel.forEach((step, depth) => {
    const before = funnel[depth - 1]?.pairs ?? step.pairs;
    step.rate = before > 0 ? step.pairs / before : 0;
  });
  const longTail = Object.fromEntries(
    log.objectives.map((objective, depth) => [objective, tailOf(itemCounts(dataset, depth))]),
  );
  const perUser = log.userStart.slice(1).map((end, user) => end - log.userStart[user]!);
  const pairsPerUser = spreadOf(perUser);
  const times = log.time && rangeOf(log.time);
  const splits = splitOutlooks(dataset);
  const itemExposures = itemCounts(dataset, 0);
  return {
    funnel,
    longTail,
    pairsPerUser,
    ...(times && { times }),
    split: dataset.splitMethod,
    splits,
    findings: findingsOn({ dataset, funnel, pairsPerUser, itemExposures, times, splits }),
  };
}

function funnelStep({ log, split }: Dataset, depth: number): FunnelStep {
  const objective = OBJECTIVES[depth]!;
  const users = new Uint8Array(log.users.ids.length);
  const items = new Uint8Array(log.items.ids.length);
  const tested = new Uint8Array(log.users.ids.length);
  let pairs = 0;
  let trainingPairs = 0;
  for (let row = 0; row < log.depth.length; row++) {
    const user = log.user[row]!;
    const inTest = split[row] === SPLIT.test;
    if (inTest) tested[user] = Math.max(tested[user]!, 1);
    if (log.depth[row]! < depth) continue;
    pairs++;
    if (split[row] === SPLIT.train) trainingPairs++;
    users[user] = 1;
    items[log.item[row]!] = 1;
    if (inTest) tested[user] = 2;
  }
  const count = (marks: Uint8Array, mark: number) =>
    marks.reduce((sum, value) => sum + (value === mark ? 1 : 0), 0);
  return {
    objective,
    pairs,
    rate: 0,
    users: count(users, 1),
    items: count(items, 1),
    trainingPairs,
    testUsers: count(tested, 2),
    testUsersWithout: count(tested, 1),
  };
}

function itemCounts({ log }: Dataset, depth: number): Int32Array {
  const counts = new Int32Array(log.items.ids.length);
  for (let row = 0; row < log.item.length; row++) {
    if (log.depth[row]! >= depth) counts[log.item[row]!]!++;
  }
  return counts;
}

function tailOf(counts: Int32Array): TailPoint[] {
  const falling = counts.toSorted((a, b) => b - a);
  const total = falling.reduce((sum, count) => sum + count, 0);
  const points: TailPoint[] = [{ items: 0, pairs: 0 }];
  let sum = 0;
  let next = 1;
  falling.forEach((count, index) => {
    sum += count;
    if (index + 1 < Math.ceil((next * falling.length) / TAIL_POINTS)) return;
    next = Math.floor(((index + 1) * TAIL_POINTS) / falling.length) + 1;
    points.push({ items: (index + 1) / falling.length, pairs: total > 0 ? sum / total : 0 });
  });
  return points;
}

function spreadOf(counts: Int32Array): DataReport['pairsPerUser'] {
  const sorted = counts.toSorted();
  return {
    min: sorted[0] ?? 0,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

function rangeOf(time: Float64Array): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const moment of time) {
    if (moment < from) from = moment;
    if (moment > to) to = moment;
  }
  return { from, to };
}
