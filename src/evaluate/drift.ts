/** Forgetting, measured: how far an objective's scores moved after they were frozen. */
import type { Scorer } from '../retrieve/scorer';
import { createYielder } from '../yielding';

export interface DriftOptions {
  before: Scorer;
  after: Scorer;
  /** Index of the objective, in the order of OBJECTIVES. */
  objective: number;
  /** The users compared; all when absent. */
  users?: Int32Array;
  signal?: AbortSignal;
}

/**
 * Returns max |s'_t(u, i) − s_t(u, i)| over the users and all items.    (ours)
 * It is exactly 0 when nothing moved, and NaN as soon as a score is not a number.
 * Rejects with RangeError when the scorers differ in size or lack the objective. Yields every 30 ms.
 */
export async function largestScoreChange(options: DriftOptions): Promise<number> {
  const { before, after, objective, users } = options;
  if (before.users !== after.users || before.items !== after.items) {
    const sizes = [before, after].map((scorer) => `[${scorer.users} × ${scorer.items}]`);
    throw new RangeError(`scores ${sizes.join(' and ')}`);
  }
  if (objective >= Math.min(before.objectives, after.objectives)) {
    throw new RangeError(`objective ${objective}, scorers have ${before.objectives} and ${after.objectives}`);
  }
  const oldScores = createScores(before);
  const newScores = createScores(after);
  const yielder = createYielder(options.signal);
  const total = users?.length ?? before.users;
  let largest = 0;
  for (let visited = 0; visited < total; visited++) {
    const user = users?.[visited] ?? visited;
    before.score(user, oldScores);
    after.score(user, newScores);
    largest = Math.max(largest, largestDifference(oldScores[objective]!, newScores[objective]!));
    if (Number.isNaN(largest)) return largest;
    if (yielder.due()) await yielder.yield();
  }
  return largest;
}

function createScores(scorer: Scorer): Float32Array[] {
  return Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
}

function largestDifference(before: Float32Array, after: Float32Array): number {
  let largest = 0;
  for (let item = 0; item < before.length; item++) {
    // Equal infinities have not moved, though their difference is NaN.
    if (before[item] === after[item]) continue;
    const change = Math.abs(after[item]! - before[item]!);
    if (Number.isNaN(change)) return change;
    if (change > largest) largest = change;
  }
  return largest;
}
