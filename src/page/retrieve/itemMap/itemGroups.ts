/** What colours the items: a group of each by a feature, or a level by how often it was met in training. */
import { valuesOf } from '../../../data/featureValues';
import type { Feature } from '../../../data/schema';

/** Groups with a hue and a shape of their own; the rest is one group more. */
export const MAX_GROUPS = 8;
/** Steps of the scale from light to dark. */
export const LEVELS = 5;

export interface ItemGroups {
  /** Names, the largest group first; the last is null where several groups share it. */
  names: readonly (string | null)[];
  sizes: readonly number[];
  /** [N] index of each item's group. */
  groupOf: Uint8Array;
}

/** Groups items by the value of a feature, a list's first: the eight largest groups, and the rest. */
export function groupsByFeature(feature: Feature, items: number): ItemGroups {
  const values = Array.from({ length: items }, (_, item) => valuesOf(feature, item)[0] ?? '');
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1));
  const large = ordered.slice(0, MAX_GROUPS);
  const rest = ordered.slice(MAX_GROUPS).reduce((sum, [, count]) => sum + count, 0);
  const index = new Map(large.map(([value], group) => [value, group]));
  return {
    names: [...large.map(([value]) => value), ...(rest > 0 ? [null] : [])],
    sizes: [...large.map(([, count]) => count), ...(rest > 0 ? [rest] : [])],
    groupOf: Uint8Array.from(values, (value) => index.get(value) ?? MAX_GROUPS),
  };
}

export interface PopularityLevels {
  /** Smallest count of each level, the lowest first. */
  from: readonly number[];
  /** [N] */
  levelOf: Uint8Array;
}

/** Divides items by their count into five levels at its quintiles; equal counts are in one level. */
export function popularityLevels(counts: Int32Array): PopularityLevels {
  const sorted = counts.slice().sort();
  const quintile = (level: number) => sorted[Math.floor((level * sorted.length) / LEVELS)] ?? 0;
  const from = [...new Set(Array.from({ length: LEVELS }, (_, level) => quintile(level)))];
  const levelOf = Uint8Array.from(counts, (count) => from.findLastIndex((least) => count >= least));
  return { from, levelOf };
}
