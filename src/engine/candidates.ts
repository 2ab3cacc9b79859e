/** What is added to every logit of a batch before the softmax, besides what the towers say. */
import type { Batch } from '../data/batches';

/** Far enough below any logit that the softmax gives exactly 0 in float32. */
export const LEFT_OUT = -1e9;

/**
 * offset[b, c] = −logQ(item_c), and −1e9 where candidate c ≠ b is row b's own positive again (an
 * accidental hit). → [B × C]
 */
export function logitOffsets({ users, candidates, logQ }: Batch): Float32Array {
  const rows = users.length;
  const columns = candidates.length;
  const offsets = new Float32Array(rows * columns);
  const corrections = Float32Array.from(candidates, (item) => -logQ[item]!);
  const places = new Map<number, number[]>();
  candidates.forEach((item, place) => {
    const same = places.get(item);
    if (same) same.push(place);
    else places.set(item, [place]);
  });
  for (let row = 0; row < rows; row++) {
    offsets.set(corrections, row * columns);
    for (const place of places.get(candidates[row]!)!) {
      if (place !== row) offsets[row * columns + place] = LEFT_OUT;
    }
  }
  return offsets;
}

/** The rows of a host matrix [n × width] for a list of entities. → [entities × width] */
export function gatherRows(matrix: Float32Array, width: number, entities: Int32Array): Float32Array {
  const rows = new Float32Array(entities.length * width);
  entities.forEach((entity, place) => {
    rows.set(matrix.subarray(entity * width, (entity + 1) * width), place * width);
  });
  return rows;
}
