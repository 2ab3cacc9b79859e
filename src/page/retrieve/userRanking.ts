/** The list under the sliders: fused, ranked and compared without allocating per item. */

import { OBJECTIVES, type Objective } from '../../data/schema';
import { contributions } from '../../retrieve/explain';
import { fuse } from '../../retrieve/fuse';
import { topK } from '../../retrieve/topK';
import type { FusionWeights, UserView } from '../../worker/protocol/retrieval';
import type { MethodFusion } from './state';

export interface RankedRow {
  item: number;
  /** Rank, counted from 1. */
  rank: number;
  /** Places gained since the weights before; null: was not in the list. */
  movement: number | null;
  score: number;
  /** α_o · s_o of each objective of the log; their sum is the score. Empty under a method's own fusion. */
  contributions: number[];
}

export type UserRanker = (weights: FusionWeights, before: FusionWeights, k: number) => RankedRow[] | null;

/**
 * A ranker for one user's scores; its arrays are made once and reused by every call.
 * It returns null when all weights of the log's objectives are 0: such weights rank nothing.
 */
export function createRanker(view: UserView): UserRanker {
  const items = view.removed.length;
  const fused = new Float32Array(items);
  const order = new Int32Array(items);
  const placeBefore = new Int32Array(items);
  return (weights, before, k) => {
    const alphas = weightList(weights, view.scores.length);
    if (isZero(alphas)) return null;
    const alphasBefore = weightList(before, view.scores.length);
    const old = isZero(alphasBefore)
      ? []
      : topK(fuse(view.scores, alphasBefore, fused), k, view.removed, order);
    markPlaces(old, placeBefore);
    const ranked = topK(fuse(view.scores, alphas, fused), k, view.removed, order);
    return Array.from(ranked, (item, place) => ({
      ...standing(item, place, placeBefore),
      score: fused[item]!,
      contributions: contributions(view.scores, alphas, item),
    }));
  };
}

/** The same list from scores that the worker fused: they have no parts to show. */
export function rankFused({ removed }: UserView, { scores, before }: MethodFusion, k: number): RankedRow[] {
  const placeBefore = new Int32Array(removed.length);
  markPlaces(before ? topK(before, k, removed) : [], placeBefore);
  return Array.from(topK(scores, k, removed), (item, place) => ({
    ...standing(item, place, placeBefore),
    score: scores[item]!,
    contributions: [],
  }));
}

/** places [N]: an item's place from 1 on, 0 when it is not in the list. */
function markPlaces(list: ArrayLike<number>, places: Int32Array): void {
  places.fill(0);
  for (let place = 0; place < list.length; place++) places[list[place]!] = place + 1;
}

function standing(item: number, place: number, placeBefore: Int32Array) {
  const previous = placeBefore[item]!;
  return { item, rank: place + 1, movement: previous === 0 ? null : previous - (place + 1) };
}

/** The weights of a log's objectives, upstream first. */
export function weightList(weights: FusionWeights, objectives: number): number[] {
  return OBJECTIVES.slice(0, objectives).map((objective: Objective) => weights[objective]);
}

/** Such weights rank nothing. */
export const isZero = (alphas: readonly number[]) => alphas.every((alpha) => alpha === 0);
