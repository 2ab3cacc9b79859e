/** What it costs to keep a training within a stage, on the larger sample with the page's own settings. */
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import { stageBatches } from '../../src/train/stageBatches';
import { runPlan } from '../../src/train/trainer';
import { wasmEngine } from '../wasmEngine';

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await wasmEngine();
  dataset = splitLog(await generateSample('shop-large', { seed: 0 }), { seed: 0 });
});

/** The quickest of several: others may be at work. */
async function leastMs(times: number, work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < times; round++) {
    const began = performance.now();
    await work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

describe.each(['csmf-plus', 'joint', 'ple', 'hyper-dpo'] as const)('keeping %s', (method) => {
  it('takes less than a fiftieth of the five seconds between two checkpoints', async () => {
    const config = resolveConfig(method, dataset);
    const training = createTraining({ method, dataset, config, engine });
    const events = runPlan(training, planOf(method, { config, dataset }));
    for (;;) {
      const { value } = await events.next();
      if (!('kind' in value) || value.kind !== 'step' || value.step < 5) continue;
      // A database clones what it is given before it lets the caller go on.
      const captureMs = await leastMs(5, async () => structuredClone(await value.capture!()));
      console.info(`${method}: captured and cloned in ${captureMs.toFixed(1)} ms`);
      expect(captureMs).toBeLessThan(100);
      await events.return(undefined as never);
      return;
    }
  });

  it('draws all batches of any of its stages again in less than a second', async () => {
    const config = resolveConfig(method, dataset);
    const training = createTraining({ method, dataset, config, engine });
    for (const stage of planOf(method, { config, dataset })) {
      if (stage.kind !== 'train' && stage.kind !== 'recover') continue;
      const again = { terms: stage.terms, done: stage.steps };
      const replayMs = await leastMs(3, () => stageBatches(training, stage, again));
      console.info(`${method}, ${stage.id}: ${stage.steps} steps drawn again in ${replayMs.toFixed(0)} ms`);
      expect(replayMs).toBeLessThan(1000);
    }
  });
});
