/** The Pareto front of several weightings of one method, and its hypervolume. */

/** Values of a weighting on two objectives, higher is better on both; further elements are passed through. */
export type Point = readonly [number, number, ...unknown[]];

/**
 * Returns the points that no other point equals or beats on both axes while beating it on one, by rising first
 * axis; of equal points the first. (Pareto front)
 */
export function nonDominated<P extends Point>(points: readonly P[]): P[] {
  const byFirst = [...points].sort((a, b) => b[0] - a[0] || b[1] - a[1]);
  const front: P[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (const point of byFirst) {
    if (point[1] > highest) {
      front.push(point);
      highest = point[1];
    }
  }
  return front.reverse();
}

/**
 * Area of { (x, y) ≥ 0 : some point has a ≥ x and b ≥ y }, the hypervolume from the origin
 * (Zitzler & Thiele 1999). Points on or below an axis add nothing.
 */
export function hypervolume(points: readonly Point[]): number {
  let area = 0;
  let left = 0;
  for (const [x, y] of nonDominated(points.filter(([x, y]) => x > 0 && y > 0))) {
    area += (x - left) * y;
    left = x;
  }
  return area;
}
