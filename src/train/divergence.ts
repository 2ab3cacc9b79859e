/** The error of a training whose loss is no longer a number. */
import { CodedError } from '../coded';

class TrainingError extends CodedError {
  override readonly name = 'TrainingError';
}

/** Returns the error `nan-loss`: at which step and stage, and the learning rate to lower. */
export function divergence(at: { step: number; stage: string; rate: number }): Error {
  return new TrainingError('nan-loss', at);
}
