/** Prunings and whole plans, for any engine. */
import { codedOf } from '../../src/coded';
import type { Engine } from '../../src/engine/engine';
import { prune } from '../../src/model/prune';
import { ownerArrays, weightArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { lastReportedStep } from '../../src/train/recovery/capture';
import type { Checkpoint } from '../../src/train/recovery/checkpoint';
import type { TrainingEvent } from '../../src/train/run';
import { modelAtStage, tinyDataset } from '../tinyLog';
import { type TrainMethodOptions, trainMethod } from '../trainMethod';
import { RATES, randomBatch, term } from './stageCases';

/** Owner bytes after fifty exposure steps and CPP. */
export async function ownersAfterPruning(engine: Engine, seed: number): Promise<number[][]> {
  const dataset = tinyDataset({ seed, users: 23, items: 41 });
  const { model, sides } = modelAtStage(dataset, {
    owner: 0,
    granularity: 'unit',
    seed,
    precision: 'float32',
  });
  const stage = await engine.begin(model, sides, {
    owner: 'exposure',
    embeddingDecay: 0.3,
    terms: [term('exposure', 1)],
  });
  const random = createRandom(seed, 'pruning');
  for (let step = 0; step < 50; step++) await stage.step([randomBatch(dataset, random, 16, 12)], RATES);
  await stage.synchronise();
  stage.dispose();
  prune(model, {
    rule: 'cumulative',
    owner: 0,
    laterObjectives: 2,
    tau: 0.4,
    weightTau: 0.3,
    random: createRandom(seed, 'released'),
  });
  return ownerArrays(model).map((owners) => [...owners]);
}

export type ShortMethod = 'csmf' | 'csmf-plus' | 'joint' | 'esmm';
type ShortWatch = Pick<TrainMethodOptions, 'onEvent' | 'replaceEngine' | 'from'>;

function trainShortly(engine: Engine, method: ShortMethod, watch: ShortWatch) {
  const dataset = tinyDataset({ users: 40, items: 30, exposures: 9 });
  return trainMethod({
    engine,
    dataset,
    method,
    ...watch,
    changes: {
      batchSize: 32,
      uniformNegatives: 16,
      steps: { exposure: 30, click: 20, conversion: 20 },
      recoverySteps: { exposure: 10, click: 10 },
      validationEvery: 8,
    },
  });
}

/** The error of a short run whose rates are infinite at one step: the losses up to it are numbers, its weights are not. */
export async function overshootError(engine: Engine, at: number, method: ShortMethod = 'csmf') {
  let step = 0;
  const overshooting: Engine = {
    ...engine,
    async begin(...stage) {
      const open = await engine.begin(...stage);
      return {
        step: (batches, rates) =>
          open.step(batches, ++step === at ? { layers: Infinity, embeddings: Infinity } : rates),
        losses: () => open.losses(),
        synchronise: () => open.synchronise(),
        capture: () => open.capture(),
        resume: (state) => open.resume(state),
        dispose: () => open.dispose(),
      };
    },
  };
  return trainShortly(overshooting, method, {}).then(() => undefined, codedOf);
}

/** A short run of a method: losses, and how far finished objectives moved. */
export async function shortRun(engine: Engine, method: ShortMethod, watch: ShortWatch = {}) {
  const { history, drift, steps } = await trainShortly(engine, method, watch);
  return { history, drift, steps };
}

/** A short run's losses, drift and every bit of its weights and vectors. */
export async function wholeRun(engine: Engine, method: ShortMethod, watch: ShortWatch = {}) {
  const { history, drift, steps, model, vectors } = await trainShortly(engine, method, watch);
  const bits = [...weightArrays(model), vectors.users, vectors.items].map((values) => [...values]);
  return { history, drift, steps, bits };
}

/** Runs with a capture after step `at`, and resumed from that capture in another training. */
export async function interruptedRun(engine: Engine, method: ShortMethod, at: number) {
  const checkpoints: Checkpoint[] = [];
  const capture = async (event: TrainingEvent) => {
    if (event.kind === 'step' && event.step === at) checkpoints.push(structuredClone(await event.capture!()));
  };
  const captured = await wholeRun(engine, method, { onEvent: capture });
  const from = checkpoints[0]!;
  const resumed = await wholeRun(engine, method, { from });
  return { captured, resumed, lastReportedStep: lastReportedStep(from) };
}
