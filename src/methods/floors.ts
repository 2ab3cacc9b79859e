/** The methods that learn nothing, by id: the one place where a new one is entered. */
import type { Floor } from './catalogue';
import type { ScorerMaker } from './floor';
import { itemKnnScorer } from './itemKnn';
import { oracleScorer } from './oracle';
import { popularityScorer } from './popularity';
import { randomScorer } from './randomOrder';

export const FLOORS: Readonly<Record<Floor, ScorerMaker>> = {
  'item-knn': itemKnnScorer,
  popularity: popularityScorer,
  random: randomScorer,
  oracle: oracleScorer,
};

export const isFloor = (method: string): method is Floor => Object.hasOwn(FLOORS, method);
