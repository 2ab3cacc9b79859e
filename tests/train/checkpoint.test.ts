import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import type { Checkpoint } from '../../src/train/checkpoint';
import type { TrainingEvent } from '../../src/train/run';
import { runPlan } from '../../src/train/trainer';
import { wasmEngine } from '../wasmEngine';

const changes = {
  batchSize: 32,
  steps: { exposure: 6, click: 5, conversion: 4 },
  recoverySteps: { exposure: 3, click: 3 },
  rerank: { steps: 6, rate: 1e-2 },
  // Everything that a stage may carry over: a teacher, attempts, a best checkpoint, decay.
  distillation: 0.7,
  embeddingDecay: 0.3,
  auxiliary: 0.3,
  blockShrink: true,
  fisherSamples: 4,
  keepBest: true,
  validationEvery: 2,
};

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await wasmEngine();
  dataset = splitLog(await generateSample('shop', { seed: 2, users: 60, items: 60 }), { seed: 2 });
});

/** A training that nobody disturbs, from its start or from a checkpoint, and the checkpoints on its way. */
async function train(method: TrainedMethod, from?: Checkpoint) {
  const config = resolveConfig(method, dataset, changes);
  const training = createTraining({ method, dataset, config, engine });
  const events = runPlan(training, planOf(method, { config, dataset }), from);
  const checkpoints: Checkpoint[] = [];
  const seen: Exclude<TrainingEvent, { kind: 'stage-start' }>[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done) return { model: training.model, result: value, seen, checkpoints };
    // As a database would: what is kept shares nothing with the training.
    if (value.kind === 'stage-start') checkpoints.push(structuredClone(value.checkpoint));
    else seen.push(value);
  }
}

describe('a training that goes on from the start of any of its stages', () => {
  it.each(['csmf', 'csmf-plus', 'csmf-ird', 'joint', 'hyper-dpo', 'rerank'] as const)(
    '(%s) ends with the same bits and tells the same on the way',
    async (method) => {
      const whole = await train(method);
      for (const checkpoint of whole.checkpoints) {
        const rest = await train(method, checkpoint);
        expect(rest.model).toEqual(whole.model);
        expect(rest.result).toEqual(whole.result);
        expect(rest.seen).toEqual(whole.seen.filter(({ index }) => index >= checkpoint.index));
        expect(rest.checkpoints).toEqual(whole.checkpoints.slice(checkpoint.index));
      }
    },
  );

  it('is refused when the weights are of another model, and rebases what another engine computed', async () => {
    const { checkpoints, result } = await train('csmf');
    const last = checkpoints.at(-1)!;
    await expect(train('csmf', { ...last, arrays: last.arrays.slice(1) })).rejects.toThrow(/another shape/);
    // Vectors as an engine that rounds coarsely would have left them: they would count as drift.
    const finished = last.finished.map(([objective, vectors]): Checkpoint['finished'][number] => [
      objective,
      { ...vectors, users: vectors.users.map((value) => Math.round(value * 100) / 100) },
    ]);
    const coarse = { ...last, finished };
    expect((await train('csmf', coarse)).result.drift.exposure).toBeGreaterThan(0);
    expect((await train('csmf', { ...coarse, engine: 'wgsl webgpu' })).result).toEqual(result);
  });
});
