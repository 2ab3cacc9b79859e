/** A training stage on one of our engines, as the trainer runs it. */
import type { RowSpec } from '../results';
import { LEARNING_RATE, workloadOf } from '../workload';
import type { Trainer } from './engineUnderBenchmark';
import { ourEngine } from './ourEngines';

const RATES = { layers: LEARNING_RATE, embeddings: LEARNING_RATE };

export async function createTrainer(row: RowSpec): Promise<Trainer> {
  const engine = await ourEngine(row.name);
  const { model, sides, spec, batches } = workloadOf(row);
  const stage = await engine.begin(model, sides, spec);
  return {
    kind: 'trainer',
    step: (index) => stage.step([batches[index % batches.length]!], RATES),
    async finish() {
      const losses = await stage.losses();
      return losses.at(-1) ?? Number.NaN;
    },
  };
}
