/** Draws whole users while a file is read: the draw depends on neither their number nor their order. */
import { hash32 } from '../../../random';

/**
 * Returns a test that is true for about `share` of all ids, the same ids for the same seed in every file and
 * order of rows: hash32 of seed and id, as a number in [0, 1), is below `share`.
 */
export function createUserSampler(share: number, seed = 0): (userId: string) => boolean {
  if (share >= 1) return () => true;
  return (userId) => hash32(`${seed}:${userId}`) / 2 ** 32 < share;
}
