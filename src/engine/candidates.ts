/** What is added to every logit of a batch before the softmax, besides what the towers say. */
import type { Batch } from '../data/batches';

/** Far enough below any logit that the softmax gives exactly 0 in float32. */
export const LEFT_OUT = -1e9;

/**
 * offset[b, c] = −logQ(item_c), and −1e9 where candidate c ≠ b is row b's own positive again (an
 * accidental hit). → [B × C], in `reused` when that has the size.
 */
export function logitOffsets({ users, candidates, logQ }: Batch, reused?: Float32Array): Float32Array {
  const rows = users.length;
  const columns = candidates.length;
  const size = rows * columns;
  const offsets = reused?.length === size ? reused : new Float32Array(size);
  const lastPlace = new Map<number, number>();
  /** [C] the place before this one with the same item; −1: none. */
  const placeBefore = new Int32Array(columns);
  for (let place = 0; place < columns; place++) {
    const item = candidates[place]!;
    offsets[place] = -logQ[item]!;
    placeBefore[place] = lastPlace.get(item) ?? -1;
    lastPlace.set(item, place);
  }
  const corrections = offsets.slice(0, columns);
  for (let row = 0; row < rows; row++) {
    offsets.set(corrections, row * columns);
    for (let place = lastPlace.get(candidates[row]!)!; place >= 0; place = placeBefore[place]!) {
      if (place !== row) offsets[row * columns + place] = LEFT_OUT;
    }
  }
  return offsets;
}

/** 1 where candidate c is row b's positive, c = b. → [B × C] */
export function onePositiveEach(rows: number, columns: number): Float32Array {
  const target = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) target[row * columns + row] = 1;
  return target;
}

/** The rows of a host matrix [n × width] for a list of entities. → [entities × width] */
export function gatherRows(matrix: Float32Array, width: number, entities: Int32Array): Float32Array {
  const rows = new Float32Array(entities.length * width);
  entities.forEach((entity, place) => {
    rows.set(matrix.subarray(entity * width, (entity + 1) * width), place * width);
  });
  return rows;
}
