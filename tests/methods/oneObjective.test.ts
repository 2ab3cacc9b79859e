/** A log of one kind of event: every method trains it, and those of masked towers as the same plain two-tower. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import { buildLog } from '../../src/data/log';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { bestFusion } from '../../src/evaluate/bestFusion';
import { evaluate } from '../../src/evaluate/evaluate';
import { evaluateGrid } from '../../src/evaluate/evaluateGrid';
import { METHODS } from '../../src/methods/methodCatalogue';
import { popularityScorer } from '../../src/methods/popularity';
import { planOf, resolveConfig } from '../../src/methods/presets';
import { isTrained, type TrainedMethod } from '../../src/methods/trained';
import { randomScorer } from '../../src/methods/untrainedBaselines';
import { createFusedRanker } from '../../src/retrieve/fusedTopK';
import { planSteps } from '../../src/train/plan';
import { engineFor } from '../processorEngine';
import { trainMethod } from '../trainMethod';

const SHORT: ConfigChanges = {
  batchSize: 64,
  uniformNegatives: 48,
  embeddingWidth: 12,
  hiddenWidth: 20,
  outputWidth: 18,
  steps: { exposure: 60, click: 40, conversion: 30 },
  recoverySteps: { exposure: 20, click: 15 },
  validationEvery: 40,
};
const K = 12;

let dataset: Dataset;
beforeAll(async () => {
  const { users, items, user, item } = await generateSample('shop', { seed: 0, users: 160, items: 120 });
  const rows = { user, item, depth: new Uint8Array(user.length) };
  const parts = {
    name: 'purchases',
    objectives: OBJECTIVES.slice(0, 1),
    users,
    items,
    rowsRead: user.length,
  };
  dataset = splitLog(await buildLog({ ...parts, rows }), { seed: 0 });
});

const recallOf = async (scorer: Parameters<typeof evaluate>[0]['scorer']) =>
  (await evaluate({ scorer, dataset, split: 'test', k: K, seed: 0, intervals: false })).exposure!.recall;

const ids = METHODS.map(({ id }) => id);
const TRAINED = ids.filter(isTrained) as TrainedMethod[];

describe('one objective', () => {
  it.each(TRAINED)('is trained by %s, better than a random order', async (method) => {
    const { scorer, history } = await trainMethod({
      engine: await engineFor(method),
      dataset,
      method,
      changes: SHORT,
    });
    expect(history.every(Number.isFinite)).toBe(true);
    expect(scorer.objectives).toBe(1);
    expect(await recallOf(scorer)).toBeGreaterThan(1.1 * (await recallOf(randomScorer(dataset, 0))));
  });

  it('is a single stage of the cascade without pruning, recovery or shrinking, as long as joint training', () => {
    for (const method of ['csmf', 'csmf-plus', 'packnet', 'sequential'] as const) {
      const plan = planOf(method, { dataset, config: resolveConfig(method, dataset, SHORT) });
      expect(plan.map(({ id }) => id)).toEqual(['train-exposure']);
      expect(planSteps(plan)).toBe(60);
    }
    const joint = planOf('joint', { dataset, config: resolveConfig('joint', dataset, SHORT) });
    expect(planSteps(joint)).toBe(60);
  });

  it('is evaluated alone: its best fusion is its own score, and the grid has one point', async () => {
    const scorer = popularityScorer(dataset);
    expect(await bestFusion({ scorer, dataset, k: K })).toEqual({
      exposure: { exposure: 1, click: 0, conversion: 0 },
    });
    const grid = await evaluateGrid({ scorer, dataset, k: K, rho: 1, steps: 10, scores: 'cumulative' });
    expect(grid.points.map(({ weights }) => weights)).toEqual([[1]]);
    const report = await evaluate({ scorer, dataset, split: 'test', k: K, seed: 0 });
    expect(grid.points[0]!.recall.click).toBeUndefined();
    expect(report.click).toBeUndefined();
  });

  it('is ranked by the ranker of many weightings as by its score', () => {
    const ranker = createFusedRanker(4, 1, 2);
    ranker.select([Float32Array.of(0.1, 0.4, 0.3, 0.9)], Uint8Array.of(0, 0, 0, 1));
    expect([...ranker.rank([1])]).toEqual([1, 2]);
    expect([...ranker.rank([-1])]).toEqual([0, 2]);
  });
});
