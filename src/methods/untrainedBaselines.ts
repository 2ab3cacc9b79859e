/**
 * The untrained baselines, by id: rankings computed from the log alone, below which no trained method should
 * fall, and the oracle, above which none can rise. A new one is entered here.
 */
import { CodedError } from '../coded';
import type { Dataset } from '../data/schema';
import { createRandom } from '../random';
import type { Scorer } from '../retrieve/scorer';
import { itemKnnScorer } from './itemKnn';
import type { UntrainedBaseline } from './methodCatalogue';
import { popularityScorer, scorerSizes } from './popularity';

/** Throws CodedError when the log lacks what the baseline needs. */
export type ScorerFactory = (dataset: Dataset, seed: number) => Scorer;

export const UNTRAINED_BASELINES: Readonly<Record<UntrainedBaseline, ScorerFactory>> = {
  'item-knn': itemKnnScorer,
  popularity: popularityScorer,
  random: randomScorer,
  oracle: oracleScorer,
};

export const isUntrainedBaseline = (method: string): method is UntrainedBaseline =>
  Object.hasOwn(UNTRAINED_BASELINES, method);

/** Ranks all items of each user in a random order, the same for every objective and at every call. */
export function randomScorer(dataset: Dataset, seed: number): Scorer {
  const { items, ...rest } = scorerSizes(dataset);
  return {
    ...rest,
    items,
    score(user, out) {
      const order = createRandom(seed, `random-baseline/${user}`).permutation(items);
      for (const scores of out) scores.set(order);
    },
  };
}

/**
 * Ranks a sample by the log-probabilities that generated it: the upper bound.
 * Throws CodedError `oracle-without-truth` when the log does not know them.
 */
export function oracleScorer(dataset: Dataset): Scorer {
  const { truth, objectives } = dataset.log;
  if (!truth) throw new CodedError('oracle-without-truth');
  const { items, ...rest } = scorerSizes(dataset);
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
