/** The ceiling: a sample ranked by the probabilities that generated it. */
import type { Dataset } from '../data/schema';
import type { Scorer } from '../retrieve/scorer';
import { sizesOf } from './scorerFactory';

/** The true log-probabilities as scores. Throws Error when the log does not know them. */
export function oracleScorer(dataset: Dataset): Scorer {
  const { truth, objectives } = dataset.log;
  if (!truth) {
    throw new Error('The oracle needs the true probabilities, which only the samples have; load a sample.');
  }
  const { items, ...rest } = sizesOf(dataset);
  return {
    ...rest,
    items,
    score(user, out) {
      objectives.forEach((name, objective) => {
        out[objective]!.set(truth[name].subarray(user * items, (user + 1) * items));
      });
    },
  };
}
