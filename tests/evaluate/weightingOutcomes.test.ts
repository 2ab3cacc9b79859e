import { describe, expect, it } from 'vitest';
import { bestFusion } from '../../src/evaluate/bestFusion';
import { evaluateGrid } from '../../src/evaluate/evaluateGrid';
import { recallOfWeightings } from '../../src/evaluate/fusedRecall';
import { usersBySteering } from '../../src/evaluate/steeringUsers';
import { outcomesOfWeightings } from '../../src/evaluate/weightingOutcomes';
import { createRandom } from '../../src/random';
import { bestPoint } from '../../src/retrieve/weightingGrid';
import { simplexGrid } from '../../src/retrieve/weightings';
import { datasetOfRows, type Row, tableScorer } from './datasetOfRows';

/** Item 0 is shown to both users in training, item 1 to the first; items 2 and 3 are tested. */
const ROWS: Row[] = [
  [0, 0, 0, 'train'],
  [0, 1, 0, 'train'],
  [0, 2, 2, 'test'],
  [1, 0, 0, 'train'],
  [1, 3, 1, 'test'],
];
const dataset = datasetOfRows({ users: 2, items: 4 }, ROWS);
const scorer = tableScorer([
  [
    [9, 9, 2, 1],
    [9, 3, 2, 1],
  ],
  [
    [9, 9, 1, 2],
    [9, 1, 2, 3],
  ],
  [
    [9, 9, 1, 2],
    [9, 1, 2, 3],
  ],
]);
const options = { scorer, dataset, split: 'test' as const, k: 1 };

describe('outcomes of weightings', () => {
  it('count recall, the catalogue in anybody’s list, and how popular what is listed is', async () => {
    const [exposure, click] = await outcomesOfWeightings(options, [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    // By exposure user 0 (0 and 1 removed) gets item 2, user 1 (0 removed) item 1: 2 of 4 items. Training
    // exposures are (2, 1, 0, 0), ¾ on average; the listed have 0 and 1, ½ on average: ½ ÷ ¾ = ⅔.
    expect(exposure).toMatchObject({ coverage: 0.5, recall: { exposure: 0.5, click: 0.5, conversion: 1 } });
    expect(exposure?.popularity).toBeCloseTo(2 / 3, 12);
    // By click both get item 3, which nobody was shown; no list has anything in common with the first.
    expect(click).toEqual({
      coverage: 0.25,
      popularity: 0,
      shared: 0,
      recall: { exposure: 0.5, click: 0.5, conversion: 0 },
    });
  });

  it('compare every list with that of the first weighting', async () => {
    const outcomes = await outcomesOfWeightings({ ...options, k: 2 }, [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    // User 0 has two items left: all in common. User 1: 1, 2 against 3, 2: one of two.
    expect(outcomes.map(({ shared }) => shared)).toEqual([1, 0.75]);
  });
});

describe('the weighting grid', () => {
  const random = createRandom(5, 'map');
  const rows = Array.from({ length: 30 }, (_, user) =>
    Array.from({ length: 12 }, (_, index): Row => {
      const depth = Math.floor(3 * random.uniform()) as 0 | 1 | 2;
      return [user, index * 3, depth, index % 3 === 0 ? 'validation' : index % 3 === 1 ? 'train' : 'test'];
    }),
  ).flat();
  const log = datasetOfRows({ users: 30, items: 40 }, rows);
  const table = Array.from({ length: 3 }, () =>
    Array.from({ length: 30 }, () => Array.from({ length: 40 }, () => random.normal())),
  );
  const shared = { scorer: tableScorer(table), dataset: log, k: 5, scores: 'cumulative' as const };

  it('holds the recall of all 66 weightings on validation, and the best of them is the best fusion', async () => {
    const grid = await evaluateGrid({ ...shared, rho: 1, steps: 10 });
    const recalls = await recallOfWeightings({ ...shared, split: 'validation' }, simplexGrid(3));
    expect(grid.points.map(({ recall }) => recall)).toEqual(recalls);
    const best = await bestFusion(shared);
    const click =
      recalls[simplexGrid(3).findIndex((weights) => String(weights) === String(Object.values(best.click!)))];
    expect(bestPoint([grid], 'click')?.recall).toBe(click?.click);
  });

  it('fuses with ρ, and leaves out the weighting that ρ leaves nothing of', async () => {
    const grid = await evaluateGrid({ ...shared, rho: 0, steps: 10 });
    expect(grid.points).toHaveLength(65);
    // α = (0, 0, 1) with ρ = 0: s_v − s_d.
    const [expected] = await recallOfWeightings({ ...shared, split: 'validation' }, [[-1, 0, 1]]);
    expect(grid.points.find(({ weights }) => weights[2] === 1)?.recall).toEqual(expected);
  });

  it('can be cancelled', async () => {
    const control = new AbortController();
    control.abort(new DOMException('', 'AbortError'));
    await expect(
      evaluateGrid({ ...shared, rho: 1, steps: 10, signal: control.signal }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('the users on whom steering shows', () => {
  it('are those with a deep test positive, whose lists find it under one weighting only, first', async () => {
    // User 1 buys item 1, which click ranks first and exposure last; user 0 buys item 2, which both find.
    const rows: Row[] = [
      [0, 2, 2, 'test'],
      [1, 1, 2, 'test'],
      [2, 0, 1, 'test'],
    ];
    const log = datasetOfRows({ users: 3, items: 3 }, rows);
    const exposure = [2, 0, 9];
    const click = [0, 9, 1];
    const steered = tableScorer([
      [exposure, exposure, exposure],
      [[0, 1, 9], click, click],
      [click, click, click],
    ]);
    const users = await usersBySteering({ scorer: steered, dataset: log, k: 1 }, [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect([...users]).toEqual([1, 0]);
  });
});
