/** The trade-off between the two deepest objectives, as a curve over their fusion weights. */
import { type RecallByObjective, recallOfWeightings } from './fusedRecall';
import type { PassOptions } from './rankedPass';

export interface SweepPoint {
  lambda: number;
  recall: RecallByObjective;
}

/**
 * Recall@K of every objective ranked by (1 − λ)·s_c + λ·s_v, λ = 0, 0.1, … 1    (ours)
 * In a log of two objectives: by (1 − λ)·s_d + λ·s_c. Rejects as `rankedPass` does.
 */
export async function sweep(options: PassOptions): Promise<SweepPoint[]> {
  const { objectives } = options.dataset.log;
  const lambdas = Array.from({ length: 11 }, (_, step) => step / 10);
  const weightings = lambdas.map((lambda) => [
    ...Array<number>(objectives.length - 2).fill(0),
    1 - lambda,
    lambda,
  ]);
  const recalls = await recallOfWeightings(options, weightings);
  return recalls.map((recall, step) => ({ lambda: lambdas[step]!, recall }));
}
