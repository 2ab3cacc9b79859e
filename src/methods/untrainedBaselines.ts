/** The methods that learn nothing, by id: the one place where a new one is entered. */
import type { UntrainedBaseline } from './catalogue';
import { itemKnnScorer } from './itemKnn';
import { oracleScorer } from './oracle';
import { popularityScorer } from './popularity';
import { randomScorer } from './random';
import type { ScorerFactory } from './scorerFactory';

export const UNTRAINED_BASELINES: Readonly<Record<UntrainedBaseline, ScorerFactory>> = {
  'item-knn': itemKnnScorer,
  popularity: popularityScorer,
  random: randomScorer,
  oracle: oracleScorer,
};

export const isUntrainedBaseline = (method: string): method is UntrainedBaseline =>
  Object.hasOwn(UNTRAINED_BASELINES, method);
