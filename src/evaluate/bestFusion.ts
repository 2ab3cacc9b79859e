/**
 * The fusion weights that are best for each objective on validation: an objective need not be ranked by its
 * own score alone, and other weights cost nothing to serve.
 */
import type { Objective, PerObjective } from '../data/schema';
import { simplexGrid } from '../retrieve/weightings';
import { recallOfWeightings } from './fusedRecall';
import type { PassOptions } from './rankedPass';

/**
 * Finds for each objective the weighting of `simplexGrid` with the highest validation Recall@K.    (ours)
 * The objective's own score wins ties. An objective without validation positives is absent.
 * Rejects as `rankedPass` does.
 */
export async function bestFusion(
  options: Omit<PassOptions, 'split'>,
): Promise<Partial<PerObjective<PerObjective<number>>>> {
  const { objectives } = options.dataset.log;
  const grid = simplexGrid(objectives.length);
  const recalls = await recallOfWeightings({ ...options, split: 'validation' }, grid);
  const best: Partial<PerObjective<PerObjective<number>>> = {};
  objectives.forEach((name, objective) => {
    const ownScore = grid.findIndex((weights) => weights[objective] === 1);
    let winner = ownScore;
    recalls.forEach((recall, index) => {
      if ((recall[name] ?? 0) > (recalls[winner]?.[name] ?? 0)) winner = index;
    });
    if (recalls[ownScore]?.[name] !== undefined) best[name] = byObjective(objectives, grid[winner]!);
  });
  return best;
}

/** Keys weights by objective; one that the log does not have weighs 0. */
function byObjective(objectives: readonly Objective[], weights: readonly number[]): PerObjective<number> {
  const keyed: PerObjective<number> = { exposure: 0, click: 0, conversion: 0 };
  objectives.forEach((name, objective) => {
    keyed[name] = weights[objective] ?? 0;
  });
  return keyed;
}
