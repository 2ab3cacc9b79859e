/**
 * The weightings that are compared with one another, and where each lies in the picture of them: a triangle whose
 * corners are the objectives, or a line for two.
 */

/** Steps from 0 to 1 of each weight: 10 give 66 weightings of three objectives, 11 of two. */
export const GRID_STEPS = 10;
/** Steps of the refined grid: 231 weightings of three objectives, 21 of two. It contains the grid of 10. */
export const FINE_GRID_STEPS = 20;
/** Values of ρ that are compared (see exposureGain.ts), the usual one first. */
export const EXPOSURE_SHARES = [1, 0.75, 0.5, 0.25, 0] as const;

/** A point in the picture: x to the right, y upwards, both from 0 to 1. */
export interface PlanePoint {
  x: number;
  y: number;
}

/** Corners of the picture by number of objectives, most upstream first. */
const CORNERS: Readonly<Record<number, readonly PlanePoint[]>> = {
  2: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ],
  3: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0.5, y: 1 },
  ],
};

/** Returns all weightings in steps of 1/steps that sum to 1. */
export function simplexGrid(objectives: number, steps: number = GRID_STEPS): number[][] {
  const shares = (total: number, parts: number): number[][] => {
    if (parts === 1) return [[total]];
    return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
      shares(total - first, parts - 1).map((rest) => [first, ...rest]),
    );
  };
  return shares(steps, objectives).map((weights) => weights.map((weight) => weight / steps));
}

/** Returns the corner of each objective. Throws RangeError for another number of objectives than 2 or 3. */
export function cornersOf(objectives: number): readonly PlanePoint[] {
  const corners = CORNERS[objectives];
  if (!corners) throw new RangeError(`objectives ${objectives}`);
  return corners;
}

/**
 * Σ_o α_o · corner_o / Σα: proportional weightings lie on one point.    (barycentric coordinates)
 * Weights of which none is positive lie in the middle. Throws as `cornersOf` does.
 */
export function planePointOf(weights: readonly number[]): PlanePoint {
  const corners = cornersOf(weights.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (weight: number) => (total > 0 ? weight / total : 1 / weights.length);
  return {
    x: corners.reduce((sum, { x }, index) => sum + share(weights[index]!) * x, 0),
    y: corners.reduce((sum, { y }, index) => sum + share(weights[index]!) * y, 0),
  };
}

/**
 * Returns the weights of a point, which sum to 1. A point outside takes those of the edge or corner beside it: negative
 * weights become 0, and the others keep their proportion. Throws as `cornersOf` does.
 */
export function weightsAtPoint({ x, y }: PlanePoint, objectives: number): number[] {
  cornersOf(objectives);
  // The inverse of planePointOf for these corners.
  const exact = objectives === 2 ? [1 - x, x] : [1 - x - y / 2, x - y / 2, y];
  const positive = exact.map((weight) => Math.max(0, weight));
  const total = positive.reduce((sum, weight) => sum + weight, 0);
  return positive.map((weight) => weight / total);
}
