/**
 * Scores from the output vectors of both towers. This is the hot path of evaluation: every user
 * against every item, so vectors are regrouped once and items go through in fours.
 */
import type { ScoreKind } from '../model/vectors';
import type { Scorer } from './scorer';

export interface OutputVectors {
  /** [U × K] */
  users: Float32Array;
  /** [N × K] */
  items: Float32Array;
  /** K */
  width: number;
  /** [K] the objective that owns each output unit; a unit of another owner (free) is left out. */
  blocks: ArrayLike<number>;
  /** O, 2 or 3. */
  objectives: number;
  /** Whether s_o adds up all blocks up to o (the default) or is block o alone. */
  scores?: ScoreKind;
}

/**
 * s_o(u, i) = Σ_{t ≤ o} ⟨e^t_u, e^t_i⟩    (CSMF's additive scores; DESIGN section 2)
 * or, where scores are separate, s_o(u, i) = ⟨e^o_u, e^o_i⟩.
 * Summed in float64, unit by unit in the order of `blocks`, and stored in float32, so a score
 * depends on nothing but its own two vectors. Copies the vectors: later changes to them do not show.
 * Throws RangeError when an array's length does not fit K.
 */
export function vectorScorer(vectors: OutputVectors): Scorer {
  const { width, blocks, objectives, scores } = vectors;
  for (const side of ['users', 'items'] as const) {
    if (width < 1 || vectors[side].length % width !== 0) {
      throw new RangeError(`${side} [${vectors[side].length}], width ${width}`);
    }
  }
  if (blocks.length !== width) {
    throw new RangeError(`blocks [${blocks.length}], width ${width}`);
  }
  const { order, ends } = groupByOwner(blocks, objectives);
  const users = regroup(vectors.users, width, order);
  const items = regroup(vectors.items, width, order);
  const itemCount = vectors.items.length / width;
  const sides = { items, width: order.length, ends, separate: scores === 'separate' };
  return {
    users: vectors.users.length / width,
    items: itemCount,
    objectives,
    score(user, out) {
      const start = user * order.length;
      const vector = Float64Array.from(users.subarray(start, start + order.length));
      const multipleOfFour = itemCount - (itemCount % 4);
      for (let item = 0; item < multipleOfFour; item += 4) scoreFour(sides, { vector, item, out });
      for (let item = multipleOfFour; item < itemCount; item++) scoreSingle(sides, { vector, item, out });
    },
  };
}

interface GroupedItems {
  items: Float32Array;
  width: number;
  /** [O] the end of each objective's block of units. */
  ends: readonly number[];
  /** Whether each block starts its sum at 0. */
  separate: boolean;
}

interface ScoreTask {
  vector: Float64Array;
  item: number;
  out: readonly Float32Array[];
}

/** Orders the units by objective, each block in its old order. */
function groupByOwner(blocks: ArrayLike<number>, objectives: number): { order: number[]; ends: number[] } {
  const order: number[] = [];
  const ends: number[] = [];
  for (let objective = 0; objective < objectives; objective++) {
    for (let unit = 0; unit < blocks.length; unit++) if (blocks[unit] === objective) order.push(unit);
    ends.push(order.length);
  }
  return { order, ends };
}

function regroup(vectors: Float32Array, width: number, order: readonly number[]): Float32Array {
  const grouped = new Float32Array((vectors.length / width) * order.length);
  let position = 0;
  for (let start = 0; start < vectors.length; start += width) {
    for (const unit of order) grouped[position++] = vectors[start + unit]!;
  }
  return grouped;
}

/** Scores four items at once: each user value is loaded once, and four sums grow independently. */
function scoreFour({ items, width, ends, separate }: GroupedItems, { vector, item, out }: ScoreTask): void {
  const first = item * width;
  const second = first + width;
  const third = second + width;
  const fourth = third + width;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let unit = 0;
  for (let objective = 0; objective < ends.length; objective++) {
    for (const end = ends[objective]!; unit < end; unit++) {
      const value = vector[unit]!;
      a += value * items[first + unit]!;
      b += value * items[second + unit]!;
      c += value * items[third + unit]!;
      d += value * items[fourth + unit]!;
    }
    const scores = out[objective]!;
    scores[item] = a;
    scores[item + 1] = b;
    scores[item + 2] = c;
    scores[item + 3] = d;
    if (separate) a = b = c = d = 0;
  }
}

/** Scores one of the items that four does not divide: the same sums in the same order. */
function scoreSingle({ items, width, ends, separate }: GroupedItems, { vector, item, out }: ScoreTask): void {
  let sum = 0;
  let unit = 0;
  for (let objective = 0; objective < ends.length; objective++) {
    for (const end = ends[objective]!; unit < end; unit++) sum += vector[unit]! * items[item * width + unit]!;
    out[objective]![item] = sum;
    if (separate) sum = 0;
  }
}
