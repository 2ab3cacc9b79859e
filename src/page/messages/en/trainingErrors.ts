/** Why a training, an evaluation or a ranking was refused, or could not go on. */
export const trainingErrors = {
  'error.no-run': 'There is no run yet. Train a model first, or import one.',
  'error.unknown-stage': 'Stage {stage} has not ended, so it cannot be shown yet.',
  'error.list-not-kept': 'The list at the end of stage {stage} was not kept.',
  'error.weights-not-kept':
    'The weights before this pruning were not kept, so nothing else can be tried on them.',
  'error.no-preview': 'Stage {stage} does not prune by τ, so there is nothing to preview.',
  'error.weights-count':
    'There are {objectives} objectives but {weights, plural, one {# weight} other {# weights}}; give one for each.',
  'error.weight-not-finite': 'A fusion weight is {weight}; give every objective a finite number.',
  'error.weights-all-zero': 'All fusion weights are 0; raise at least one of them above 0.',
  'error.negative-weight': 'This method needs fusion weights of at least 0, but one is {weight}.',
  'error.unknown-item': 'There is no item {item}; the log has {items} items.',
  'error.bad-k': 'K must be a whole number of at least 1; it was {k}.',
  'error.k-out-of-bounds':
    'K must be a whole number from 1 to {items, number}, the items of this log; it was {k}.',
  'error.weight-out-of-bounds':
    'Give a fusion weight for every objective, a number from −{max, number} to {max, number}; for {objective} it was {weight}.',
  'error.unknown-split': 'There is no split “{split}” here. Choose one of {known}.',
  'error.snapshot-mismatch':
    'The saved state belongs to another model, so training cannot be resumed from it. Discard it and train again.',
  'error.backend-unavailable': 'The backend “{backend}” could not be started in this browser.',
  'error.no-webgpu-adapter': 'This browser has no WebGPU adapter. Use WebAssembly instead (?engine=wasm).',
  'error.device-lost': 'The graphics device was lost ({reason}).',
  'error.gpu-memory':
    'A GPU buffer of {bytes, number} bytes is needed, but this GPU allows {limit, number}. Use smaller batches, a narrower model, or WebAssembly (?engine=wasm).',
  'error.wasm-memory':
    'The model needs at least {needed, number} MB of WebAssembly memory at once, but {of, select, any {no browser gives more than {limit, number} MB} other {this browser gave {limit, number} MB and refuses more}}. Load a sample of the users, narrow the embeddings (D) or the batch (B, M), close other tabs, or use a GPU (?engine=wgsl).',
  'error.unknown-hyperparameter': 'There is no hyperparameter “{name}”.',
  'error.unknown-option':
    'A training has no option “{name}”. It takes method, config, onProgress and signal; hyperparameters are in config.',
  'error.options-not-an-object':
    'A training takes one object of options: method, config, onProgress, signal. It was {given}.',
  'error.hyperparameter-not-a-group': '{path} holds {names}, each with a value; it was {value}.',
  'error.hyperparameter-not-a-switch': '{path} must be true or false; it was {value}.',
  'error.hyperparameter-not-a-choice': '{path} must be one of {choices}; it was {value}.',
  'error.hyperparameter-out-of-bounds':
    '{path} must be {kind, select, integer {a whole number} other {a number}} from {min} to {max}; it was {value}.',
  'error.decay-too-strong':
    '{factors} must stay below 1: that share of every embedding is lost in each step. It was {values} = {product, number}. Lower one of them.',
  'error.seed': 'A seed must be a whole number of at least 0; it was {seed}.',
  'error.nan-loss':
    'The loss became NaN at step {step} (stage “{stage}”). The learning rate is probably too high: lower it from {rate} and train again.',
  'error.nan-weights':
    '{count, number} of {total, number} weights in “{tensor}” are no longer numbers at step {step} (stage “{stage}”). The learning rate ({rate}) or the embedding decay ({decay}) is probably too high: lower one of them and train again.',
  'error.no-reranking-positives':
    'The retriever ranks no training {objective} of any user among its first {depth} items, so the reranker has nothing to learn from. Train the retriever for longer, or choose a method without a reranker.',
  'error.oracle-without-truth':
    'The oracle needs the true probabilities, which only the samples have. Load a sample.',
} as const;
