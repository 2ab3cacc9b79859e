/** Measures a training step on this machine, with the real shapes of a log. */
import type { Config } from '../../config';
import { createBatches } from '../../data/batches';
import type { Dataset } from '../../data/schema';
import type { Engine } from '../../engine/engine';
import { encodeSides } from '../../model/lookups';
import { createModel } from '../../model/tower';
import { createRandom } from '../../random';

/** Time for each engine, after the warm-up steps. */
const BUDGET_MS = 150;
const WARM_UP_STEPS = 2;
const MAX_STEPS = 20;

/** Returns the milliseconds of an exposure step, on a model that is discarded. Rejects as the engine does. */
export async function measureStep(engine: Engine, dataset: Dataset, config: Config): Promise<number> {
  const random = createRandom(config.seed, 'calibration');
  const { batchSize, uniformNegatives, learningRates } = config;
  const source = createBatches({ dataset, objective: 'exposure', batchSize, uniformNegatives, random });
  const model = createModel(dataset, config, random);
  const rates = { layers: learningRates.exposure, embeddings: learningRates.exposure };
  const open = await engine.begin(model, encodeSides(dataset), {
    owner: 'exposure',
    terms: [{ objective: 'exposure', weight: 1, batchShare: 1 }],
    embeddingDecay: 0,
  });
  const run = async (maxSteps: number, budgetMs: number): Promise<number> => {
    const start = performance.now();
    let steps = 0;
    // Reading the loss waits until the device has finished the step.
    while (steps < maxSteps && performance.now() - start < budgetMs) {
      await open.step([source.next()], rates);
      await open.losses();
      steps++;
    }
    return (performance.now() - start) / steps;
  };
  try {
    await run(WARM_UP_STEPS, Number.POSITIVE_INFINITY);
    return await run(MAX_STEPS, BUDGET_MS);
  } finally {
    open.dispose();
  }
}
