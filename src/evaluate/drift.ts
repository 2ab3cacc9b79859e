/** Forgetting, measured: how far an objective's scores moved since they were frozen. */
import type { Scorer } from '../retrieve/scorer';
import { createYielder } from '../yielding';

export interface DriftOptions {
  before: Scorer;
  after: Scorer;
  /** Index of the objective, in the order of OBJECTIVES. */
  objective: number;
  /** Only these users. */
  users?: Int32Array;
  signal?: AbortSignal;
}

/**
 * max |s'_o(u, i) − s_o(u, i)| over the users and all items    (ours)
 * Exactly 0 when nothing moved; NaN as soon as a score stopped being a number.
 * Rejects with RangeError when the scorers differ in size or lack the objective. Yields every 30 ms.
 */
export async function largestScoreChange(options: DriftOptions): Promise<number> {
  const { before, after, objective, users } = options;
  if (before.users !== after.users || before.items !== after.items) {
    throw new RangeError('Scores can only be compared over the same users and items.');
  }
  if (objective >= Math.min(before.objectives, after.objectives)) {
    throw new RangeError(`There is no objective ${objective} in both scorers.`);
  }
  const old = scratch(before);
  const now = scratch(after);
  const yielder = createYielder(options.signal);
  const total = users?.length ?? before.users;
  let largest = 0;
  for (let visited = 0; visited < total; visited++) {
    const user = users?.[visited] ?? visited;
    before.score(user, old);
    after.score(user, now);
    largest = Math.max(largest, largestDifference(old[objective]!, now[objective]!));
    if (Number.isNaN(largest)) return largest;
    if (yielder.due()) await yielder.yield();
  }
  return largest;
}

function scratch(scorer: Scorer): Float32Array[] {
  return Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
}

function largestDifference(old: Float32Array, now: Float32Array): number {
  let largest = 0;
  for (let item = 0; item < old.length; item++) {
    // Equal infinities have not moved, though their difference is NaN.
    if (old[item] === now[item]) continue;
    const change = Math.abs(now[item]! - old[item]!);
    if (Number.isNaN(change)) return change;
    if (change > largest) largest = change;
  }
  return largest;
}
