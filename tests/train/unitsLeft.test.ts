/** Every objective of a plan ends with units of its own, however little or much is released. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import type { Dataset } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import { hiddenOwners, outputOwners } from '../../src/model/ownership';
import { createModel, type Model } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { runPlan } from '../../src/train/trainer';
import { checkUnits } from '../../src/train/unitsLeft';
import { RATES, randomBatch, term } from '../engine/stageCases';
import { PROCESSOR_ENGINES } from '../processorEngines';
import { openReferenceStage } from '../referenceEngine';
import { modelAtStage, TINY_CONFIG, tinyDataset } from '../tinyLog';
import { trainMethod } from '../trainMethod';
import { plainEngine } from '../wasmEngine';

const SHORT: ConfigChanges = {
  batchSize: 8,
  uniformNegatives: 4,
  embeddingWidth: 4,
  hiddenWidth: 3,
  outputWidth: 3,
  steps: { exposure: 4, click: 3, conversion: 3 },
  recoverySteps: { exposure: 2, click: 2 },
  fisherSamples: 4,
  maximumEpochs: 0,
};

/** The same log without conversions. */
function twoObjectives(dataset: Dataset): Dataset {
  const { exposure, click } = dataset.positives;
  const log = { ...dataset.log, objectives: ['exposure', 'click'] as const };
  return { ...dataset, log, positives: { exposure, click } } as Dataset;
}

/** Units of each objective: of both towers' hidden layers, and of their common output. */
const unitsOf = (model: Model, objectives: number) =>
  [hiddenOwners(model.users), hiddenOwners(model.items), outputOwners(model.users)].map((owners) =>
    Array.from({ length: objectives }, (_, owner) => owners.filter((byte) => byte === owner).length),
  );

const CASCADES: TrainedMethod[] = [
  'csmf',
  'csmf-plus',
  'csmf-no-cpp',
  'csmf-no-ar',
  'csmf-no-aml',
  'csmf-fisher',
  'csmf-ird',
  'packnet',
];
const least = { tau: { exposure: 0, click: 0 }, weightTau: 0, releaseShare: { exposure: 0, click: 0 } };
const most = {
  tau: { exposure: 0.95, click: 0.95 },
  weightTau: 0.95,
  releaseShare: { exposure: 0.95, click: 0.95 },
};

describe.each([...PROCESSOR_ENGINES, ['tfjs on the processor', plainEngine] as const])('%s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });

  it.each(CASCADES)(
    'leaves every objective of %s a unit of each layer, as narrow as can be',
    async (method) => {
      for (const dataset of [tinyDataset({ users: 9, items: 8 }), twoObjectives(tinyDataset())]) {
        const objectives = dataset.log.objectives.length;
        for (const extreme of [least, most]) {
          const changes = { ...SHORT, ...extreme };
          const { model, history, vectors } = await trainMethod({ engine, dataset, method, changes });
          for (const units of unitsOf(model, objectives)) {
            expect(Math.min(...units)).toBeGreaterThan(0);
            expect(units.reduce((sum, count) => sum + count)).toBe(3);
          }
          expect(history.every(Number.isFinite)).toBe(true);
          expect([...vectors.users, ...vectors.items].every(Number.isFinite)).toBe(true);
        }
      }
    },
  );

  it('leaves every objective an output unit at weight granularity too', async () => {
    for (const extreme of [least, most]) {
      const changes = { ...SHORT, ...extreme, granularity: 'weight' } as const;
      const run = await trainMethod({ engine, dataset: tinyDataset(), method: 'csmf-plus', changes });
      expect(unitsOf(run.model, 3)[2]).toEqual([1, 1, 1]);
      expect(run.history.every(Number.isFinite)).toBe(true);
      const { owners, inputWidth, hiddenWidth } = run.model.users;
      const weights = owners.hidden.subarray(0, inputWidth * hiddenWidth);
      for (const owner of [0, 1, 2]) expect(weights.includes(owner)).toBe(true);
    }
  });

  it('trains a block without hidden units of its own as the reference does: no product has width 0', async () => {
    // One hidden unit is exposure's for good; click reads it and has output units only.
    const dataset = tinyDataset({ users: 13, items: 17 });
    const state = { owner: 1, granularity: 'unit', seed: 2 } as const;
    const widths = { embeddingWidth: 4, hiddenWidth: 1, outputWidth: 5 };
    const fast = modelAtStage(dataset, { ...state, widths, precision: 'float32' });
    const exact = modelAtStage(dataset, { ...state, widths, precision: 'float64' });
    expect(hiddenOwners(fast.model.users).includes(1)).toBe(false);
    const spec = { owner: 'click', embeddingDecay: 0.3, terms: [term('click', 1)] } as const;
    const stage = await engine.begin(fast.model, fast.sides, spec);
    const reference = openReferenceStage(exact.model, exact.sides, spec);
    const random = createRandom(2, 'no-hidden');
    for (let step = 0; step < 10; step++) {
      const batches = [randomBatch(dataset, random, 8, 6)];
      await stage.step(batches, RATES);
      await reference.step(batches, RATES);
    }
    const [losses, expected] = [await stage.losses(), await reference.losses()];
    stage.dispose();
    losses.forEach((loss, step) => {
      expect(loss).toBeCloseTo(expected[step]!, 4);
    });
  });
});

describe('without information', () => {
  it.each(['csmf-fisher', 'csmf-ird'] as const)('%s releases no more than it must', async (method) => {
    // One item is every candidate: each loss is 0, and so is each gradient.
    const dataset = tinyDataset({ users: 5, items: 1, exposures: 1 });
    const positives = dataset.positives.exposure!;
    const log = { ...dataset.log, objectives: ['exposure', 'click'] };
    const changes = { ...SHORT, embeddingWidth: 6, hiddenWidth: 10, outputWidth: 9 };
    const one = { ...dataset, log, positives: { exposure: positives, click: positives } } as Dataset;
    const { model } = await trainMethod({ engine: await plainEngine(), dataset: one, method, changes });
    expect(unitsOf(model, 2)).toEqual([
      [9, 1],
      [9, 1],
      [8, 1],
    ]);
    expect(model.users.owners.columns.every((byte) => byte === 0)).toBe(true);
  });
});

describe('a model that is too narrow for its objectives', () => {
  const dataset = tinyDataset();
  const engine = { begin: () => expect.fail('a stage began') } as unknown as Engine;

  it.each([
    ['csmf', 2, 4],
    ['csmf-plus', 4, 2],
    ['csmf-no-ar', 1, 1],
  ] as const)(
    'is refused before %s takes its first step, with its widths',
    async (method, hidden, output) => {
      const config = { ...resolveConfig(method, dataset), hiddenWidth: hidden, outputWidth: output };
      const training = createTraining({ method, dataset, config, engine });
      const events = runPlan(training, planOf(method, { config, dataset }));
      await expect(events.next()).rejects.toMatchObject({
        code: 'too-narrow',
        values: { objectives: 3, hidden, output },
      });
    },
  );

  it('is refused where an earlier version left an objective no unit', () => {
    const model = createModel(dataset, TINY_CONFIG, createRandom(0, 'units'));
    checkUnits(model, 'exposure');
    const refused = () => checkUnits(model, 'conversion');
    expect(refused).toThrow(expect.objectContaining({ code: 'no-units-left' }));
    for (const tower of [model.users, model.items]) outputOwners(tower)[0] = 2;
    expect(refused).toThrow(
      expect.objectContaining({ values: { objective: 'conversion', layer: 'hidden' } }),
    );
    expect(() => checkUnits({ ...model, granularity: 'weight' }, 'conversion')).not.toThrow();
    for (const tower of [model.users, model.items]) hiddenOwners(tower)[0] = 2;
    checkUnits(model, 'conversion');
  });
});
