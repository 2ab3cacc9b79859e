/** The methods without training, as the lab runs them. */
import type { Dataset } from '../data/schema';
import { oracleScorer, popularityScorer, randomScorer } from '../evaluate/baselines';
import type { Scorer } from '../retrieve/scorer';

/** Throws Error for a method that is none, and where the log lacks what it needs. */
export function floorScorer(method: string, dataset: Dataset, seed: number): Scorer {
  if (method === 'popularity') return popularityScorer(dataset);
  if (method === 'random') return randomScorer(dataset, seed);
  if (method === 'oracle') return oracleScorer(dataset);
  throw new Error(`“${method}” neither trains nor ranks by itself.`);
}
