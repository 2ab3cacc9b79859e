/** What weightings do to all users in a single pass: recall of every objective, and what else they cost. */
import { type Dataset, SPLIT } from '../data/schema';
import { checkWeights } from '../retrieve/fuse';
import type { FusedOutcome } from '../retrieve/weightingGrid';
import { createRecallTally } from './fusedRecall';
import { type PassOptions, rankedPass } from './rankedPass';

export interface ComparedOutcome extends FusedOutcome {
  /** Share of a list that is also in the same user's list under the first weighting, averaged over users. */
  shared: number;
}

/**
 * Returns recall, coverage and popularity of each weighting [O], over the lists of all users: W weightings → W outcomes.
 * Rejects as `rankedPass` and `checkWeights` throw.
 */
export async function outcomesOfWeightings(
  options: PassOptions,
  weightings: readonly (readonly number[])[],
): Promise<ComparedOutcome[]> {
  const { objectives } = options.dataset.log;
  for (const weights of weightings) checkWeights(weights, objectives.length);
  const recall = createRecallTally(options, weightings.length);
  const lists = createListTally(options.dataset, weightings.length);
  await rankedPass(options, weightings, {
    begin(user, relevance) {
      recall.begin(user, relevance);
      return true;
    },
    needs: () => true,
    visit(weighting, ranked) {
      recall.visit(weighting, ranked);
      lists.visit(weighting, ranked);
    },
  });
  const recalls = recall.means();
  return lists.means().map((means, index) => ({ recall: recalls[index]!, ...means }));
}

/** Counts what the lists of each weighting contain, whoever they are for. */
function createListTally(dataset: Dataset, weightings: number) {
  const exposures = trainingExposures(dataset);
  const average = exposures.reduce((sum, count) => sum + count, 0) / exposures.length;
  const items = exposures.length;
  const isShown = Array.from({ length: weightings }, () => new Uint8Array(items));
  const totals = isShown.map(() => ({ shown: 0, exposures: 0, shared: 0 }));
  let first = new Int32Array(0);
  const isInFirst = new Uint8Array(items);
  return {
    visit(weighting: number, ranked: Int32Array): void {
      if (weighting === 0) {
        for (const item of first) isInFirst[item] = 0;
        first = ranked.slice();
        for (const item of first) isInFirst[item] = 1;
      }
      const total = totals[weighting]!;
      const marks = isShown[weighting]!;
      total.shown += ranked.length;
      for (let position = 0; position < ranked.length; position++) {
        const item = ranked[position]!;
        marks[item] = 1;
        total.exposures += exposures[item]!;
        total.shared += isInFirst[item]!;
      }
    },
    means: () =>
      totals.map(({ shown, exposures: sum, shared }, index) => ({
        coverage: isShown[index]!.reduce((count, mark) => count + mark, 0) / items,
        popularity: shown > 0 && average > 0 ? sum / shown / average : 0,
        shared: shown > 0 ? shared / shown : 0,
      })),
  };
}

/** Counts each item's training exposures. [N] */
function trainingExposures({ log, split }: Dataset): Int32Array {
  const counts = new Int32Array(log.items.ids.length);
  for (let row = 0; row < split.length; row++) {
    if (split[row] === SPLIT.train) counts[log.item[row]!]! += 1;
  }
  return counts;
}
