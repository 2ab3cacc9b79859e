/** Why a training, or what needs a trained run, was refused. */
export const trainingErrors = {
  'error.no-run': 'There is no run yet. Train a model first, or import one.',
} as const;
