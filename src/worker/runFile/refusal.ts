/** Why a run's file is not taken. Whatever is wrong with a file ends in one of these and changes nothing. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
}

/** The reason is the middle of a sentence: “it is cut short”. */
export const refusal = (reason: string): RunFileError =>
  new RunFileError(`This file is not imported: ${reason}. Nothing was changed.`);
