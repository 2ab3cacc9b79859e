/** What cumulative percentile pruning releases of a layer at another τ, read off the layer's curve. */
import type { Config } from '../../config';
import type { Objective } from '../../data/schema';
import type { PruneCurve } from '../../worker/protocol/training';
import type { PlanSlice } from '../plan/state';
import { isTraining, type TrainSlice } from '../train/state';
import { shownStages } from './weightsKind';

/** Largest τ that may be set. */
export const MAX_TAU = 0.95;

/**
 * Returns the length of the longest prefix whose share of the importance is ≤ τ; 0 where nothing has any. A hidden or
 * output layer releases one element at least for each objective that trains later, and none releases all.
 */
export function releasedAt(
  { layer, mass, candidates, tau, released }: PruneCurve,
  { tau: tried, laterObjectives }: { tau: number; laterObjectives: number },
): number {
  if (tried === tau) return released;
  let count = 0;
  while (mass[candidates]! > 0 && count < candidates && mass[count + 1]! <= tried) count++;
  const minimum = layer.startsWith('embedding:') ? 0 : laterObjectives;
  return Math.max(0, Math.min(Math.max(count, minimum), candidates - 1));
}

/** Returns what the shown training releases: whole units, or single weights of the first layer. */
export const shownGranularity = (state: PlanSlice & TrainSlice): Config['granularity'] | undefined =>
  (isTraining(state) ? state.draft.config : state.run?.summary.config)?.granularity;

/** Returns the curves that follow τ: not those of another rule, nor single weights, which have a τ of their own. */
export function movableCurves(
  curves: readonly PruneCurve[],
  granularity: Config['granularity'] | undefined,
): PruneCurve[] {
  return curves.filter(
    ({ tau, layer }) => tau !== undefined && !(granularity === 'weight' && layer === 'hidden'),
  );
}

/** Returns how many objectives of the shown training train after one. */
export function laterObjectives(state: PlanSlice & TrainSlice, objective: Objective): number {
  const trained = shownStages(state).flatMap((stage) => (stage.kind === 'train' ? [stage.objective] : []));
  return trained.length - 1 - trained.lastIndexOf(objective);
}
