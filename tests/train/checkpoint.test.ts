import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import type { Checkpoint } from '../../src/train/recovery/checkpoint';
import type { TrainingEvent } from '../../src/train/run';
import { runPlan } from '../../src/train/trainer';
import { fc } from '../fastCheck';
import { engineFor } from '../processorEngine';

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

let dataset: Dataset;
beforeAll(async () => {
  dataset = splitLog(await generateSample('shop', { seed: 2, users: 60, items: 60 }), { seed: 2 });
});

type Reported = Exclude<TrainingEvent, { kind: 'stage-start' }>;

/** As a database would: what is kept shares nothing with the training. */
const kept = (checkpoint: Checkpoint): Checkpoint => structuredClone(checkpoint);

/**
 * A training that nobody disturbs, from its start or from a checkpoint, and the checkpoints on its way: at
 * the start of every stage and, when `captures`, after every step that can be captured.
 */
async function train(method: TrainedMethod, from?: Checkpoint, captures = false) {
  const config = resolveConfig(method, dataset, changes);
  const engine = await engineFor(method);
  const training = createTraining({ method, dataset, config, engine });
  const events = runPlan(training, planOf(method, { config, dataset }), from);
  const checkpoints: Checkpoint[] = [];
  const within: { checkpoint: Checkpoint; seen: number }[] = [];
  const seen: Reported[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done) return { model: training.model, result: value, seen, checkpoints, within };
    if (value.kind === 'stage-start') {
      checkpoints.push(kept(value.checkpoint));
      continue;
    }
    if (value.kind !== 'step') {
      seen.push(value);
      continue;
    }
    const { capture, ...reported } = value;
    seen.push(reported);
    if (captures && capture) within.push({ checkpoint: kept(await capture()), seen: seen.length });
  }
}

const remembered = new Map<string, ReturnType<typeof train>>();

/** A method's undisturbed training, the same in every test: run once. */
function undisturbed(method: TrainedMethod, captures = false) {
  const key = `${method} ${captures}`;
  const training = remembered.get(key) ?? train(method, undefined, captures);
  remembered.set(key, training);
  return training;
}

describe('a training resumed at the start of a stage', () => {
  it.each(['csmf', 'csmf-plus', 'csmf-ird', 'joint', 'hyper-dpo', 'rerank'] as const)(
    '(%s) gives bit-identical results and the same events',
    async (method) => {
      const whole = await undisturbed(method);
      for (const checkpoint of whole.checkpoints) {
        const rest = await train(method, checkpoint);
        expect(rest.model).toEqual(whole.model);
        expect(rest.result).toEqual(whole.result);
        expect(rest.seen).toEqual(whole.seen.filter(({ index }) => index >= checkpoint.index));
        expect(rest.checkpoints).toEqual(whole.checkpoints.slice(checkpoint.index));
      }
    },
  );

  it('is rejected with weights of another model, and recomputes scores that another engine computed', async () => {
    const { checkpoints, result } = await undisturbed('csmf');
    const last = checkpoints.at(-1)!;
    await expect(train('csmf', { ...last, arrays: last.arrays.slice(1) })).rejects.toThrow(
      'arrays do not match the model',
    );
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

/** Cascades, what moves finished objectives, networks of each kind of loss, and a second stage behind one. */
const METHODS = ['csmf', 'csmf-plus', 'sequential', 'joint', 'esmm', 'ple', 'hyper-dpo', 'rerank'] as const;

describe.each(METHODS)('a training resumed between two steps (%s)', (method) => {
  let whole: Awaited<ReturnType<typeof train>>;
  let watched: Awaited<ReturnType<typeof train>>;
  beforeAll(async () => {
    whole = await undisturbed(method);
    watched = await undisturbed(method, true);
  });

  it('is not changed by a checkpoint after every step', () => {
    expect(watched.within.length).toBeGreaterThan(10);
    const { within: _, ...undisturbed } = whole;
    expect(watched).toMatchObject(undisturbed);
    expect(watched.model).toEqual(whole.model);
    expect(watched.result).toEqual(whole.result);
  });

  it('gives bit-identical results and the same events wherever it was interrupted', async () => {
    const places = watched.within.length;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: places - 1 }), async (place) => {
        const { checkpoint, seen } = watched.within[place]!;
        const rest = await train(method, checkpoint);
        expect(rest.model).toEqual(whole.model);
        expect(rest.result).toEqual(whole.result);
        expect(rest.seen).toEqual(whole.seen.slice(seen));
        expect(rest.checkpoints).toEqual(whole.checkpoints.slice(checkpoint.index + 1));
      }),
      { numRuns: 8, examples: [[0], [places - 1]] },
    );
  });
});

describe('a checkpoint within a stage', () => {
  it('contains the best attempt so far: resumed at the second auxiliary weight, it still has the first’s', async () => {
    const whole = await undisturbed('csmf-plus', true);
    const second = whole.within.filter(({ checkpoint }) => checkpoint.midStage!.attempt === 1);
    // Both of click's and conversion's attempts: 5 and 4 steps each.
    expect(second).toHaveLength(5 + 4);
    for (const { checkpoint, seen } of [second[0]!, second.at(-1)!]) {
      expect(checkpoint.midStage!.bestAttempt!.weight).toBe(0);
      const rest = await train('csmf-plus', checkpoint);
      expect(rest.model).toEqual(whole.model);
      expect(rest.seen).toEqual(whole.seen.slice(seen));
    }
  });

  it('can be resumed by another engine, whose rounding does not count as drift', async () => {
    const { within, result } = await train('csmf', undefined, true);
    const { checkpoint } = within.at(-2)!;
    expect((await train('csmf', { ...checkpoint, engine: 'wgsl webgpu' })).result).toEqual(result);
  });
});
