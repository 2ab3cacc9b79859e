import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { evaluate } from '../../src/evaluate/evaluate';
import { hasMasks, METHODS } from '../../src/methods/methodCatalogue';
import { resolveConfig, untrained } from '../../src/methods/presets';
import { TRAINED, type TrainedMethod, usesNetwork } from '../../src/methods/trained';
import { randomScorer } from '../../src/methods/untrainedBaselines';
import { type Network, networkSize } from '../../src/model/extra/network';
import { parameterCount } from '../../src/model/trainable';
import type { Scorer } from '../../src/retrieve/scorer';
import { trainMethod } from '../trainMethod';
import { wasmEngine } from '../wasmEngine';

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await wasmEngine();
  dataset = splitLog(await generateSample('shop', { seed: 2, users: 120, items: 120 }), { seed: 2 });
});

const NETWORKS = (Object.keys(TRAINED) as TrainedMethod[]).filter(usesNetwork);
const SHORT: ConfigChanges = {
  batchSize: 64,
  uniformNegatives: 32,
  learningRates: { exposure: 0.02 },
  steps: { exposure: 25, click: 5, conversion: 5 },
  recoverySteps: { exposure: 0, click: 0 },
};

const expected = async (scorer: Scorer) => {
  const report = await evaluate({ scorer, dataset, split: 'test', k: 12, seed: 0, intervals: false });
  return OBJECTIVES.map((objective) => report[objective]!.expected!);
};

describe('the networks', () => {
  it('are those that the catalogue says have no masks', () => {
    expect(METHODS.filter(({ network }) => network).map(({ id }) => id)).toEqual(NETWORKS);
    expect([...NETWORKS, 'popularity'].filter(hasMasks)).toEqual([]);
    expect(['csmf', 'joint'].filter(hasMasks)).toEqual(['csmf', 'joint']);
  });

  it.each(NETWORKS)('%s is better than a random order, and gives the same result twice', async (method) => {
    const train = () => trainMethod({ engine, dataset, method, changes: SHORT });
    const [run, again] = [await train(), await train()];
    const [found, chance] = [await expected(run.scorer), await expected(randomScorer(dataset, 0))];
    found.forEach((value, objective) => {
      expect(value).toBeGreaterThan(1.15 * chance[objective]!);
    });
    expect(run.history).toEqual(again.history);
    expect(run.vectors).toEqual(again.vectors);
  });

  it.each(NETWORKS)('%s has the joint model’s number of parameters, or three times as many', (method) => {
    const sizes = [{}, { hiddenWidth: 128, outputWidth: 96, embeddingWidth: 64 }].map((changes) => {
      const config = resolveConfig(method, dataset, changes);
      const network = untrained(method, { dataset, config }) as Network;
      expect(networkSize(network.architecture, dataset, config)).toBe(parameterCount(network));
      const joint = parameterCount(untrained('joint', { dataset, config }));
      return parameterCount(network) / joint;
    });
    for (const size of sizes) {
      if (method === 'single-task') expect(size).toBe(3);
      else expect(Math.abs(size - 1)).toBeLessThan(0.02);
    }
  });

  it.each(NETWORKS)('%s trains on a log of two objectives', (method) => {
    const two = { ...dataset, log: { ...dataset.log, objectives: ['exposure', 'click'] as const } };
    const config = resolveConfig(method, two);
    const { architecture } = untrained(method, { dataset: two, config }) as Network;
    expect(architecture.heads).toHaveLength(method === 'hyper-dpo' ? 1 : 2);
    const width = method === 'single-task' ? 2 * config.outputWidth : config.outputWidth;
    expect(architecture.heads.reduce((sum, head) => sum + head.width, 0)).toBe(width);
  });
});
