/** The outcome of every weighting of a simplex grid: what the triangle is coloured by. */
import type { ScoreKind } from '../model/vectors';
import { effectiveWeights } from '../retrieve/exposureGain';
import type { WeightingGrid } from '../retrieve/weightingGrid';
import { simplexGrid } from '../retrieve/weightings';
import type { PassOptions } from './rankedPass';
import { outcomesOfWeightings } from './weightingOutcomes';

export interface GridOptions extends Omit<PassOptions, 'split'> {
  rho: number;
  steps: number;
  scores: ScoreKind;
}

/**
 * Evaluates the grid on validation under one ρ, in a single pass that scores each user once. A weighting that ρ leaves
 * without any effective weight ranks nothing and is left out. Rejects as `rankedPass` does.
 */
export async function evaluateGrid({ rho, steps, scores, ...options }: GridOptions): Promise<WeightingGrid> {
  const weightings = simplexGrid(options.dataset.log.objectives.length, steps)
    .map((weights) => ({ weights, effective: effectiveWeights(weights, rho, scores) }))
    .filter(({ effective }) => effective.some((weight) => weight !== 0));
  const split = 'validation' as const;
  const outcomes = await outcomesOfWeightings(
    { ...options, split },
    weightings.map(({ effective }) => effective),
  );
  const points = outcomes.map(({ shared: _, ...outcome }, index) => ({
    weights: weightings[index]!.weights,
    ...outcome,
  }));
  return { rho, steps, split, k: options.k, points };
}
