/** The first two losses of a training row by the float64 reference: an engine that computes less is detected. */
import { copyModel } from '../src/model/tower';
import { openReferenceStage } from '../tests/referenceEngine';
import type { RowSpec } from './results';
import { LEARNING_RATE, workloadOf } from './workload';

/**
 * Tolerances at step 1 and step 2, relative to the reference's loss. Adam's first update goes
 * by the sign of a gradient, so that rounding shows at step 2.
 */
export const LOSS_TOLERANCES = [1e-4, 1e-3] as const;

/**
 * Returns the float64 reference's losses on the first two batches. Dense and lazy Adam still agree: a row that is
 * not in the first batch has no moments yet.
 */
export async function expectedLosses(row: RowSpec): Promise<number[]> {
  const { model, sides, spec, batches } = workloadOf(row);
  const stage = openReferenceStage(copyModel(model, 'float64'), sides, spec);
  const rates = { layers: LEARNING_RATE, embeddings: LEARNING_RATE };
  for (const batch of batches.slice(0, LOSS_TOLERANCES.length)) await stage.step([batch], rates);
  return stage.losses();
}

/** Throws an Error when a loss (step from 1) is not the reference's. */
export function checkLoss(step: number, loss: number | undefined, expected: number): void {
  const difference = Math.abs((loss ?? Number.NaN) - expected) / Math.abs(expected);
  if (difference <= LOSS_TOLERANCES[step - 1]!) return;
  throw new Error(`its loss at step ${step} is ${loss}, the reference’s ${expected}`);
}
