/** The two ranking metrics, full-corpus and with binary gain, and the K they are taken at. */
import { log2 } from '../elementaryFunctions';

/** A user's positives of one objective: mask [N], 1 = positive, and |P|, how many there are. */
export interface Relevant {
  mask: Uint8Array;
  count: number;
}

/** Returns K = min(50, ⌊N/10⌋), at least 5, never more than N. */
export function cutoff(items: number): number {
  return Math.min(items, Math.max(5, Math.min(50, Math.floor(items / 10))));
}

/**
 * Recall@K = |top-K ∩ P| / |P|
 * ranked: items, best first, of which the first K count. Throws RangeError when P is empty.
 */
export function recallAtK(ranked: Int32Array, relevant: Relevant, k: number): number {
  requirePositives(relevant);
  let hits = 0;
  for (let position = 0; position < Math.min(k, ranked.length); position++) {
    hits += relevant.mask[ranked[position]!]!;
  }
  return hits / relevant.count;
}

/**
 * NDCG@K = DCG / ideal DCG, DCG = Σ_{p = 1 … K} [item at p ∈ P] / log2(p + 1),
 * ideal DCG = Σ_{p = 1 … min(|P|, K)} 1 / log2(p + 1)    (binary gain; Järvelin & Kekäläinen 2002)
 * ranked: items, best first, of which the first K count. Throws RangeError when P is empty.
 */
export function ndcgAtK(ranked: Int32Array, relevant: Relevant, k: number): number {
  requirePositives(relevant);
  let gain = 0;
  for (let position = 0; position < Math.min(k, ranked.length); position++) {
    if (relevant.mask[ranked[position]!]) gain += discount(position);
  }
  let ideal = 0;
  for (let position = 0; position < Math.min(relevant.count, k); position++) ideal += discount(position);
  return gain / ideal;
}

/** 1 / log2(p + 1) for the position p that is counted from 1; `position` is counted from 0. */
function discount(position: number): number {
  return 1 / log2(position + 2);
}

function requirePositives(relevant: Relevant): void {
  if (relevant.count < 1) {
    throw new RangeError('user without positives');
  }
}
