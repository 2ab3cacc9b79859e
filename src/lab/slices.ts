/** Parts of a log that a mean hides: items by their exposures, users by their activity. */
import { median } from 'simple-statistics';
import type { Dataset } from '../data/schema';

/** Shares of the sorted exposures at which head and torso end. */
const HEAD_UNTIL = 0.5;
const TORSO_UNTIL = 0.8;

/**
 * Items by falling training exposures (ties: lower index first): head are those that hold the first 50 %
 * of all exposures, torso the next 30 %, tail the rest; the item at a border belongs to the earlier.
 * → [N] index into SLICES.
 */
export function sliceOfItems({ log, positives }: Dataset): Uint8Array {
  const counts = countOf(positives.exposure?.items ?? new Int32Array(0), log.items.ids.length);
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const slices = new Uint8Array(counts.length);
  let before = 0;
  for (const item of order) {
    slices[item] = before < HEAD_UNTIL * total ? 0 : before < TORSO_UNTIL * total ? 1 : 2;
    before += counts[item]!;
  }
  return slices;
}

/**
 * Light users have at most the median of training exposures (over the users who have any), heavy ones
 * more, cold ones none. → [U] index into SLICES.
 */
export function sliceOfUsers({ log, positives }: Dataset): Uint8Array {
  const counts = countOf(positives.exposure?.users ?? new Int32Array(0), log.users.ids.length);
  const active = [...counts].filter((count) => count > 0);
  const middle = active.length > 0 ? median(active) : 0;
  return Uint8Array.from(counts, (count) => (count === 0 ? 5 : count > middle ? 4 : 3));
}

function countOf(indices: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const index of indices) counts[index]! += 1;
  return counts;
}
