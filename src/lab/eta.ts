/** How much longer an experiment takes, guessed from the trials that ended. */
import { nameOf, type Trial } from './experiment';

interface Spent {
  trial: Trial;
  elapsedMs: number;
}

const groupOf = ({ dataset, variant }: Trial): string => `${nameOf(dataset)}|${variant.label}`;

/**
 * Σ over the trials that are left of the mean time of their method on their dataset; of all trials where
 * that method has not run there yet. Null before the first has run.
 */
export function estimateMs(spent: readonly Spent[], left: readonly Trial[]): number | null {
  if (spent.length === 0) return null;
  const groups = new Map<string, { ms: number; trials: number }>();
  for (const { trial, elapsedMs } of spent) {
    const group = groups.get(groupOf(trial)) ?? { ms: 0, trials: 0 };
    groups.set(groupOf(trial), { ms: group.ms + elapsedMs, trials: group.trials + 1 });
  }
  const overall = spent.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / spent.length;
  return left.reduce((sum, trial) => {
    const group = groups.get(groupOf(trial));
    return sum + (group ? group.ms / group.trials : overall);
  }, 0);
}
