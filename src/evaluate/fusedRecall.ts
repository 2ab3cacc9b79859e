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
  const sums = weightings.map(() => new Float64Array(objectives.length));
  const users = new Float64Array(objectives.length);
  let relevance: Relevance;
  await rankedPass(options, weightings, {
    begin(_, userRelevance) {
      relevance = userRelevance;
      relevance.positives.forEach(({ count }, objective) => {
        if (count > 0) users[objective]! += 1;
      });
      return relevance.positives.some(({ count }) => count > 0);
    },
    needs: () => true,
    visit(weighting, ranked) {
      relevance.positives.forEach((relevant, objective) => {
        if (relevant.count > 0) sums[weighting]![objective]! += recallAtK(ranked, relevant, options.k);
      });
    },
  });
  return sums.map((sum) => namedMeans(objectives, sum, users));
}

/** Returns the recall of every objective when all are ranked by F with these weights. */
export async function fusedRecall(
  options: PassOptions,
  weights: PerObjective<number>,
): Promise<RecallByObjective> {
  const weighting = options.dataset.log.objectives.map((name) => weights[name]);
  const [recall = {}] = await recallOfWeightings(options, [weighting]);
  return recall;
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
