/** What the cells of the grid show: a value for each weighting, its range, and what is best. Pure. */
import { OBJECTIVES, type Objective, type PerObjective } from '../../data/schema';
import {
  type BestPoint,
  bestPoint,
  type GridPoint,
  optimalPoints,
  smallestShare,
  type WeightingGrid,
} from '../../retrieve/weightingGrid';
import type { GridColour } from './state';

export interface GridCell extends GridPoint {
  /** Recall of the chosen objective, or the smallest share; undefined where it is not known. */
  value: number | undefined;
  /** Position of the value in the range of all cells, 0 to 1. */
  level: number;
  isOptimal: boolean;
}

export interface ColouredGrid {
  grid: WeightingGrid;
  cells: readonly GridCell[];
  low: number;
  high: number;
}

/** Returns for each objective the weighting that is best for it over all grids. */
export function bestPoints(grids: readonly WeightingGrid[]): Partial<PerObjective<BestPoint>> {
  const found: Partial<PerObjective<BestPoint>> = {};
  for (const objective of OBJECTIVES) {
    const best = bestPoint(grids, objective);
    if (best) found[objective] = best;
  }
  return found;
}

/** Returns the grid of this ρ; until there is one, that of the nearest. Undefined without any. */
export function gridOf(grids: readonly WeightingGrid[], rho: number): WeightingGrid | undefined {
  return grids.reduce<WeightingGrid | undefined>(
    (nearest, grid) => (!nearest || Math.abs(grid.rho - rho) < Math.abs(nearest.rho - rho) ? grid : nearest),
    undefined,
  );
}

/** Returns the cells of a grid with their values; shares are of the best over `grids`. */
export function colourGrid(
  grid: WeightingGrid,
  grids: readonly WeightingGrid[],
  { colour, objectives }: { colour: GridColour; objectives: readonly Objective[] },
): ColouredGrid {
  const best: Partial<PerObjective<number>> = {};
  for (const [objective, point] of Object.entries(bestPoints(grids)))
    best[objective as Objective] = point.recall;
  const values = grid.points.map((point) =>
    colour === 'smallest-share' ? smallestShare(point, best) : point.recall[colour],
  );
  const known = values.filter((value) => value !== undefined);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const isOptimal = optimalPoints(grid.points, objectives);
  const cells = grid.points.map((point, index): GridCell => {
    const value = values[index];
    const level = value === undefined || high === low ? 0 : (value - low) / (high - low);
    return { ...point, value, level, isOptimal: isOptimal[index]! };
  });
  return { grid, cells, low: known.length > 0 ? low : 0, high: known.length > 0 ? high : 0 };
}

/** Returns the cell that lies nearest to these weights. */
export function nearestCell(cells: readonly GridCell[], weights: readonly number[]): GridCell | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let nearest: GridCell | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    let distance = 0;
    for (const [index, weight] of cell.weights.entries()) {
      const difference = weight - weights[index]! / total;
      distance += difference * difference;
    }
    if (distance < least) [nearest, least] = [cell, distance];
  }
  return nearest;
}
