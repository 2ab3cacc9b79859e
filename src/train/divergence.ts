/** The errors of a training whose loss or weights are no longer numbers. */
import { CodedError } from '../coded';
import { rerankerTensors, weightTensors } from '../model/tensors';
import type { Stage } from './plan';
import type { TrainingRun } from './run';

class TrainingError extends CodedError {
  override readonly name = 'TrainingError';
}

/** Returns the error `nan-loss`: at which step and stage, and the learning rate to lower. */
export function divergence(at: { step: number; stage: string; rate: number }): Error {
  return new TrainingError('nan-loss', at);
}

/**
 * Requires that every weight on the host is a finite number. A loss does not tell: rows that no batch looked up
 * are not in it, and some backends' ReLU turns NaN into 0.
 * Throws TrainingError `nan-weights`: which weights, at which step and stage, the rate and the decay to lower.
 */
export function checkWeights({ training, step, rerankers = [] }: TrainingRun, stage: Stage): void {
  const { model, config } = training;
  for (const { name, values } of [...weightTensors(model), ...rerankerTensors(rerankers)]) {
    if (areFinite(values)) continue;
    throw new TrainingError('nan-weights', {
      tensor: name,
      count: Array.from(values).filter((value) => !Number.isFinite(value)).length,
      total: values.length,
      step,
      stage: stage.id,
      rate: rateOf(stage, config.learningRates[stage.owner]),
      decay: config.embeddingDecay,
    });
  }
}

/** Σ 0·x is 0 exactly where every x is finite: a test without a branch, for tables of millions. */
function areFinite(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += 0 * values[index]!;
  return sum === 0;
}

function rateOf(stage: Stage, otherwise: number): number {
  if ('rates' in stage) return stage.rates.layers;
  return 'rate' in stage ? stage.rate : otherwise;
}
