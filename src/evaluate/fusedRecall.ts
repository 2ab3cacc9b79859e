/** Recall of every objective under one or many fusion weightings, in a single pass over the users. */
import type { Objective, PerObjective } from '../data/schema';
import { checkWeights } from '../retrieve/fuse';
import { recallAtK } from './metrics';
import { type PassOptions, rankedPass } from './rankedPass';
import type { Relevance } from './relevance';

export type RecallByObjective = Partial<PerObjective<number>>;

/**
 * Returns the mean Recall@K over the users with a positive, for each weighting [O] in turn: W weightings → W
 * results. An objective without such a user is absent. Rejects as `rankedPass` and `checkWeights` throw.
 */
export async function recallOfWeightings(
  options: PassOptions,
  weightings: readonly (readonly number[])[],
): Promise<RecallByObjective[]> {
  const { objectives } = options.dataset.log;
  for (const weights of weightings) checkWeights(weights, objectives.length);
  const tally = createRecallTally(options, weightings.length);
  await rankedPass(options, weightings, {
    begin(user, relevance) {
      tally.begin(user, relevance);
      return relevance.positives.some(({ count }) => count > 0);
    },
    needs: () => true,
    visit: tally.visit,
  });
  return tally.means();
}

/** Adds up each user's recall by weighting and objective, for the means over the users with a positive. */
export function createRecallTally({ dataset, k }: Pick<PassOptions, 'dataset' | 'k'>, weightings: number) {
  const { objectives } = dataset.log;
  const sums = Array.from({ length: weightings }, () => new Float64Array(objectives.length));
  const users = new Float64Array(objectives.length);
  let relevance: Relevance;
  return {
    begin(_: number, userRelevance: Relevance): void {
      relevance = userRelevance;
      relevance.positives.forEach(({ count }, objective) => {
        if (count > 0) users[objective]! += 1;
      });
    },
    visit(weighting: number, ranked: Int32Array): void {
      relevance.positives.forEach((relevant, objective) => {
        if (relevant.count > 0) sums[weighting]![objective]! += recallAtK(ranked, relevant, k);
      });
    },
    means: (): RecallByObjective[] => sums.map((sum) => namedMeans(objectives, sum, users)),
  };
}

function namedMeans(
  objectives: readonly Objective[],
  sums: Float64Array,
  users: Float64Array,
): RecallByObjective {
  const means: RecallByObjective = {};
  objectives.forEach((name, objective) => {
    if (users[objective]! > 0) means[name] = sums[objective]! / users[objective]!;
  });
  return means;
}
