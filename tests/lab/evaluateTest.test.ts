import { describe, expect, it } from 'vitest';
import type { Truth } from '../../src/data/schema';
import { evaluateTest } from '../../src/lab/evaluateTest';
import { sliceOfItems, sliceOfUsers } from '../../src/lab/slices';
import { datasetOfRows, type Row, tableScorer } from '../evaluate/datasetOfRows';

/**
 * Training exposures of items 0 … 4: 4, 2, 2, 1, 1 of 10. Item 0 begins at 0 %, item 1 at 40 %: head.
 * Item 2 begins at 60 %: torso. Item 3 begins at 80 %, item 4 at 90 %: tail.
 * Training exposures of users 0 … 4: 4, 3, 2, 1, 0; the median of 4, 3, 2, 1 is 2.5.
 */
const ROWS: readonly Row[] = [
  [0, 0, 0, 'train'],
  [0, 1, 0, 'train'],
  [0, 2, 1, 'train'],
  [0, 3, 0, 'train'],
  [0, 4, 2, 'test'],
  [1, 0, 0, 'train'],
  [1, 1, 0, 'train'],
  [1, 2, 0, 'train'],
  [1, 3, 0, 'test'],
  [1, 4, 0, 'test'],
  [2, 0, 0, 'train'],
  [2, 1, 2, 'test'],
  [2, 4, 0, 'train'],
  [3, 0, 0, 'train'],
  [4, 0, 1, 'test'],
  [4, 2, 2, 'test'],
];
const dataset = (truth?: Truth) => datasetOfRows({ users: 5, items: 5 }, ROWS, truth);
const same = <T>(value: T): T[] => new Array<T>(5).fill(value);
/** Exposure ranks 0 1 2 3 4, click 4 3 2 1 0, conversion 2 0 1 3 4, for every user. */
const SCORER = tableScorer([same([5, 4, 3, 2, 1]), same([1, 2, 3, 4, 5]), same([4, 3, 5, 2, 1])]);
const OWN = {
  exposure: { exposure: 1, click: 0, conversion: 0 },
  click: { exposure: 0, click: 1, conversion: 0 },
  conversion: { exposure: 0, click: 0, conversion: 1 },
};

describe('the slices of a log', () => {
  it('cut items where half and four fifths of the exposures are held', () => {
    expect([...sliceOfItems(dataset())]).toEqual([0, 0, 1, 2, 2]);
  });

  it('cut users at the median of those who were exposed at all', () => {
    expect([...sliceOfUsers(dataset())]).toEqual([4, 4, 3, 3, 5]);
  });
});

describe('the pass over test', () => {
  it('keeps every user’s recall and the means within slices', async () => {
    const { figures, slices } = await evaluateTest({ scorer: SCORER, dataset: dataset(), k: 2, best: OWN });
    // Exposure, top 2 of what was not in training. User 0: 4 of {4}. 1: 3, 4 of {3, 4}. 2: 1, 2 → 1 of {1}.
    // 3 has no positive. 4: 0, 1 → 0 of {0, 2}.
    expect(figures.own.exposure).toEqual([1, 1, 1, 0.5]);
    // Click: user 0 {4}, user 2 {1} from 3 2, user 4 {0, 2} from 4 3.
    expect(figures.own.click).toEqual([1, 0, 0]);
    expect(figures.best).toEqual(figures.own);
    expect(slices.own.exposure).toEqual({
      // users 2 ({1} found) and 4 ({0} found)
      head: { recall: 1, users: 2 },
      // user 4 ({2} not found)
      torso: { recall: 0, users: 1 },
      tail: { recall: 1, users: 2 },
      light: { recall: 1, users: 1 },
      heavy: { recall: 1, users: 2 },
      cold: { recall: 0.5, users: 1 },
    });
    expect(slices.own.conversion?.torso).toEqual({ recall: 1, users: 1 });
  });

  it('takes the best fusion’s ranking for `best`, and nothing where there is none', async () => {
    const best = { click: OWN.exposure };
    const { figures } = await evaluateTest({ scorer: SCORER, dataset: dataset(), k: 2, best });
    // Ranked by exposure: user 0 4; user 2 1, 2; user 4 0, 1 → 0 of {0, 2}.
    expect(figures.best.click).toEqual([1, 1, 0.5]);
    expect(figures.best.exposure).toEqual([]);
  });

  it('keeps the weightings that nothing beats on click and conversion', async () => {
    const { front } = await evaluateTest({ scorer: SCORER, dataset: dataset(), k: 2, best: OWN });
    // Conversion's own ranking 2 0 1 …: users 0, 2 and 4 have conversions {4}, {1}, {2}, all found; clicks
    // {4}, {1}, {0, 2} all found. Nothing can beat it; it is the first of all weightings, 0 / 0 / 1.
    expect(front).toEqual([[1, 1, 0]]);
    const two = datasetOfRows({ users: 5, items: 5, objectives: 2 }, ROWS);
    const scorer = tableScorer([same([5, 4, 3, 2, 1]), same([1, 2, 3, 4, 5])]);
    expect(await evaluateTest({ scorer, dataset: two, k: 2, best: {} })).not.toHaveProperty('front');
  });

  it('keeps X of all users where the truth is known', async () => {
    const even = new Float32Array(25).fill(Math.log(0.2));
    const truth = { exposure: even, click: even, conversion: even };
    const { figures, front } = await evaluateTest({
      scorer: SCORER,
      dataset: dataset(truth),
      k: 2,
      best: OWN,
    });
    // Items left to users 0 … 4: 1, 2, 3, 4, 5; all equally likely, two of them are shown.
    expect(figures.own.exposure).toEqual([1, 1, 0.66667, 0.5, 0.4]);
    expect(front?.[0]?.[0]).toBeCloseTo((1 + 1 + 2 / 3 + 0.5 + 0.4) / 5, 12);
  });
});
