/** The map of the items as data: what colours them, where they lie on the canvas, and which is nearest. */
import { describe, expect, it, vi } from 'vitest';
import { groupsByFeature, MAX_GROUPS, popularityLevels } from '../../src/page/retrieve/itemMap/itemGroups';
import { createNearestItem } from '../../src/page/retrieve/itemMap/nearestItem';
import { SHAPES, shapePath } from '../../src/page/retrieve/itemMap/paint';
import { fitted, onCanvas, onMap, WHOLE_MAP, zoomed } from '../../src/page/retrieve/itemMap/viewport';
import { createRandom } from '../../src/random';

describe('the groups of a feature', () => {
  it('are its eight largest values, and one of all others', () => {
    // Value v occurs v + 1 times: 0 … 9 are 55 items; the two smallest values share the last group.
    const index = Int32Array.from(Array.from({ length: 10 }, (_, v) => new Array(v + 1).fill(v)).flat());
    const values = Array.from({ length: 10 }, (_, v) => `v${v}`);
    const { names, sizes, groupOf } = groupsByFeature({ name: 'category', kind: 'value', values, index }, 55);
    expect(names).toEqual(['v9', 'v8', 'v7', 'v6', 'v5', 'v4', 'v3', 'v2', null]);
    expect(sizes).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 3]);
    expect(groupOf[0]).toBe(MAX_GROUPS);
    expect(groupOf[54]).toBe(0);
  });

  it('have a shape each, so that colour is not alone', () => {
    expect(new Set(SHAPES.map((shape) => shapePath(shape, 5))).size).toBe(MAX_GROUPS + 1);
  });
});

it('levels of popularity are quintiles, and equal counts are in one level', () => {
  const { from, levelOf } = popularityLevels(Int32Array.from([0, 0, 0, 0, 5, 6, 7, 8, 9, 10]));
  // Sorted at 0, 2, 4, 6 and 8 of ten: 0, 0, 5, 7, 9.
  expect(from).toEqual([0, 5, 7, 9]);
  expect([...levelOf]).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 3, 3]);
});

describe('the view of the map', () => {
  const size = { width: 400, height: 300 };

  it('fits the coordinates into a square, both axes alike', () => {
    // 8 wide and 4 high around (4, 2): the wider axis reaches from −1 to 1.
    expect([...fitted(Float32Array.from([0, 0, 8, 4, 4, 2]))]).toEqual([-1, -0.5, 1, 0.5, 0, 0]);
  });

  it('finds a place again, and keeps it where it is while it enlarges', () => {
    const view = zoomed(WHOLE_MAP, 3, { at: { x: 260, y: 120 }, size });
    const place = onMap({ x: 260, y: 120 }, size, WHOLE_MAP);
    const after = onCanvas(place, size, view);
    expect(after.x).toBeCloseTo(260, 9);
    expect(after.y).toBeCloseTo(120, 9);
    expect(zoomed(view, 0.01, { at: { x: 0, y: 0 }, size })).toEqual(WHOLE_MAP);
  });
});

it('the nearest item by the grid is the nearest of all', () => {
  const random = createRandom(3, 'places');
  const places = Float32Array.from({ length: 600 }, () => 2 * random.uniform() - 1);
  const nearest = createNearestItem(places);
  for (let trial = 0; trial < 200; trial++) {
    const place = { x: 3 * random.uniform() - 1.5, y: 3 * random.uniform() - 1.5 };
    const distances = Array.from({ length: 300 }, (_, item) =>
      Math.hypot(places[2 * item]! - place.x, places[2 * item + 1]! - place.y),
    );
    const best = distances.indexOf(Math.min(...distances));
    expect(nearest(place)).toBe(best);
    expect(nearest(place, { within: distances[best]! * 0.99 })).toBeNull();
    expect(nearest(place, { except: best })).not.toBe(best);
  }
});

describe('making the map', () => {
  it('asks the worker once, keeps what comes, and forgets it with the run', async () => {
    const { createCommands } = await import('../../src/page/commands');
    const { createPageStore } = await import('../../src/page/state');
    const { applyEvent } = await import('../../src/page/applyEvent');
    const { createFakeSession, fakeRunView } = await import('./fakeSession');
    const map = { coordinates: new Float32Array(4), method: 'umap' as const, counts: [] };
    const make = vi.fn(async () => map);
    const { session } = createFakeSession({ 'retrieval.itemMap': make });
    const run = fakeRunView('a');
    const store = createPageStore({ run: { ...run, summary: { ...run.summary, vectorWidth: 8 } } });
    const commands = createCommands(session, store);
    await Promise.all([commands.makeItemMap(), commands.makeItemMap()]);
    await commands.makeItemMap();
    expect(make).toHaveBeenCalledTimes(1);
    expect(store.getState()).toMatchObject({ itemMap: map, itemMapShare: null });
    const next = applyEvent(store.getState(), { type: 'run', run: fakeRunView('b'), runs: [] });
    expect(next.itemMap).toBeNull();
  });
});
