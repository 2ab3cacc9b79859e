/** The nearest neighbours of every item among the vectors: exact, and yielding, where a library's search blocks. */
import { createYielder } from '../../yielding';
import type { ProjectionOptions } from './principalComponents';

export interface Neighbours {
  /** [N][k] the item itself first, then by distance. */
  indices: number[][];
  /** [N][k] Euclidean distances. */
  distances: number[][];
}

/**
 * Returns the k items nearest to each, ‖x_i − x_j‖² = ‖x_i‖² + ‖x_j‖² − 2⟨x_i, x_j⟩, ties by the lower index; itself
 * counts as the first. O(N² K). Rejects with the signal's reason once it is aborted.
 */
export async function nearestNeighbours(
  { items, width, signal, onProgress }: Omit<ProjectionOptions, 'seed'>,
  k: number,
): Promise<Neighbours> {
  const count = items.length / width;
  const squares = squaredLengths(items, width);
  const squared = new Float64Array(count);
  const yielder = createYielder(signal);
  const neighbours: Neighbours = { indices: [], distances: [] };
  for (let item = 0; item < count; item++) {
    writeDistances({ items, width, squares, item }, squared);
    const nearest = smallest(squared, k);
    neighbours.indices.push(nearest);
    neighbours.distances.push(nearest.map((other) => Math.sqrt(Math.max(0, squared[other]!))));
    if (yielder.due()) {
      onProgress?.(item / count);
      await yielder.yield();
    }
  }
  return neighbours;
}

function squaredLengths(items: Float32Array, width: number): Float64Array {
  const squares = new Float64Array(items.length / width);
  for (let item = 0; item < squares.length; item++) {
    for (let unit = item * width; unit < (item + 1) * width; unit++)
      squares[item]! += items[unit]! * items[unit]!;
  }
  return squares;
}

/** Writes ‖x_item − x_j‖² of every j; −1 of the item itself, so that it comes first. */
function writeDistances(
  {
    items,
    width,
    squares,
    item,
  }: { items: Float32Array; width: number; squares: Float64Array; item: number },
  squared: Float64Array,
): void {
  const vector = Float64Array.from(items.subarray(item * width, (item + 1) * width));
  const own = squares[item]!;
  for (let other = 0, start = 0; other < squared.length; other++, start += width) {
    let product = 0;
    for (let unit = 0; unit < width; unit++) product += vector[unit]! * items[start + unit]!;
    squared[other] = own + squares[other]! - 2 * product;
  }
  squared[item] = -1;
}

/** Returns the indices of the k smallest values, by insertion into a sorted list. */
function smallest(values: Float64Array, k: number): number[] {
  const found: number[] = [];
  let worst = Number.POSITIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (found.length === k && value >= worst) continue;
    let place = found.length < k ? found.length : k - 1;
    for (; place > 0 && values[found[place - 1]!]! > value; place--) found[place] = found[place - 1]!;
    found[place] = index;
    worst = values[found[found.length - 1]!]!;
  }
  return found;
}
