/** Why a run's file is not taken. Whatever is wrong with a file ends in one of these and changes nothing. */
import { CodedError } from '../../coded';

export class RunFileError extends CodedError {
  override readonly name = 'RunFileError';
}

/** Returns the refusal of a file. The reason is the middle of a sentence: “it is cut short”. */
export const refusal = (reason: string): RunFileError => new RunFileError('run-file-refused', { reason });
