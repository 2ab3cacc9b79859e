/** Exact top lists of many users: the backend multiplies, a plain loop takes the best. */
import * as tf from '@tensorflow/tfjs';
import type { Vectors } from '../../model/vectors';
import { topK } from '../../retrieve/topK';
import type { RankOptions } from '../engine';

/** Scores in one pass: bounds memory, and lets the host breathe between passes. */
const MOST_SCORES = 2 ** 19;

/** See Engine.rank. Scores are summed block by block in float32. */
export async function rankItems(options: RankOptions): Promise<Int32Array[]> {
  const { vectors, objectives, k, users, removed, yieldIfDue } = options;
  const count = vectors.items.length / vectors.width;
  const lists = Array.from({ length: objectives }, () => new Int32Array(users.length * k).fill(-1));
  const items = itemBlocks(vectors, objectives);
  const rows = Math.max(1, Math.floor(MOST_SCORES / count));
  for (let start = 0; start < users.length; start += rows) {
    const chunk = users.subarray(start, start + rows);
    const scores = await blockScores(vectors, items, chunk);
    chunk.forEach((user, row) => {
      const out = removed?.(user);
      scores.forEach((values, objective) => {
        const place = (start + row) * k;
        const list = lists[objective]!.subarray(place, place + k);
        // An objective without a block of its own is scored as the one before it, and so is ranked.
        if (values === scores[objective - 1]) list.set(lists[objective - 1]!.subarray(place, place + k));
        else topK(values.subarray(row * count, (row + 1) * count), k, out, list);
      });
    });
    await yieldIfDue?.();
  }
  tf.dispose(items.flatMap(({ tensor }) => tensor ?? []));
  return lists;
}

/** Units of one objective; without a tensor where it owns none. */
interface ItemBlock {
  units: number[];
  /** [units × N] */
  tensor: tf.Tensor2D | undefined;
}

function itemBlocks({ items, width, blocks }: Vectors, objectives: number): ItemBlock[] {
  const count = items.length / width;
  return Array.from({ length: objectives }, (_, objective) => {
    const units = [...blocks.keys()].filter((unit) => blocks[unit] === objective);
    if (units.length === 0) return { units, tensor: undefined };
    const values = new Float32Array(units.length * count);
    units.forEach((unit, row) => {
      for (let item = 0; item < count; item++) values[row * count + item] = items[item * width + unit]!;
    });
    return { units, tensor: tf.tensor2d(values, [units.length, count]) };
  });
}

/**
 * s_o(u, i) = s_{o−1}(u, i) + ⟨e^o_u, e^o_i⟩, without the sum where scores are separate.   → O × [users × N];
 * the same array as before it for an objective that adds nothing.
 */
async function blockScores(
  { users, items, width, scores }: Vectors,
  blocks: readonly ItemBlock[],
  chunk: Int32Array,
): Promise<Float32Array[]> {
  const shape: [number, number] = [chunk.length, items.length / width];
  const tensors = tf.tidy(() => {
    let sum = tf.zeros(shape);
    return blocks.map(({ units, tensor }) => {
      const own = tensor && tf.matMul(userBlock(users, { width, units, chunk }), tensor);
      if (scores === 'separate') return own ?? tf.zeros(shape);
      if (own) sum = sum.add(own);
      return sum;
    });
  });
  const read = new Map(
    await Promise.all(
      [...new Set(tensors)].map(async (tensor) => [tensor, await tensor.data<'float32'>()] as const),
    ),
  );
  tf.dispose(tensors);
  return tensors.map((tensor) => read.get(tensor)!);
}

function userBlock(
  users: Float32Array,
  { width, units, chunk }: { width: number; units: readonly number[]; chunk: Int32Array },
): tf.Tensor2D {
  const values = new Float32Array(chunk.length * units.length);
  chunk.forEach((user, row) => {
    units.forEach((unit, place) => {
      values[row * units.length + place] = users[user * width + unit]!;
    });
  });
  return tf.tensor2d(values, [chunk.length, units.length]);
}
