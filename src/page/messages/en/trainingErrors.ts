/** Why a training, an evaluation or a ranking was refused, or could not go on. */
export const trainingErrors = {
  'error.no-run': 'There is no run yet. Train a model first, or import one.',
  'error.weights-count':
    'There are {objectives} objectives but {weights, plural, one {# weight} other {# weights}}; give one for each.',
  'error.weight-not-finite': 'A fusion weight is {weight}; give every objective a finite number.',
  'error.weights-all-zero': 'All fusion weights are 0; raise at least one of them above 0.',
  'error.negative-weight': 'This method takes weights from 0 on, but one is {weight}.',
  'error.unknown-item': 'There is no item {item} among {items}.',
  'error.unknown-user': 'There is no user {user} among {users}.',
  'error.bad-k': 'K must be a whole number from 1 on, but it is {k}.',
  'error.snapshot-mismatch':
    'The saved state belongs to another model, so training cannot be resumed from it. Discard it and train again.',
  'error.backend-unavailable': 'The {backend} backend does not start on this machine.',
  'error.no-webgpu-adapter': 'This browser offers no WebGPU adapter. Train on WASM instead.',
  'error.device-lost': 'The GPU device was lost: {reason}',
  'error.gpu-memory':
    'A GPU buffer of {bytes} bytes is needed, but this GPU allows {limit}. Use smaller batches, a narrower model, or WASM.',
  'error.unknown-hyperparameter': 'There is no hyperparameter “{name}”.',
  'error.hyperparameter-not-a-switch': '{path} must be true or false; it was {value}.',
  'error.hyperparameter-not-a-choice': '{path} must be one of {choices}; it was {value}.',
  'error.hyperparameter-out-of-bounds':
    '{path} must be {kind, select, integer {a whole number} other {a number}} from {min} to {max}; it was {value}.',
  'error.seed': 'A seed must be a whole number from 0 on; it was {seed}.',
  'error.nan-loss':
    'The loss was no longer a number at step {step} (stage “{stage}”). The learning rate is probably too high: lower it from {rate} and train again.',
  'error.no-masks': 'This method has no masks: no weight of its network is owned by a single objective.',
  'error.oracle-without-truth':
    'The oracle needs the true probabilities, which only the samples have. Load a sample.',
} as const;
