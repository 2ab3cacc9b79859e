/** What every weighting of the simplex does to all users: the colours of the triangle. */
import type { Objective, PerObjective } from '../data/schema';
import { paretoOptimal } from './pareto';

/** What everybody is shown under one weighting. */
export interface FusedOutcome {
  /** Mean Recall@K over the users with a positive; an objective without such a user is absent. */
  recall: Partial<PerObjective<number>>;
  /** Share of the catalogue in anybody's top K, 0 to 1. */
  coverage: number;
  /** Training exposures of a shown item, averaged over all lists, ÷ those of an average item of the catalogue. */
  popularity: number;
}

export interface GridPoint extends FusedOutcome {
  /** α [O] without ρ; they sum to 1. */
  weights: readonly number[];
}

/** Outcomes of the weightings of a simplex grid for one ρ, on the split that weightings are chosen on. */
export interface WeightingGrid {
  rho: number;
  /** Steps of the grid. */
  steps: number;
  split: 'validation';
  k: number;
  points: readonly GridPoint[];
}

/** A weighting with what it reaches for one objective. */
export interface BestPoint {
  weights: readonly number[];
  rho: number;
  recall: number;
}

/**
 * Returns the weighting with the highest recall of the objective over all grids, of equal ones the first. Undefined
 * where no user has a positive.
 */
export function bestPoint(grids: readonly WeightingGrid[], objective: Objective): BestPoint | undefined {
  let best: BestPoint | undefined;
  for (const { rho, points } of grids) {
    for (const { weights, recall } of points) {
      const value = recall[objective];
      if (value === undefined) continue;
      if (!best || value > best.recall) best = { weights, rho, recall: value };
    }
  }
  return best;
}

/**
 * Returns the smallest of the shares recall_o ÷ best_o over the objectives whose best is above 0: how much of its best the
 * worst-off objective keeps. Undefined where no objective has one.
 */
export function smallestShare(
  { recall }: Pick<GridPoint, 'recall'>,
  best: Partial<PerObjective<number>>,
): number | undefined {
  const shares = Object.entries(best)
    .filter(([, highest]) => highest > 0)
    .map(([objective, highest]) => (recall[objective as Objective] ?? 0) / highest);
  return shares.length > 0 ? Math.min(...shares) : undefined;
}

/** Returns for each point of a grid whether no other has at least its recall on every objective and more on one. */
export function optimalPoints(points: readonly GridPoint[], objectives: readonly Objective[]): boolean[] {
  const known = objectives.filter((objective) =>
    points.some(({ recall }) => recall[objective] !== undefined),
  );
  return paretoOptimal(points.map(({ recall }) => known.map((objective) => recall[objective] ?? 0)));
}
