import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate';
import { createRandom } from '../../src/random';
import { vectorScorer } from '../../src/retrieve/vectorScorer';
import { datasetOfRows, type Row, tableScorer } from './datasetOfRows';

const log = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);

/** Two users, six items. */
const ROWS: Row[] = [
  [0, 0, 2, 'train'],
  [0, 1, 0, 'validation'],
  [0, 2, 1, 'test'],
  [0, 3, 0, 'test'],
  [1, 0, 1, 'validation'],
  [1, 5, 0, 'test'],
];
const SCORER = tableScorer([
  [
    [9, 8, 1, 3, 2, 0],
    [1, 2, 3, 4, 5, 6],
  ],
  [
    [9, 8, 5, 3, 2, 0],
    [6, 5, 4, 3, 2, 1],
  ],
  [
    [9, 8, 1, 3, 2, 7],
    [6, 5, 4, 3, 2, 1],
  ],
]);
const dataset = datasetOfRows({ users: 2, items: 6 }, ROWS);
const base = { scorer: SCORER, dataset, k: 2, seed: 0 };

describe('evaluate', () => {
  it('removes training and validation exposures on test and averages over users with positives', async () => {
    const report = await evaluate({ ...base, split: 'test' });
    expect([report.k, report.split]).toEqual([2, 'test']);
    // Exposure. User 0 without 0 and 1: top 2 = 3, 4; P = {2, 3}: recall 1/2, NDCG 1 / (1 + .63093) = .61315.
    // User 1 without 0: top 2 = 5, 4; P = {5}: recall 1, NDCG 1. Means .75 and .80657.
    expect(report.exposure?.recall).toBe(0.75);
    expect(report.exposure?.ndcg).toBeCloseTo(0.80657, 5);
    expect(report.exposure?.users).toBe(2);
    // Click. User 0: top 2 = 2, 3; P = {2}: 1 and 1. User 1 has no click in test and does not count.
    expect(report.click).toEqual({
      recall: 1,
      ndcg: 1,
      users: 1,
      recallInterval: [1, 1],
      ndcgInterval: [1, 1],
    });
  });

  it('leaves out an objective without positives in the split', async () => {
    const report = await evaluate({ ...base, split: 'test' });
    expect('conversion' in report).toBe(false);
  });

  it('removes only training exposures on validation', async () => {
    const report = await evaluate({ ...base, split: 'validation' });
    // Exposure. User 0 without 0: top 2 = 1, 3; P = {1}: 1. User 1, nothing removed: 5, 4; P = {0}: 0.
    expect(report.exposure?.recall).toBe(0.5);
    // Click. Only user 1: top 2 = 0, 1; P = {0}: 1.
    expect(report.click?.recall).toBe(1);
    expect(report.click?.users).toBe(1);
  });

  it('ranks every objective by F when weights are given', async () => {
    const weights = { exposure: 0, click: 0, conversion: 1 };
    const { fused } = await evaluate({ ...base, split: 'test', weights });
    // By s_v: user 0 gets 5, 3 (1 of {2, 3}); user 1 gets 1, 2 (0 of {5}): exposure (.5 + 0) / 2 = .25.
    expect(fused?.exposure?.recall).toBe(0.25);
    // Click: user 0's P = {2} is not among 5, 3.
    expect(fused?.click?.recall).toBe(0);
  });

  it('ranks an objective by the weights chosen for it', async () => {
    const click = { exposure: 1, click: 0, conversion: 0 };
    const { best } = await evaluate({ ...base, split: 'test', bestWeights: { click } });
    // By s_d user 0 gets 3, 4, which misses {2}.
    expect(best).toEqual({
      click: { recall: 0, ndcg: 0, users: 1, recallInterval: [0, 0], ndcgInterval: [0, 0], weights: click },
    });
  });

  it('also reports the retriever’s metrics for the same users when a second stage reorders the list', async () => {
    const descending = Array.from({ length: 3 }, () => [0, 1].map(() => [6, 5, 4, 3, 2, 1]));
    const users = Int32Array.of(1);
    const report = await evaluate({
      ...base,
      scorer: tableScorer(descending),
      split: 'test',
      before: SCORER,
      users,
    });
    // User 1 without 0; P = {5}. Reordered: top 2 = 1, 2, a miss. Before: 5, 4, a hit at the first place.
    expect(report.exposure).toMatchObject({ recall: 0, users: 1 });
    expect(report.before?.exposure).toMatchObject({ recall: 1, ndcg: 1, users: 1 });
    expect(Object.keys(report.before ?? {})).toEqual(['exposure']);
  });

  it('rejects weights that are all 0, and a scorer of another log', async () => {
    const weights = { exposure: 0, click: 0, conversion: 0 };
    await expect(evaluate({ ...base, split: 'test', weights })).rejects.toMatchObject({
      code: 'weights-all-zero',
    });
    const larger = datasetOfRows({ users: 3, items: 6 }, ROWS);
    await expect(evaluate({ ...base, dataset: larger, split: 'test' })).rejects.toThrow('log [3 × 6 × 3]');
  });

  it('can evaluate a subset of the users', async () => {
    const report = await evaluate({ ...base, split: 'test', users: Int32Array.of(1) });
    expect(report.exposure?.users).toBe(1);
    expect(report.exposure?.recall).toBe(1);
  });

  it('evaluates two objectives when the log has two', async () => {
    const two = datasetOfRows({ users: 2, items: 6, objectives: 2 }, ROWS);
    const scorer = tableScorer([
      [
        [9, 8, 1, 3, 2, 0],
        [1, 2, 3, 4, 5, 6],
      ],
      [
        [9, 8, 5, 3, 2, 0],
        [6, 5, 4, 3, 2, 1],
      ],
    ]);
    const weights = { exposure: 1, click: 0, conversion: 0 };
    const report = await evaluate({ ...base, scorer, dataset: two, split: 'test', weights });
    expect(Object.keys(report).sort()).toEqual(['click', 'exposure', 'fused', 'k', 'split']);
    expect(report.fused?.exposure?.recall).toBe(report.exposure?.recall);
  });
});

describe('X', () => {
  const truth = {
    exposure: new Float32Array([...log(0.3, 0.2, 0.1, 0.2, 0.1, 0.1), ...log(0.5, 0.1, 0.1, 0.1, 0.1, 0.1)]),
    click: new Float32Array([...log(0.1, 0.1, 0.2, 0.1, 0.1, 0.1), ...log(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)]),
    conversion: new Float32Array(12).fill(Math.log(0.01)),
  };
  const known = datasetOfRows({ users: 2, items: 6 }, ROWS, truth);

  it('is the share of the true probability mass within the top K of all users, without removed items', async () => {
    const report = await evaluate({ ...base, dataset: known, split: 'test' });
    // Exposure. User 0, left over .1 + .2 + .1 + .1 = .5, top 3, 4: (.2 + .1) / .5 = .6.
    // User 1, left over .5, top 5, 4: (.1 + .1) / .5 = .4. Mean .5.
    expect(report.exposure?.expected).toBeCloseTo(0.5, 6);
    // Click. User 0: left over .5, top 2, 3: (.2 + .1) / .5 = .6. User 1 has no test click but counts:
    // left over .5, top 1, 2: .2 / .5 = .4. Mean .5; recall is still user 0's alone.
    expect(report.click?.expected).toBeCloseTo(0.5, 6);
    expect(report.click?.users).toBe(1);
  });

  it('is absent on validation and on logs without truth', async () => {
    expect((await evaluate({ ...base, dataset: known, split: 'validation' })).exposure).not.toHaveProperty(
      'expected',
    );
    expect((await evaluate({ ...base, split: 'test' })).exposure).not.toHaveProperty('expected');
  });
});

describe('a long evaluation', () => {
  const random = createRandom(0, 'long-evaluation');
  const [users, items, width] = [2000, 2000, 48];
  const rows = Array.from({ length: users }, (_, user): Row[] => [
    [user, user % 7, 0, 'train'],
    [user, 10 + (user % 13), 2, 'test'],
  ]).flat();
  const draw = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);
  const blocks = Uint8Array.from({ length: width }, (_, unit) => (unit < 28 ? 0 : unit < 42 ? 1 : 2));
  const vectors = { users: draw(users * width), items: draw(items * width), width, blocks, objectives: 3 };
  const row = draw(users * items);
  const large = {
    scorer: vectorScorer(vectors),
    dataset: datasetOfRows({ users, items }, rows, { exposure: row, click: row, conversion: row }),
    split: 'test',
    k: 48,
    seed: 0,
  } as const;

  it('yields to the event loop and stops when it is cancelled', async () => {
    const controller = new AbortController();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks++;
      if (ticks === 2) controller.abort();
    }, 1);
    let furthest = 0;
    const onProgress = (done: number) => {
      furthest = done;
    };
    const outcome = evaluate({ ...large, onProgress, signal: controller.signal });
    await expect(outcome).rejects.toHaveProperty('name', 'AbortError');
    clearInterval(timer);
    expect(furthest).toBeGreaterThan(0);
    expect(furthest).toBeLessThan(users);
  });

  it('does not start when its signal is already aborted', async () => {
    const cancelled = evaluate({ ...large, signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toHaveProperty('name', 'AbortError');
  });
});
