/**
 * An objective need not be ranked by its own score alone. Other weights cost nothing to serve, so
 * each objective gets the weighting that is best for it on validation.
 */
import type { Objective, PerObjective } from '../data/schema';
import { recallOfWeightings } from './fusedRecall';
import type { PassOptions } from './rankedPass';

/**
 * For each objective the weighting of `simplexGrid` with the highest validation Recall@K    (ours)
 * Its own score wins ties. An objective without validation positives is absent.
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
    const own = grid.findIndex((weights) => weights[objective] === 1);
    let winner = own;
    recalls.forEach((recall, index) => {
      if ((recall[name] ?? 0) > (recalls[winner]?.[name] ?? 0)) winner = index;
    });
    if (recalls[own]?.[name] !== undefined) best[name] = named(objectives, grid[winner]!);
  });
  return best;
}

/** All weightings in tenths that sum to 1: 66 of three objectives, 11 of two. */
export function simplexGrid(objectives: number): number[][] {
  const tenths = (left: number, parts: number): number[][] => {
    if (parts === 1) return [[left]];
    return Array.from({ length: left + 1 }, (_, first) => first).flatMap((first) =>
      tenths(left - first, parts - 1).map((rest) => [first, ...rest]),
    );
  };
  return tenths(10, objectives).map((weights) => weights.map((weight) => weight / 10));
}

/** Keyed by objective; one the log does not have weighs 0. */
function named(objectives: readonly Objective[], weights: readonly number[]): PerObjective<number> {
  const keyed: PerObjective<number> = { exposure: 0, click: 0, conversion: 0 };
  objectives.forEach((name, objective) => {
    keyed[name] = weights[objective] ?? 0;
  });
  return keyed;
}
