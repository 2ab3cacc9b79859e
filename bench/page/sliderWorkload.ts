/** The slider's workload: one user, N items, a new weighting for every query; and the exact answer. */

import { createRandom } from '../../src/random';
import { blockGains, fuse, scaleUserVector } from '../../src/retrieve/fuse';
import { topK } from '../../src/retrieve/topK';
import { vectorScorer } from '../../src/retrieve/vectorScorer';

/** K, and the block sizes at the defaults. */
export const WIDTH = 48;
const BLOCK_SIZES = [28, 14, 6];
export const TOP = 100;
/** Largest difference between two scores that counts as a tie, relative to the best score. */
const TIE = 1e-5;

export interface SliderWorkload {
  user: Float32Array;
  /** [N × K] */
  items: Float32Array;
  /** [K] */
  blocks: Uint8Array;
  /** Returns a new weighting every time, in the same sequence for every library. */
  nextWeights(): number[];
}

export function sliderWorkload(count: number): SliderWorkload {
  const random = createRandom(1, 'slider');
  const draw = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);
  return {
    user: draw(WIDTH),
    items: draw(count * WIDTH),
    blocks: Uint8Array.from(BLOCK_SIZES.flatMap((size, owner) => Array<number>(size).fill(owner))),
    nextWeights: () => BLOCK_SIZES.map(() => random.uniform() + 0.01),
  };
}

/** Returns g ⊙ e_u for a weighting, the query of an index of plain inner products. */
export function queryVector({ user, blocks }: SliderWorkload, weights: readonly number[]): Float32Array {
  return scaleUserVector(user, blocks, blockGains(weights));
}

/** Returns the best items under a weighting, best first. */
export type Answer = (weights: readonly number[]) => Promise<ArrayLike<number>> | ArrayLike<number>;

/**
 * Throws an Error when an answer is not the exact order: at every rank the item named must score, in
 * float64, what the exact list's item scores there, but for ties.
 */
export function checkAnswer(
  workload: SliderWorkload,
  weights: readonly number[],
  answer: ArrayLike<number>,
): void {
  const exact = exactScores(workload, weights);
  const order = topK(Float32Array.from(exact), TOP);
  if (answer.length !== order.length) {
    throw new Error(`wrong answer: ${answer.length} items instead of ${order.length}`);
  }
  if (new Set(Array.from(answer)).size !== order.length) throw new Error('wrong answer: an item twice');
  const tolerance = TIE * Math.abs(exact[order[0]!]!);
  order.forEach((item, rank) => {
    const found = exact[answer[rank]!] ?? Number.NaN;
    if (Math.abs(found - exact[item]!) <= tolerance) return;
    throw new Error(`wrong answer: at rank ${rank + 1} item ${answer[rank]} is ranked before item ${item}`);
  });
}

/** F = Σ_o α_o s_o in float64, s_o as in retrieve/vectorScorer. */
function exactScores(
  { user, items, blocks }: SliderWorkload,
  weights: readonly number[],
): Float64Array<ArrayBuffer> {
  const gains = blockGains(weights);
  const query = Float64Array.from(user, (value, unit) => value * gains[blocks[unit]!]!);
  return Float64Array.from({ length: items.length / WIDTH }, (_, item) => {
    let sum = 0;
    for (let unit = 0; unit < WIDTH; unit++) sum += query[unit]! * items[item * WIDTH + unit]!;
    return sum;
  });
}

/** Answers as the page does: the user's three score arrays are given, and only weights change. */
export function answerFromScores(workload: SliderWorkload): Answer {
  const { user: users, items, blocks } = workload;
  const count = items.length / WIDTH;
  const scores = BLOCK_SIZES.map(() => new Float32Array(count));
  vectorScorer({ users, items, width: WIDTH, blocks, objectives: 3 }).score(0, scores);
  const fused = new Float32Array(count);
  return (weights) => topK(fuse(scores, weights, fused), TOP);
}

/** Answers from the vectors every time, as when a user is selected and has no scores yet. */
export function answerFromVectors(workload: SliderWorkload): Answer {
  const { user: users, items, blocks } = workload;
  const count = items.length / WIDTH;
  const scores = BLOCK_SIZES.map(() => new Float32Array(count));
  const fused = new Float32Array(count);
  const scorer = vectorScorer({ users, items, width: WIDTH, blocks, objectives: 3 });
  return (weights) => {
    scorer.score(0, scores);
    return topK(fuse(scores, weights, fused), TOP);
  };
}
