/** Items in two dimensions: against data whose picture is known. */
import { describe, expect, it } from 'vitest';
import { itemMap, MAX_UMAP_ITEMS } from '../../src/evaluate/itemMap/itemMap';
import { nearestNeighbours } from '../../src/evaluate/itemMap/nearestNeighbours';
import { principalComponents } from '../../src/evaluate/itemMap/principalComponents';
import { createRandom } from '../../src/random';

/** Three groups of ten items around far corners of six dimensions. */
function groups(): { items: Float32Array; width: number } {
  const random = createRandom(1, 'groups');
  const items = new Float32Array(30 * 6);
  for (let item = 0; item < 30; item++) {
    for (let unit = 0; unit < 6; unit++) {
      items[item * 6 + unit] = (unit === item % 3 ? 20 : 0) + random.normal();
    }
  }
  return { items, width: 6 };
}

describe('principal components', () => {
  it('are the directions of most variance, by hand', async () => {
    // Items at ±3 along (1, 1, 0)/√2 and at ±1 along the third axis: variances 9/2 and 1/2, nothing is left over.
    const h = 3 / Math.sqrt(2);
    const items = Float32Array.from([h, h, 0, -h, -h, 0, 0, 0, 1, 0, 0, -1]);
    const { coordinates, kept } = await principalComponents({ items, width: 3, seed: 0 });
    const hand = [3, 0, -3, 0, 0, 1, 0, -1];
    for (const [index, value] of coordinates.entries()) expect(value).toBeCloseTo(hand[index]!, 5);
    expect(kept).toBeCloseTo(1, 9);
  });

  it('say which share of the variance they keep', async () => {
    // Four axes with variances 4, 1, ¼ and 0 (each ±a at two of six items): (4 + 1) / 5.25.
    const items = new Float32Array(6 * 4);
    [2, 1, 0.5].forEach((size, unit) => {
      items[2 * unit * 4 + unit] = size;
      items[(2 * unit + 1) * 4 + unit] = -size;
    });
    const { kept } = await principalComponents({ items, width: 4, seed: 3 });
    expect(kept).toBeCloseTo(5 / 5.25, 6);
  });

  it('of equal items are one point', async () => {
    const { coordinates, kept } = await principalComponents({
      items: new Float32Array(8).fill(2),
      width: 2,
      seed: 0,
    });
    expect([...coordinates]).toEqual(new Array(8).fill(0));
    expect(kept).toBe(1);
  });
});

describe('the nearest neighbours', () => {
  it('are the item itself, then the others by distance', async () => {
    const { indices, distances } = await nearestNeighbours(
      { items: Float32Array.from([0, 1, 3, 7]), width: 1 },
      3,
    );
    expect(indices).toEqual([
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
      [3, 2, 1],
    ]);
    expect(distances[3]).toEqual([0, 4, 6]);
  });
});

describe('the map of the items', () => {
  it('keeps groups together: an item’s nearest neighbours in the picture are of its own group', async () => {
    const { coordinates, method } = await itemMap({ ...groups(), seed: 0 });
    expect(method).toBe('umap');
    const { indices } = await nearestNeighbours({ items: coordinates, width: 2 }, 6);
    for (const near of indices) expect(new Set(near.map((item) => item % 3)).size).toBe(1);
  });

  it('is the same picture for the same seed, and another for another', async () => {
    const options = groups();
    const maps = await Promise.all([0, 0, 1].map((seed) => itemMap({ ...options, seed })));
    expect(maps[1]).toEqual(maps[0]);
    expect(maps[2]?.coordinates).not.toEqual(maps[0]?.coordinates);
  });

  it('is made by PCA above 20,000 items', async () => {
    const items = new Float32Array(2 * (MAX_UMAP_ITEMS + 1));
    for (let item = 0; item <= MAX_UMAP_ITEMS; item++) items[2 * item] = item;
    expect(await itemMap({ items, width: 2, seed: 0 })).toMatchObject({ method: 'pca', kept: 1 });
  });

  it('stops when it is cancelled', async () => {
    const control = new AbortController();
    const map = itemMap({ ...groups(), seed: 0, signal: control.signal });
    control.abort(new Error('cancelled'));
    await expect(map).rejects.toThrow('cancelled');
  });

  it('refuses vectors that do not fit their width', async () => {
    await expect(itemMap({ items: new Float32Array(7), width: 2, seed: 0 })).rejects.toThrow(RangeError);
  });
});
