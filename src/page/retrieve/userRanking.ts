/** Ranking of one user's items by the sliders' weights, with the change of each item's rank. */

import { contributions } from '../../retrieve/explain';
import { fuse } from '../../retrieve/fuse';
import { topK } from '../../retrieve/topK';
import type { UserView } from '../../worker/protocol/retrieval';
import type { MethodFusion } from './state';
import { isZero } from './steering';

export interface RankedRow {
  item: number;
  /** Rank, counted from 1. */
  rank: number;
  /** Ranks gained since the previous weights; null: the item was not in the list. */
  movement: number | null;
  score: number;
  /** α_o · s_o of each objective of the log; their sum is the score. Empty under a method's own fusion. */
  contributions: number[];
}

/** Ranks by α [O], and gives each item's movement since the weights `before`. */
export type UserRanker = (
  alphas: readonly number[],
  before: readonly number[],
  k: number,
) => RankedRow[] | null;

/**
 * Creates a ranker of one user's scores; its arrays are allocated once and reused by every call.
 * The ranker returns null when all weights of the log's objectives are 0: such weights rank nothing.
 */
export function createRanker(view: UserView): UserRanker {
  const items = view.removed.length;
  const fused = new Float32Array(items);
  const order = new Int32Array(items);
  const previousRanks = new Int32Array(items);
  // The weights before stay the same throughout a gesture.
  let ranksOf = '';
  return (alphas, before, k) => {
    if (isZero(alphas)) return null;
    const wanted = `${before}/${k}`;
    if (wanted !== ranksOf) {
      const previous = isZero(before) ? [] : topK(fuse(view.scores, before, fused), k, view.removed, order);
      writeRanks(previous, previousRanks);
      ranksOf = wanted;
    }
    const ranked = topK(fuse(view.scores, alphas, fused), k, view.removed, order);
    return Array.from(ranked, (item, index) => ({
      ...rankOf(item, index + 1, previousRanks),
      score: fused[item]!,
      contributions: contributions(view.scores, alphas, item),
    }));
  };
}

/** Ranks by scores that the worker fused, which have no contributions to show. */
export function rankFused({ removed }: UserView, { scores, before }: MethodFusion, k: number): RankedRow[] {
  const previousRanks = new Int32Array(removed.length);
  writeRanks(before ? topK(before, k, removed) : [], previousRanks);
  return Array.from(topK(scores, k, removed), (item, index) => ({
    ...rankOf(item, index + 1, previousRanks),
    score: scores[item]!,
    contributions: [],
  }));
}

/** Writes into ranks [N] each item's rank from 1, and 0 for items that are not in the list. */
function writeRanks(list: ArrayLike<number>, ranks: Int32Array): void {
  ranks.fill(0);
  for (let index = 0; index < list.length; index++) ranks[list[index]!] = index + 1;
}

function rankOf(item: number, rank: number, previousRanks: Int32Array) {
  const previous = previousRanks[item]!;
  return { item, rank, movement: previous === 0 ? null : previous - rank };
}
