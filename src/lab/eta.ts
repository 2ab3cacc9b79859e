/** How much longer an experiment takes, estimated from the trials that ended. */
import { nameOf, type Trial } from './experiment';
import type { TrialOutcome } from './result';

export interface TrialTime {
  trial: Trial;
  elapsedMs: number;
}

const groupOf = ({ dataset, variant }: Trial): string => `${nameOf(dataset)}|${variant.label}`;

/** Returns the times of the trials that have a result. */
export const timesOf = (outcomes: readonly TrialOutcome[]): TrialTime[] =>
  outcomes.flatMap((outcome) =>
    outcome.kind === 'done' ? [{ trial: outcome.trial, elapsedMs: outcome.result.elapsedMs }] : [],
  );

/**
 * Σ over the trials that are left of the mean time of their method on their dataset; of all trials where
 * that method has not run there yet. Null before the first has run.
 */
export function estimateMs(times: readonly TrialTime[], left: readonly Trial[]): number | null {
  if (times.length === 0) return null;
  const groups = new Map<string, { ms: number; trials: number }>();
  for (const { trial, elapsedMs } of times) {
    const group = groups.get(groupOf(trial)) ?? { ms: 0, trials: 0 };
    groups.set(groupOf(trial), { ms: group.ms + elapsedMs, trials: group.trials + 1 });
  }
  const overall = times.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / times.length;
  return left.reduce((sum, trial) => {
    const group = groups.get(groupOf(trial));
    return sum + (group ? group.ms / group.trials : overall);
  }, 0);
}
