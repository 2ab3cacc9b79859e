/** What the cells of the map show: a value for each weighting, its range, and what is best. Pure. */
import { OBJECTIVES, type Objective, type PerObjective } from '../../data/schema';
import {
  type BestPoint,
  bestPoint,
  type FusionMap,
  type MapPoint,
  optimalPoints,
  smallestShare,
} from '../../retrieve/fusionMap';
import type { MapColour } from './state';

export interface MapCell extends MapPoint {
  /** Recall of the chosen objective, or the smallest share; undefined where it is not known. */
  value: number | undefined;
  /** Position of the value in the range of all cells, 0 to 1. */
  level: number;
  isOptimal: boolean;
}

export interface ColouredMap {
  map: FusionMap;
  cells: readonly MapCell[];
  low: number;
  high: number;
}

/** Returns for each objective the weighting that is best for it over all maps. */
export function bestPoints(maps: readonly FusionMap[]): Partial<PerObjective<BestPoint>> {
  const found: Partial<PerObjective<BestPoint>> = {};
  for (const objective of OBJECTIVES) {
    const best = bestPoint(maps, objective);
    if (best) found[objective] = best;
  }
  return found;
}

/** Returns the map of this ρ; until there is one, that of the nearest. Undefined without any. */
export function mapOf(maps: readonly FusionMap[], rho: number): FusionMap | undefined {
  return maps.reduce<FusionMap | undefined>(
    (nearest, map) => (!nearest || Math.abs(map.rho - rho) < Math.abs(nearest.rho - rho) ? map : nearest),
    undefined,
  );
}

/** Returns the cells of a map with their values; shares are of the best over `maps`. */
export function colourMap(
  map: FusionMap,
  maps: readonly FusionMap[],
  { colour, objectives }: { colour: MapColour; objectives: readonly Objective[] },
): ColouredMap {
  const best: Partial<PerObjective<number>> = {};
  for (const [objective, point] of Object.entries(bestPoints(maps)))
    best[objective as Objective] = point.recall;
  const values = map.points.map((point) =>
    colour === 'smallest-share' ? smallestShare(point, best) : point.recall[colour],
  );
  const known = values.filter((value) => value !== undefined);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const isOptimal = optimalPoints(map.points, objectives);
  const cells = map.points.map((point, index): MapCell => {
    const value = values[index];
    const level = value === undefined || high === low ? 0 : (value - low) / (high - low);
    return { ...point, value, level, isOptimal: isOptimal[index]! };
  });
  return { map, cells, low: known.length > 0 ? low : 0, high: known.length > 0 ? high : 0 };
}

/** Returns the cell that lies nearest to these weights. */
export function nearestCell(cells: readonly MapCell[], weights: readonly number[]): MapCell | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let nearest: MapCell | undefined;
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
