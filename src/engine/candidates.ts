/** The corrections of a batch's logits before the softmax that depend on the batch alone. */
import type { Batch } from '../data/batches';

/** The logit of an excluded candidate: so far below any other that its softmax is exactly 0 in float32. */
export const EXCLUDED_LOGIT = -1e9;

/**
 * offset[b,c] = −logQ(c), and −1e9 for accidental hits: the sum of both corrections.
 * → [B × C], in `reused` when that has the size.
 */
export function logitOffsets(batch: Batch, reused?: Float32Array): Float32Array {
  const size = batch.users.length * batch.candidates.length;
  const offsets = reused?.length === size ? reused : new Float32Array(size);
  logQCorrection(batch, offsets);
  accidentalHits(batch, offsets);
  return offsets;
}

/** Writes the log-q correction of sampled softmax, offset[b,c] = −logQ(c), into every row. (Yi et al. 2019) */
function logQCorrection({ users, candidates, logQ }: Batch, offsets: Float32Array): void {
  const columns = candidates.length;
  const corrections = offsets.subarray(0, columns);
  for (let column = 0; column < columns; column++) corrections[column] = -logQ[candidates[column]!]!;
  for (let row = 1; row < users.length; row++) offsets.set(corrections, row * columns);
}

/** Excludes accidental hits: candidates c ≠ b that are row b's positive again. */
function accidentalHits({ users, candidates }: Batch, offsets: Float32Array): void {
  const columns = candidates.length;
  const lastColumn = new Map<number, number>();
  /** [C] the column before this one with the same item; −1: none. */
  const previousColumn = new Int32Array(columns);
  candidates.forEach((item, column) => {
    previousColumn[column] = lastColumn.get(item) ?? -1;
    lastColumn.set(item, column);
  });
  for (let row = 0; row < users.length; row++) {
    const last = lastColumn.get(candidates[row]!)!;
    for (let column = last; column >= 0; column = previousColumn[column]!) {
      if (column !== row) offsets[row * columns + column] = EXCLUDED_LOGIT;
    }
  }
}

/** Returns the one-hot target: 1 where candidate c is row b's positive, c = b. → [B × C] */
export function onePositiveEach(rows: number, columns: number): Float32Array {
  const target = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) target[row * columns + row] = 1;
  return target;
}

/** Gathers the rows of a host matrix [n × width] for a list of entities. → [entities × width] */
export function gatherRows(matrix: Float32Array, width: number, entities: Int32Array): Float32Array {
  const rows = new Float32Array(entities.length * width);
  entities.forEach((entity, row) => {
    rows.set(matrix.subarray(entity * width, (entity + 1) * width), row * width);
  });
  return rows;
}
