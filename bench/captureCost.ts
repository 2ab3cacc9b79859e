/**
 * The cost of saving a training within a stage, and of drawing its batches again when it resumes:
 * `node scripts/captureCost.mjs` runs it, on the larger sample with the page's settings, on WASM.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { generateSample } from '../src/data/sample/sample';
import { splitLog } from '../src/data/split';
import { createTfjsEngine } from '../src/engine/tfjs/tfjsEngine';
import { createTraining, planOf, resolveConfig } from '../src/methods/presets';
import { stageBatches } from '../src/train/stageBatches';
import { runPlan } from '../src/train/trainer';

const METHODS = ['csmf-plus', 'joint', 'ple', 'hyper-dpo'] as const;
/** The step of the capture; by then every optimiser has updated something. */
const CAPTURED_AT = 5;

export async function measureCaptureCost(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const engine = await createTfjsEngine({ backend: 'wasm', wasmPaths: `${dirname(wasm)}/` });
  const dataset = splitLog(await generateSample('shop-large', { seed: 0 }), { seed: 0 });
  for (const method of METHODS) {
    const config = resolveConfig(method, dataset);
    const training = createTraining({ method, dataset, config, engine });
    const plan = planOf(method, { config, dataset });
    const events = runPlan(training, plan);
    for (;;) {
      const { value } = await events.next();
      if (!('kind' in value) || value.kind !== 'step' || value.step < CAPTURED_AT) continue;
      // A database clones the value before the caller continues.
      const captureMs = await minMs(5, async () => structuredClone(await value.capture!()));
      console.log(`${method}: captured and cloned in ${captureMs.toFixed(1)} ms`);
      await events.return(undefined as never);
      break;
    }
    for (const stage of plan) {
      if (stage.kind !== 'train' && stage.kind !== 'recover') continue;
      const progress = { terms: stage.terms, done: stage.steps };
      const replayMs = await minMs(3, () => stageBatches(training, stage, progress));
      console.log(`${method}, ${stage.id}: ${stage.steps} steps drawn again in ${replayMs.toFixed(0)} ms`);
    }
  }
}

/** Returns the fastest of several runs, because other processes may be running. */
async function minMs(times: number, work: () => unknown): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < times; round++) {
    const began = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - began);
  }
  return fastest;
}
