/** Which of several outcomes are worth a choice: those that no other beats without a loss. */

/**
 * Returns for each point whether none equals or beats it on every axis while beating it on one, higher being
 * better.    (Pareto-optimal) points P × [A] → [P]. Takes O(P²·A); equal points are optimal together.
 */
export function paretoOptimal(points: readonly (readonly number[])[]): boolean[] {
  return points.map((point) => !points.some((other) => dominates(other, point)));
}

function dominates(other: readonly number[], point: readonly number[]): boolean {
  let isBetter = false;
  for (let axis = 0; axis < point.length; axis++) {
    if (other[axis]! < point[axis]!) return false;
    if (other[axis]! > point[axis]!) isBetter = true;
  }
  return isBetter;
}
