/** The list under the sliders: fused, ranked and compared without allocating per item. */

import { OBJECTIVES, type Objective } from '../../data/schema';
import { contributions } from '../../retrieve/explain';
import { fuse } from '../../retrieve/fuse';
import { topK } from '../../retrieve/topK';
import type { FusionWeights, UserView } from '../../worker/protocol';

export interface RankedRow {
  item: number;
  /** From 1. */
  rank: number;
  /** Places gained since the weights before; null: was not in the list. */
  movement: number | null;
  score: number;
  /** α_o · s_o of each objective of the log; their sum is the score. */
  contributions: number[];
}

export type Ranker = (weights: FusionWeights, before: FusionWeights, k: number) => RankedRow[] | null;

/**
 * A ranker for one user's scores; its arrays are made once and reused by every call.
 * It returns null when all weights of the log's objectives are 0: such weights rank nothing.
 */
export function createRanker(view: UserView): Ranker {
  const items = view.scores[0]?.length ?? 0;
  const fused = new Float32Array(items);
  const order = new Int32Array(items);
  const placeBefore = new Int32Array(items);
  return (weights, before, k) => {
    const alphas = weightList(weights, view.scores.length);
    if (isZero(alphas)) return null;
    placeBefore.fill(0);
    const alphasBefore = weightList(before, view.scores.length);
    if (!isZero(alphasBefore)) {
      const old = topK(fuse(view.scores, alphasBefore, fused), k, view.removed, order);
      old.forEach((item, place) => {
        placeBefore[item] = place + 1;
      });
    }
    const ranked = topK(fuse(view.scores, alphas, fused), k, view.removed, order);
    return Array.from(ranked, (item, place) => {
      const previous = placeBefore[item]!;
      return {
        item,
        rank: place + 1,
        movement: previous === 0 ? null : previous - (place + 1),
        score: fused[item]!,
        contributions: contributions(view.scores, alphas, item),
      };
    });
  };
}

/** The weights of a log's objectives, upstream first. */
export function weightList(weights: FusionWeights, objectives: number): number[] {
  return OBJECTIVES.slice(0, objectives).map((objective: Objective) => weights[objective]);
}

const isZero = (alphas: readonly number[]) => alphas.every((alpha) => alpha === 0);
