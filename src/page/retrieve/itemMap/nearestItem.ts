/** The item nearest to a place on the map, by a grid of cells: a pointer that moves looks at a few items, not at all. */
import type { Point } from './viewport';

export type NearestItem = (place: Point, options?: { within?: number; except?: number }) => number | null;

/** Items per cell, on average. */
const ITEMS_PER_CELL = 2;

/** Creates a search over fitted coordinates [2N], each from −1 to 1; null where no item is within reach. */
export function createNearestItem(fitted: Float32Array): NearestItem {
  const count = fitted.length / 2;
  const side = Math.max(1, Math.floor(Math.sqrt(count / ITEMS_PER_CELL)));
  const cellAt = (value: number) => Math.min(side - 1, Math.max(0, Math.floor(((value + 1) / 2) * side)));
  const cells = Array.from({ length: side * side }, (): number[] => []);
  for (let item = 0; item < count; item++) {
    cells[cellAt(fitted[2 * item + 1]!) * side + cellAt(fitted[2 * item]!)]!.push(item);
  }
  return (place, { within = Infinity, except } = {}) => {
    let best: number | null = null;
    let bestSquare = within * within;
    const [column, row] = [cellAt(place.x), cellAt(place.y)];
    for (let ring = 0; ring < side; ring++) {
      // Nothing in this ring is nearer than the cells between: a place off the map is only farther away.
      const reach = ((ring - 1) * 2) / side;
      if (reach > 0 && reach * reach > bestSquare) break;
      for (const item of itemsOfRing(cells, { side, column, row, ring })) {
        if (item === except) continue;
        const [x, y] = [fitted[2 * item]! - place.x, fitted[2 * item + 1]! - place.y];
        const square = x * x + y * y;
        if (square > bestSquare || (square === bestSquare && best !== null && item > best)) continue;
        best = item;
        bestSquare = square;
      }
    }
    return best;
  };
}

/** Yields the items of the cells at a Chebyshev distance of `ring` from a cell. */
function* itemsOfRing(
  cells: readonly number[][],
  { side, column, row, ring }: { side: number; column: number; row: number; ring: number },
): Generator<number> {
  for (let y = Math.max(0, row - ring); y <= Math.min(side - 1, row + ring); y++) {
    const isEdge = Math.abs(y - row) === ring;
    const step = isEdge || ring === 0 ? 1 : 2 * ring;
    for (let x = column - ring; x <= column + ring; x += step) {
      if (x >= 0 && x < side) yield* cells[y * side + x]!;
    }
  }
}
