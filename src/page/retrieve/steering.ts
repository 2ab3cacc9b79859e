/** Changes of the weighting as gestures: what lists are compared with, and what undo returns to. Pure. */
import { OBJECTIVES } from '../../data/schema';
import { effectiveWeights } from '../../retrieve/exposureGain';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import type { FusedRun, RetrieveSlice, Weighting } from './state';

/** Gestures that can be undone. */
const MAX_UNDOABLE = 50;

/** Returns the change of the slice that a new weighting makes; the first of a gesture can be undone. */
export function steered(
  { weights, rho, undoable }: RetrieveSlice,
  next: Weighting,
  isNewGesture: boolean,
): Partial<RetrieveSlice> {
  if (!isNewGesture) return { ...next };
  const before = { weights, rho };
  if (isSameWeighting(before, next)) return { ...next };
  return { ...next, before, undoable: [...undoable, before].slice(-MAX_UNDOABLE) };
}

/** Returns the change that takes the latest gesture back; nothing where none is left. */
export function undone({ weights, rho, undoable }: RetrieveSlice): Partial<RetrieveSlice> {
  const previous = undoable.at(-1);
  if (!previous) return {};
  return { ...previous, before: { weights, rho }, undoable: undoable.slice(0, -1) };
}

export const isSameWeighting = (left: Weighting, right: Weighting): boolean =>
  left.rho === right.rho && OBJECTIVES.every((name) => left.weights[name] === right.weights[name]);

/** Returns whether ρ acts on a run: its scores must be sums of blocks, fused linearly. */
export const hasExposureGain = (run: FusedRun | null): boolean =>
  run?.fusion === 'linear' && run.vectorWidth > 0;

/**
 * The weights of a log's objectives with which F is fused: α with ρ worked in where it acts, upstream first. Of one
 * objective there is nothing to weigh: F is its score.
 */
export function fusedWeightList(
  { weights, rho }: Weighting,
  run: FusedRun | null,
  objectives: number,
): number[] {
  if (objectives === 1) return [1];
  const alphas = weightList(weights, objectives);
  return hasExposureGain(run) ? effectiveWeights(alphas, rho, run?.scores) : alphas;
}

/** The same by objective, as the worker takes them. */
export function fusedWeights(weighting: Weighting, run: FusedRun | null, objectives: number): FusionWeights {
  const list = fusedWeightList(weighting, run, objectives);
  const [exposure = 0, click = 0, conversion = 0] = list;
  return { exposure, click, conversion };
}

/** The weights that the worker fuses a log's scores with by a run's own fusion: of one objective, its score alone. */
export const ownWeights = (weights: FusionWeights, objectives: number): FusionWeights =>
  objectives === 1 ? { exposure: 1, click: 0, conversion: 0 } : weights;

/** The weights of a log's objectives, upstream first. */
export function weightList(weights: FusionWeights, objectives: number): number[] {
  return OBJECTIVES.slice(0, objectives).map((objective) => weights[objective]);
}

/** Returns whether all weights are 0; such weights rank nothing. */
export const isZero = (alphas: readonly number[]) => alphas.every((alpha) => alpha === 0);
