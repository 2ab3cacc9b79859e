/**
 * The K best items, exactly. Sliders and evaluation both rank with this, so it must be fast on
 * anything from a hundred items to a million, whatever order they come in.
 */

/**
 * Returns the indices of the k highest scores, best first; equal scores go to the lower index.
 * scores [N]; removed [N], 1 = left out; into, at least min(k, N) long, is written to instead of a
 * new array. → [min(k, items not removed)]. NaN counts as −∞: last, but still an item.
 * Throws RangeError when k is not a whole number from 0 on, or an array is too short.
 */
export function topK(
  scores: Float32Array,
  k: number,
  removed?: Uint8Array,
  into: Int32Array = new Int32Array(Math.min(k, scores.length)),
): Int32Array {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`k ${k}`);
  const capacity = Math.min(k, scores.length);
  if (into.length < capacity) throw new RangeError(`k ${capacity}, into [${into.length}]`);
  if (removed && removed.length !== scores.length) {
    throw new RangeError(`removed [${removed.length}], scores [${scores.length}]`);
  }
  const values = new Float32Array(capacity);
  let size = 0;
  let item = 0;
  for (; item < scores.length && size < capacity; item++) {
    if (removed?.[item]) continue;
    const score = scores[item]!;
    values[size] = Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
    into[size++] = item;
  }
  const heap = { values, items: into, size };
  for (let parent = (size >> 1) - 1; parent >= 0; parent--) sink(heap, parent);
  if (size > 0) replaceWorse(heap, { scores, removed, from: item });
  return sortBestFirst(heap);
}

/** A binary heap of the best so far, its worst (lowest value, then highest item) at the root. */
interface Heap {
  values: Float32Array;
  items: Int32Array;
  size: number;
}

/** Replaces the root by every item from `from` on that beats it. */
function replaceWorse(
  heap: Heap,
  rest: { scores: Float32Array; removed: Uint8Array | undefined; from: number },
): void {
  const { scores, removed } = rest;
  let threshold = heap.values[0]!;
  for (let item = rest.from; item < scores.length; item++) {
    const score = scores[item]!;
    // Items come in rising order, so one that only equals the threshold loses its tie; so does NaN.
    if (!(score > threshold) || removed?.[item]) continue;
    heap.values[0] = score;
    heap.items[0] = item;
    sink(heap, 0);
    threshold = heap.values[0]!;
  }
}

/** Moves the worst of what is left to the end, one after another, until the best is first. */
function sortBestFirst(heap: Heap): Int32Array {
  const { values, items, size } = heap;
  while (heap.size > 1) {
    const last = --heap.size;
    const value = values[0]!;
    const item = items[0]!;
    values[0] = values[last]!;
    items[0] = items[last]!;
    values[last] = value;
    items[last] = item;
    sink(heap, 0);
  }
  return items.subarray(0, size);
}

/** Moves the entry at `start` down until both its children are better. */
function sink({ values, items, size }: Heap, start: number): void {
  const value = values[start]!;
  const item = items[start]!;
  let hole = start;
  for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    const right = child + 1;
    if (right < size) {
      const isWorse =
        values[right]! < values[child]! || (values[right] === values[child] && items[right]! > items[child]!);
      if (isWorse) child = right;
    }
    const below = values[child]!;
    if (below > value || (below === value && items[child]! < item)) break;
    values[hole] = below;
    items[hole] = items[child]!;
    hole = child;
  }
  values[hole] = value;
  items[hole] = item;
}
