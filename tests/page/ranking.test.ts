import { describe, expect, it } from 'vitest';
import { createRanker } from '../../src/page/retrieve/userRanking';
import type { UserView } from '../../src/worker/protocol/retrieval';

/** Dyadic scores, exact in float32. Item 3 was seen in training. */
const view: UserView = {
  user: 0,
  scores: [
    Float32Array.from([4, 2, 1, 9]),
    Float32Array.from([1, 2, 4, 9]),
    Float32Array.from([-2, 0.5, 1, 9]),
  ],
  removed: Uint8Array.from([0, 0, 0, 1]),
  history: [],
  test: [],
};

const exposureOnly = [1, 0, 0];
const clickOnly = [0, 1, 0];

describe('createRanker', () => {
  it('orders by the weighted sum, leaves removed items out, and gives each change of rank', () => {
    // exposure: 4, 2, 1 → 0 1 2; click: 1, 2, 4 → 2 1 0. Item 2 gains two places, item 0 loses two.
    const rows = createRanker(view)(clickOnly, exposureOnly, 3);
    expect(rows?.map(({ item, rank, movement }) => [item, rank, movement])).toEqual([
      [2, 1, 2],
      [1, 2, 0],
      [0, 3, -2],
    ]);
  });

  it('marks items that were not in the list before', () => {
    const rows = createRanker(view)(clickOnly, exposureOnly, 1);
    expect(rows?.[0]).toMatchObject({ item: 2, movement: null });
  });

  it('gives each objective’s signed contribution, and the contributions sum to the score', () => {
    // α = (1, .5, .25) on item 0: 4 + .5 − .5 = 4.
    const weights = [1, 0.5, 0.25];
    const [first] = createRanker(view)(weights, weights, 1) ?? [];
    expect(first?.item).toBe(0);
    expect(first?.contributions).toEqual([4, 0.5, -0.5]);
    expect(first?.score).toBe(4);
  });

  it('ranks nothing when all weights are 0', () => {
    const nothing = [0, 0, 0];
    expect(createRanker(view)(nothing, exposureOnly, 3)).toBeNull();
  });

  it('marks all items as new when the previous weights were all 0', () => {
    const nothing = [0, 0, 0];
    const rows = createRanker(view)(exposureOnly, nothing, 3);
    expect(rows?.every(({ movement }) => movement === null)).toBe(true);
  });
});
