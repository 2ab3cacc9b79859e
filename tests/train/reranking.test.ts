/** The second stage as it is trained: what it learns from, and what a whole plan with it comes to. */
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { evaluate } from '../../src/evaluate/evaluate';
import { planOf, resolveConfig } from '../../src/methods/presets';
import { UNTRAINED_BASELINES } from '../../src/methods/untrainedBaselines';
import { rerankerArrays } from '../../src/model/extra/reranker';
import { createRandom } from '../../src/random';
import { RERANK_DEPTH } from '../../src/retrieve/rerankedScorer';
import type { Scorer } from '../../src/retrieve/scorer';
import { topK } from '../../src/retrieve/topK';
import { createGroups, createPools } from '../../src/train/extra/hardNegatives';
import { planSteps } from '../../src/train/plan';
import { datasetOfRows, type Row, tableScorer } from '../evaluate/datasetOfRows';
import { fusedEngine } from '../fusedEngine';
import { type TrainedRun, trainMethod } from '../trainMethod';

const scoresOf = (scorer: Scorer, user: number) => {
  const out = OBJECTIVES.map(() => new Float32Array(scorer.items));
  scorer.score(user, out);
  return out;
};

describe('hard negatives', () => {
  // 203 items, scores falling from item 0: the top 200 are 0 … 199. Training: 1 and 202 bought, 2 and 201 clicked,
  // 3 seen. Item 4 is seen in test only.
  const rows: Row[] = [
    [0, 1, 2, 'train'],
    [0, 2, 1, 'train'],
    [0, 3, 0, 'train'],
    [0, 4, 2, 'test'],
    [0, 201, 1, 'train'],
    [0, 202, 2, 'train'],
  ];
  const dataset = datasetOfRows({ users: 1, items: 203 }, rows);
  const falling = Array.from({ length: 203 }, (_, item) => -item);
  const retriever = tableScorer([[falling], [falling], [falling]]);
  const unseen = Array.from({ length: 200 }, (_, item) => item).filter((item) => ![1, 2, 3].includes(item));

  it.each([
    [0, [1, 2, 3], []],
    [1, [1, 2], [3]],
    [2, [1], [2, 3, 201]],
  ])(
    'of objective %i are items of the top 200 without exposure and exposures without the objective’s event',
    (objective, found, missed) => {
      const pool = createPools({ dataset, objective, retriever })(0);
      expect([...pool.found]).toEqual(found);
      // What is only seen later counts as unseen: nobody may look at the test split.
      expect([...pool.negatives]).toEqual([...unseen, ...missed]);
    },
  );

  it('form groups of fifteen distinct negatives and a positive that the retriever found', () => {
    const random = createRandom(0, 'groups');
    const next = createGroups({ dataset, objective: 'click', groups: 2, retriever, random });
    for (let batch = 0; batch < 20; batch++) {
      const groups = next();
      expect(groups.map(({ items }) => items[0]).sort()).toEqual([1, 2]);
      for (const { items } of groups) {
        expect(items).toHaveLength(16);
        expect(new Set(items).size).toBe(16);
        expect([...items].slice(1).filter((item) => [1, 2, 201, 202].includes(item))).toEqual([]);
      }
    }
  });
});

describe('groups of a retriever that ranks no training positive high', () => {
  it('are refused with the objective and the depth', () => {
    // The only training click is on the item that the retriever ranks last of 201.
    const dataset = datasetOfRows({ users: 1, items: 201 }, [[0, 200, 1, 'train']]);
    const falling = Array.from({ length: 201 }, (_, item) => -item);
    const retriever = tableScorer([[falling], [falling], [falling]]);
    const create = () =>
      createGroups({ dataset, objective: 'click', groups: 2, retriever, random: createRandom(0, 'groups') });
    expect(create).toThrow(
      expect.objectContaining({ code: 'no-reranking-positives', values: { objective: 'click', depth: 200 } }),
    );
  });
});

describe('a method with a second stage', () => {
  const changes = {
    batchSize: 64,
    uniformNegatives: 64,
    steps: { exposure: 60, click: 20, conversion: 10 },
    recoverySteps: { exposure: 10, click: 5 },
    rerank: { steps: 20, rate: 1e-2 },
  };
  let engine: Engine;
  let dataset: Dataset;
  let run: TrainedRun;
  beforeAll(async () => {
    engine = await fusedEngine();
    dataset = splitLog(await generateSample('shop', { seed: 2, users: 120, items: 300 }), { seed: 2 });
    run = await trainMethod({ engine, dataset, method: 'rerank', changes });
  });

  it('trains its base model by the base’s plan, then one stage for each objective', () => {
    const config = resolveConfig('rerank', dataset, changes);
    const plan = planOf('rerank', { config, dataset });
    expect(config.base).toBe('csmf');
    expect(plan.slice(0, -3)).toEqual(planOf('csmf', { config, dataset }));
    expect(plan.slice(-3).map(({ id }) => id)).toEqual([
      'rerank-exposure',
      'rerank-click',
      'rerank-conversion',
    ]);
    expect([planSteps(plan), run.steps, run.history.length]).toEqual([165, 165, 165]);
  });

  it('uses the base model of the configuration, with that base’s defaults', () => {
    const config = resolveConfig('rerank', dataset, { base: 'csmf-plus' });
    expect(config.distillation).toBe(0.7);
    const plan = planOf('rerank', { config: resolveConfig('rerank', dataset, { base: 'joint' }), dataset });
    expect(plan[0]!.id).toBe('train-jointly');
    expect(() => resolveConfig('rerank', dataset, { base: 'rerank' as 'csmf' })).toThrow(
      expect.objectContaining({
        code: 'hyperparameter-not-a-choice',
        values: { path: 'base', value: 'rerank', choices: 'csmf, csmf-plus, joint, sequential' },
      }),
    );
  });

  it('reorders the first 200 items of each user and objective without exchanging any', () => {
    const { retriever } = run.scorer;
    let moved = 0;
    for (let user = 0; user < 120; user++) {
      const [before, after] = [scoresOf(retriever!, user), scoresOf(run.scorer, user)];
      for (const objective of OBJECTIVES.keys()) {
        const old = [...topK(before[objective]!, 300)];
        const now = [...topK(after[objective]!, 300)];
        expect(new Set(now.slice(0, RERANK_DEPTH))).toEqual(new Set(old.slice(0, RERANK_DEPTH)));
        expect(now.slice(RERANK_DEPTH)).toEqual(old.slice(RERANK_DEPTH));
        if (now.join() !== old.join()) moved++;
      }
    }
    expect(moved).toBeGreaterThanOrEqual(120);
  });

  it('changes neither vectors nor weights of its base model, whose drift is 0', async () => {
    const base = await trainMethod({ engine, dataset, method: 'csmf', changes });
    expect(run.vectors).toEqual(base.vectors);
    expect(run.drift).toMatchObject({ exposure: 0, click: 0 });
    expect(base.rerankers).toBeUndefined();
  });

  it('gives the same scores twice with the same seed', async () => {
    const again = await trainMethod({ engine, dataset, method: 'rerank', changes });
    expect(again.history).toEqual(run.history);
    expect(again.rerankers!.flatMap(rerankerArrays)).toEqual(run.rerankers!.flatMap(rerankerArrays));
    expect(scoresOf(again.scorer, 7)).toEqual(scoresOf(run.scorer, 7));
  });

  it('is better than a random order, and its report contains the base model’s metrics', async () => {
    const measure = (scorer: Scorer) =>
      evaluate({
        scorer,
        dataset,
        split: 'test',
        k: 30,
        seed: 0,
        intervals: false,
        ...(scorer.retriever && { before: scorer.retriever }),
      });
    const [reranked, base, random] = [
      await measure(run.scorer),
      await measure(run.scorer.retriever!),
      await measure(UNTRAINED_BASELINES.random(dataset, 0)),
    ];
    for (const objective of OBJECTIVES) {
      expect(reranked[objective]!.expected).toBeGreaterThan(1.5 * random[objective]!.expected!);
      expect(reranked.before![objective]).toEqual(base[objective]);
    }
    expect(reranked.exposure).not.toEqual(base.exposure);
    expect(base.before).toBeUndefined();
  });
});
