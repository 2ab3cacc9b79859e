/** The error of a run file that is not imported. */
import { CodedError } from '../../coded';

/** Refuses a run file: every fault of a file ends in such an error and changes nothing. */
export class RunFileError extends CodedError {
  override readonly name = 'RunFileError';
}
