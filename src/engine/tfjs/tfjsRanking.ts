/** Exact top lists of many users on tfjs: the backend multiplies, a plain loop takes the best. */
import * as tf from '@tensorflow/tfjs';
import type { Vectors } from '../../model/vectors';
import { topK } from '../../retrieve/topK';
import type { RankOptions } from '../engine';

/** The number of scores in one pass: bounds memory, and lets the thread yield between passes. */
const MAX_SCORES = 2 ** 19;

/** Ranks as Engine.rank says. Scores are summed block by block in float32. */
export async function rankOnTfjs(options: RankOptions): Promise<Int32Array[]> {
  const { vectors, objectives, k, users, removed, yieldIfDue } = options;
  const count = vectors.items.length / vectors.width;
  const lists = Array.from({ length: objectives }, () => new Int32Array(users.length * k).fill(-1));
  const items = itemBlocks(vectors, objectives);
  const rows = Math.max(1, Math.floor(MAX_SCORES / count));
  for (let start = 0; start < users.length; start += rows) {
    const chunk = users.subarray(start, start + rows);
    const scores = await blockScores(vectors, items, chunk);
    chunk.forEach((user, row) => {
      const excluded = removed?.(user);
      scores.forEach((values, objective) => {
        const first = (start + row) * k;
        const list = lists[objective]!.subarray(first, first + k);
        // An objective without a block has the scores, and so the list, of the objective before it.
        if (values === scores[objective - 1]) list.set(lists[objective - 1]!.subarray(first, first + k));
        else topK(values.subarray(row * count, (row + 1) * count), k, excluded, list);
      });
    });
    await yieldIfDue?.();
  }
  tf.dispose(items.flatMap(({ tensor }) => tensor ?? []));
  return lists;
}

/** The units that one objective owns; without a tensor where it owns none. */
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
 * s_t(u, i) = s_{t−1}(u, i) + ⟨e^t_u, e^t_i⟩, without the sum where scores are separate.   → O × [users × N];
 * an objective without a block has the same array as the objective before it.
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
      const product = tensor && tf.matMul(userBlock(users, { width, units, chunk }), tensor);
      if (scores === 'separate') return product ?? tf.zeros(shape);
      if (product) sum = sum.add(product);
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
    units.forEach((unit, column) => {
      values[row * units.length + column] = users[user * width + unit]!;
    });
  });
  return tf.tensor2d(values, [chunk.length, units.length]);
}
