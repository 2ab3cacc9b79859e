/** The vector of a user whom the model never saw: chosen features, and the mean row in place of an id. */
import { inputVector } from './forward';
import { meanSeenRow } from './inputs';
import { meanOfRows } from './lookups';
import type { Tower } from './tower';

/**
 * Returns e(x) [K] for x = [mean id row of the seen | mean row of each feature's chosen values], in float64 with every
 * block's own effective weights: what an unseen user with these features gets. `rows` holds the chosen rows of each
 * table but the first; of none the input is 0. Throws RangeError when there is not one list per feature.    (ours)
 */
export function coldVector(tower: Tower, seen: Uint8Array, rows: readonly Int32Array[]): Float64Array {
  const [ids, ...features] = tower.tables;
  if (rows.length !== features.length)
    throw new RangeError(`rows of ${rows.length}, features ${features.length}`);
  const input = new Float64Array(tower.inputWidth);
  input.set(meanSeenRow(ids!, seen), ids!.firstColumn);
  features.forEach((table, index) => {
    for (let column = 0; column < table.width; column++) {
      input[table.firstColumn + column] = meanOfRows(table, rows[index]!, column);
    }
  });
  return inputVector(tower, input);
}

/**
 * Moves a cold vector halfway towards liked items, block by block: ½·c + ½·n·m/‖m‖, where m is the mean of the liked
 * items' block vectors and n the mean length of all users' vectors in that block, so that likes weigh as much as
 * features in every block.    (ours)
 * cold [K], liked and users rows of K, blocks [K] the owner of each unit → [K]. Returns a copy without liked items.
 */
export function towardsLiked(
  cold: Float64Array,
  { liked, users, blocks }: { liked: readonly Float32Array[]; users: Float32Array; blocks: Uint8Array },
): Float32Array {
  if (liked.length === 0) return Float32Array.from(cold);
  const mean = Float64Array.from(cold, (_, unit) => {
    return liked.reduce((sum, vector) => sum + vector[unit]!, 0) / liked.length;
  });
  const scales = new Map(
    [...new Set(blocks)].map((owner) => {
      const length = blockLength(mean, blocks, owner);
      return [owner, length > 0 ? meanBlockLength(users, blocks, owner) / length : 0];
    }),
  );
  return Float32Array.from(cold, (value, unit) => (value + scales.get(blocks[unit]!)! * mean[unit]!) / 2);
}

function blockLength(vector: ArrayLike<number>, blocks: Uint8Array, owner: number): number {
  let sum = 0;
  for (let unit = 0; unit < blocks.length; unit++) {
    if (blocks[unit] === owner) sum += vector[unit]! * vector[unit]!;
  }
  return Math.sqrt(sum);
}

function meanBlockLength(users: Float32Array, blocks: Uint8Array, owner: number): number {
  let sum = 0;
  for (let start = 0; start < users.length; start += blocks.length) {
    sum += blockLength(users.subarray(start, start + blocks.length), blocks, owner);
  }
  return sum / (users.length / blocks.length);
}
