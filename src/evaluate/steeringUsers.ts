/** The users on whom steering shows: whose list finds more of what they did under one weighting than under another. */
import { type Dataset, SPLIT } from '../data/schema';
import { type PassOptions, rankedPass } from './rankedPass';
import type { Relevance } from './relevance';

/** Users that are compared: a log may have a hundred thousand who bought something. */
const MAX_COMPARED = 500;

/**
 * Returns the users with a test positive of the deepest objective that anybody reached in test, those first whose lists of
 * k differ most in how many of their positives they find under the weightings [O]; then those whose lists have least in
 * common with the first weighting's; then by index. Rejects as `rankedPass` does.    (ours)
 */
export async function usersBySteering(
  options: Omit<PassOptions, 'split' | 'users'>,
  weightings: readonly (readonly number[])[],
): Promise<Int32Array> {
  const { objective, users } = deepestUsers(options.dataset);
  const effects = new Map<number, { change: number; shared: number }>();
  let current = { user: 0, most: 0, least: 0, shared: 0 };
  let relevance: Relevance;
  let first = new Set<number>();
  await rankedPass({ ...options, split: 'test', users }, weightings, {
    begin(user, userRelevance) {
      relevance = userRelevance;
      current = { user, most: 0, least: Number.POSITIVE_INFINITY, shared: 0 };
      return true;
    },
    needs: () => true,
    visit(weighting, ranked) {
      if (weighting === 0) first = new Set(ranked);
      const { mask } = relevance.positives[objective]!;
      const hits = ranked.reduce((sum, item) => sum + mask[item]!, 0);
      const shared = ranked.reduce((sum, item) => sum + Number(first.has(item)), 0);
      current.most = Math.max(current.most, hits);
      current.least = Math.min(current.least, hits);
      current.shared += shared;
      effects.set(current.user, { change: current.most - current.least, shared: current.shared });
    },
  });
  return users.toSorted((left, right) => {
    const [a, b] = [effects.get(left)!, effects.get(right)!];
    return b.change - a.change || a.shared - b.shared || left - right;
  });
}

/** Returns the deepest objective that test rows reach, and the first 500 users who reach it, ascending. */
function deepestUsers({ log, split }: Dataset): { objective: number; users: Int32Array } {
  let deepest = 0;
  for (let row = 0; row < split.length; row++) {
    if (split[row] === SPLIT.test) deepest = Math.max(deepest, log.depth[row]!);
  }
  const objective = Math.min(deepest, log.objectives.length - 1);
  const users = new Set<number>();
  for (let row = 0; row < split.length; row++) {
    if (split[row] !== SPLIT.test || log.depth[row]! < objective) continue;
    users.add(log.user[row]!);
    if (users.size === MAX_COMPARED) break;
  }
  return { objective, users: Int32Array.from(users).sort() };
}
