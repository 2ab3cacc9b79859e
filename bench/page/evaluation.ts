/** A full evaluation: all vectors, then every user against every item, exactly, with intervals. */
import { DEFAULTS } from '../../src/config';
import { evaluate } from '../../src/evaluate/evaluate';
import { cutoff } from '../../src/evaluate/metrics';
import { encodeSides } from '../../src/model/lookups';
import { createModel } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { vectorScorer } from '../../src/retrieve/vectorScorer';
import type { RowSpec } from '../results';
import { randomDataset } from '../workload';
import type { Task } from './engineUnderBenchmark';
import { ourEngine } from './ourEngines';

const EXPOSURES = 60;

export async function createEvaluation(row: RowSpec): Promise<Task> {
  const engine = await ourEngine(row.name);
  const dataset = randomDataset({ ...row, exposures: EXPOSURES, random: createRandom(1, 'evaluation') });
  const model = createModel(dataset, DEFAULTS, createRandom(1, 'evaluation-weights'));
  const sides = encodeSides(dataset);
  return {
    kind: 'task',
    async work() {
      const vectors = await engine.encode(model, sides);
      const scorer = vectorScorer({ ...vectors, objectives: dataset.log.objectives.length });
      await evaluate({ scorer, dataset, split: 'test', k: cutoff(row.items), seed: 0 });
    },
  };
}
