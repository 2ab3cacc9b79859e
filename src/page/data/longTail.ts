/** The long-tail curve of an objective: what is drawn, and what is said of it. */
import type { TailPoint } from '../../data/report/dataReport';

/** Share of the pairs that the most frequent `items` share make up, between the points in a straight line. */
export function pairsAt(points: readonly TailPoint[], items: number): number {
  const after = points.findIndex((point) => point.items >= items);
  const [left, right] = [points[after - 1], points[after]];
  if (!right) return points.at(-1)?.pairs ?? 0;
  if (!left || right.items === left.items) return right.pairs;
  const share = (items - left.items) / (right.items - left.items);
  return left.pairs + share * (right.pairs - left.pairs);
}
