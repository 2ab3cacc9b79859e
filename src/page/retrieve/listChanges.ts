/** What another weighting does to one user's list: who left, who entered, what both share. Pure. */
import { fuse } from '../../retrieve/fuse';
import { topK } from '../../retrieve/topK';
import type { UserView } from '../../worker/protocol/retrieval';
import { isZero } from './steering';

export interface ListChanges {
  /** Items of the list now and of the one it is compared with, best first. */
  now: readonly number[];
  before: readonly number[];
  /** Items of one list alone, in its order. */
  entered: readonly number[];
  left: readonly number[];
}

/** Compares the first `length` items by α with those by α before; a weighting that ranks nothing lists nothing. */
export function listChanges(
  { scores, removed }: Pick<UserView, 'scores' | 'removed'>,
  { alphas, before }: { alphas: readonly number[]; before: readonly number[] },
  length: number,
): ListChanges {
  const list = (weights: readonly number[]): number[] =>
    isZero(weights)
      ? []
      : [...topK(fuse(scores, weights, new Float32Array(removed.length)), length, removed)];
  const [now, earlier] = [list(alphas), list(before)];
  return {
    now,
    before: earlier,
    entered: now.filter((item) => !earlier.includes(item)),
    left: earlier.filter((item) => !now.includes(item)),
  };
}
