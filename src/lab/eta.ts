/** How much longer an experiment takes, guessed from the cells that ended. */
import { type Cell, nameOf } from './experiment';

interface Spent {
  cell: Cell;
  elapsedMs: number;
}

const groupOf = ({ dataset, contestant }: Cell): string => `${nameOf(dataset)}|${contestant.label}`;

/**
 * Σ over the cells that are left of the mean time of their method on their dataset; of all cells where
 * that method has not run there yet. Null before the first has run.
 */
export function estimateMs(spent: readonly Spent[], left: readonly Cell[]): number | null {
  if (spent.length === 0) return null;
  const groups = new Map<string, { ms: number; cells: number }>();
  for (const { cell, elapsedMs } of spent) {
    const group = groups.get(groupOf(cell)) ?? { ms: 0, cells: 0 };
    groups.set(groupOf(cell), { ms: group.ms + elapsedMs, cells: group.cells + 1 });
  }
  const overall = spent.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / spent.length;
  return left.reduce((sum, cell) => {
    const group = groups.get(groupOf(cell));
    return sum + (group ? group.ms / group.cells : overall);
  }, 0);
}
