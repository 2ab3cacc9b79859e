/** Exact top lists: the part of an evaluation that is not a product. */

/**
 * The k best of `count` scores, best first, equal ones by index; −1 where none is left. NaN counts as −∞: last, but
 * still an item. `removed` [count] bytes, 1: left out (0: nothing is). `best` [k] is room for their scores.
 */
export function topItems(scores: usize, count: i32, removed: usize, k: i32, items: usize, best: usize): void {
  let filled = 0;
  let least = -f32.MAX_VALUE * 2;
  for (let item = 0; item < count; item++) {
    let score = load<f32>(scores + ((<usize>item) << 2));
    if (filled === k && !(score > least)) continue;
    if (removed && load<u8>(removed + <usize>item)) continue;
    // Stored as NaN it would be smaller than nothing after it, and keep the place it came to.
    if (isNaN(score)) score = -f32.MAX_VALUE * 2;
    let at = filled < k ? filled++ : k - 1;
    for (; at > 0 && load<f32>(best + ((<usize>(at - 1)) << 2)) < score; at--) {
      store<f32>(best + ((<usize>at) << 2), load<f32>(best + ((<usize>(at - 1)) << 2)));
      store<i32>(items + ((<usize>at) << 2), load<i32>(items + ((<usize>(at - 1)) << 2)));
    }
    store<f32>(best + ((<usize>at) << 2), score);
    store<i32>(items + ((<usize>at) << 2), item);
    if (filled === k) least = load<f32>(best + ((<usize>(k - 1)) << 2));
  }
  for (; filled < k; filled++) store<i32>(items + ((<usize>filled) << 2), -1);
}
