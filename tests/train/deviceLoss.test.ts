import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine, OpenStage } from '../../src/engine/engine';
import { planOf, resolveConfig } from '../../src/methods/presets';
import { encodeSides } from '../../src/model/lookups';
import { createModel } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import type { TrainingEvent } from '../../src/train/run';
import { runPlan } from '../../src/train/trainer';
import { fusedEngine } from '../fusedEngine';

let wasm: Engine;
let dataset: Dataset;
beforeAll(async () => {
  wasm = await fusedEngine();
  dataset = splitLog(await generateSample('shop', { seed: 2, users: 60, items: 60 }), { seed: 2 });
});

/** The WASM engine, whose “device” is gone from its n-th step on: every call rejects from then on. */
function losesDeviceAfter(steps: number): Engine {
  let left = steps;
  const gone = () => Object.assign(new Error('The GPU device was lost.'), { name: 'DeviceLostError' });
  const live = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left <= 0) throw gone();
    return work();
  };
  return {
    ...wasm,
    encode: (...model) => live(() => wasm.encode(...model)),
    begin: (...stage) =>
      live(async () => {
        const open = await wasm.begin(...stage);
        const dying: OpenStage = {
          step: (...batch) => {
            left--;
            return live(() => open.step(...batch));
          },
          losses: () => live(() => open.losses()),
          synchronise: () => live(() => open.synchronise()),
          capture: () => live(() => open.capture()),
          resume: (state) => live(() => open.resume(state)),
          dispose: () => open.dispose(),
        };
        return dying;
      }),
  };
}

/** `captureAfter`: a step at which somebody keeps the training. */
async function train(engine: Engine, replacements: Engine[], captureAfter = 0) {
  const changes = {
    batchSize: 32,
    steps: { exposure: 10, click: 8, conversion: 6 },
    recoverySteps: { exposure: 4, click: 4 },
  };
  const config = resolveConfig('csmf', dataset, changes);
  const model = createModel(dataset, config, createRandom(config.seed, 'weights'));
  const replaceEngine = async () => {
    const next = replacements.shift();
    if (!next) throw new Error('There is no other engine.');
    return next;
  };
  const training = { model, dataset, sides: encodeSides(dataset), engine, config, replaceEngine };
  const run = runPlan(training, planOf('csmf', { config, dataset }));
  const seen: TrainingEvent[] = [];
  for (;;) {
    const { value, done } = await run.next();
    if (done) return { result: value, seen };
    seen.push(value);
    if (value.kind === 'step' && value.step === captureAfter) await value.capture!();
  }
}

/** Losses as somebody has them in the end who heeds every rewind. */
function reported(seen: TrainingEvent[]) {
  let losses: { step: number; loss: number }[] = [];
  for (const event of seen) {
    if (event.kind === 'step') losses.push(...event.losses);
    if (event.kind === 'rewind') losses = losses.filter(({ step }) => step <= event.step);
  }
  return losses;
}

describe('a device lost while training', () => {
  it('repeats the stage and does not change the result', async () => {
    const undisturbed = await train(wasm, []);
    // Steps 1–10 exposure, 11–14 its recovery, 15–22 click: lost at step 18, then again at the same place.
    const disturbed = await train(losesDeviceAfter(18), [losesDeviceAfter(6), wasm]);
    const rewinds = disturbed.seen.flatMap((event) => (event.kind === 'rewind' ? event.step : []));
    expect(rewinds).toEqual([14, 14]);
    expect(disturbed.result).toEqual(undisturbed.result);
    expect(disturbed.result.drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
  });

  it('repeats the steps after the latest checkpoint and reports every loss once', async () => {
    // Losses are read every fourth step of a stage: captured after its third, they are not reported yet.
    const seldom = (engine: Engine) => ({ ...engine, lossInterval: 4 });
    const undisturbed = await train(seldom(wasm), []);
    const disturbed = await train(seldom(losesDeviceAfter(20)), [seldom(wasm)], 17);
    expect(disturbed.seen.flatMap((event) => (event.kind === 'rewind' ? event.step : []))).toEqual([14]);
    const steps = disturbed.seen.flatMap((event) => (event.kind === 'step' ? event.step : []));
    expect(steps.slice(16, 22)).toEqual([17, 18, 19, 18, 19, 20]);
    expect(disturbed.result).toEqual(undisturbed.result);
    expect(reported(disturbed.seen)).toEqual(reported(undisturbed.seen));
  });

  it('ends the training when no other engine is available', async () => {
    await expect(train(losesDeviceAfter(3), [])).rejects.toThrow('There is no other engine.');
  });
});
