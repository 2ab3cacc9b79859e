/** Panel 2: method and parameters. */
export const plan = {
  'plan.title': 'Model and plan',
  'plan.lesson':
    'A method is a plan: a list of stages. CSMF lets exposure learn with every weight, releases those it needs least, repairs and freezes the rest, and hands the free ones to click, then conversion.',
  'plan.method': 'Method',
  'plan.main': 'Main parameters',
  'plan.more': 'More parameters',
  'plan.reset': 'Back to defaults',
  'plan.changed':
    '{count, plural, =0 {All defaults of this method for this log} one {# changed} other {# changed}}',
  'plan.changedMark': 'changed from {value}',
  'plan.empty': 'The defaults that suit this method and log will appear here.',
  'plan.untrained': 'Nothing to set: this method does not learn, it is ready at once.',
  'plan.nextRun': 'Changes take effect with the next training.',
  'unit.steps': 'steps',
  'unit.epochs': 'epochs',
  'choice.unit': 'whole units',
  'choice.weight': 'single weights',
  'choice.conflict-aware': 'conflict-aware',
  'choice.hard-push': 'hard push',
  'choice.csmf': 'CSMF',
  'choice.csmf-plus': 'CSMF+',
  'choice.joint': 'joint model',
  'choice.sequential': 'sequential',
  'family.cascade': 'CSMF and its ablations',
  'family.baseline': 'Baselines (trained)',
  'family.untrained': 'Simple baselines and upper bound',
  'method.csmf.title': 'CSMF, the paper’s plan',
  'method.csmf.summary':
    'Train, prune, recover, freeze; then the next objective on what was freed. The margin loss is reconstructed.',
  'method.csmf-plus.title': 'CSMF+ (ours)',
  'method.csmf-plus.summary':
    'The same rules with distillation in recovery, embedding decay, validated block shrink and an auxiliary loss. Made for real logs.',
  'method.csmf-no-cpp.title': 'CSMF without CPP: uniform ratio',
  'method.csmf-no-cpp.summary':
    'The paper’s plan, but every layer releases the same share of its units, no matter how important they are.',
  'method.csmf-no-aml.title': 'CSMF without the margin',
  'method.csmf-no-aml.summary':
    'The paper’s plan with γ = 0: later goals treat all negatives alike, whatever the goal before thinks of them.',
  'method.csmf-no-ar.title': 'CSMF without recovery',
  'method.csmf-no-ar.summary':
    'The paper’s plan without repair after pruning: a goal is frozen as pruning left it, and trains longer before.',
  'method.csmf-fisher.title': 'CSMF by Fisher information',
  'method.csmf-fisher.summary':
    'The paper’s plan, but what goes first is what the loss hardly reacts to, not what is small.',
  'method.csmf-ird.title': 'CSMF by range decreasing',
  'method.csmf-ird.summary':
    'Like Fisher information, but the most telling examples and the weights they tell most about are narrowed down in turns. Reconstructed.',
  'method.csmf-plus-no-distillation.title': 'CSMF+ without distillation',
  'method.csmf-plus-no-distillation.summary':
    'CSMF+, but recovery learns from the log alone and not from the model before it was pruned.',
  'method.csmf-plus-no-decay.title': 'CSMF+ without decay',
  'method.csmf-plus-no-decay.summary': 'CSMF+, but embeddings may grow as they like.',
  'method.csmf-plus-no-shrink.title': 'CSMF+ without shrink',
  'method.csmf-plus-no-shrink.summary':
    'CSMF+, but the blocks of click and conversion always count in full, even where they taught nothing.',
  'method.csmf-plus-no-auxiliary.title': 'CSMF+ without auxiliary loss',
  'method.csmf-plus-no-auxiliary.summary':
    'CSMF+, but a later goal learns from its own events only, never from those of the goal before.',
  'method.csmf-plus-narrow.title': 'CSMF+, narrow',
  'method.csmf-plus-narrow.summary':
    'CSMF+ with the towers of the samples: half as many hidden units, output numbers and id columns.',
  'method.joint.title': 'Joint model',
  'method.joint.summary':
    'One vector, one training, a weighted sum of the three losses: the objectives share every weight.',
  'method.sequential.title': 'Sequential, no masks',
  'method.sequential.summary':
    'Exposure, then click, then conversion on the same weights: each stage overwrites the one before.',
  'method.packnet.title': 'PackNet',
  'method.packnet.summary':
    'Prune and freeze goal by goal like CSMF, but each goal is scored by its own numbers alone, with no help from the goal before.',
  'method.rerank.title': 'Second stage',
  'method.rerank.summary':
    'Another method retrieves 200 items, then a small network looks at user and item together and puts them in order.',
  'method.item-knn.title': 'Item neighbours',
  'method.item-knn.summary':
    'Everybody gets what was chosen by the people who chose the same items: cosine similarity, no vectors.',
  'method.shared-bottom.title': 'Shared bottom',
  'method.shared-bottom.summary':
    'One hidden layer for all objectives, a head of its own for each: every objective has a third of the vector.',
  'method.mmoe.title': 'MMoE',
  'method.mmoe.summary': 'Four experts that all objectives share; a gate for each chooses how to mix them.',
  'method.ple.title': 'PLE',
  'method.ple.summary':
    'Two levels of gated experts, one for each objective and one they share: what is common is told apart step by step.',
  'method.esmm.title': 'ESMM',
  'method.esmm.summary':
    'Clicks and conversions learn from every impression: p(conversion) = p(click) · p(conversion given click).',
  'method.single-task.title': 'Three separate models',
  'method.single-task.summary':
    'A two-tower for each objective: three times the parameters and the vector, a reference and no rival.',
  'method.hyper-dpo.title': 'HyperDPO',
  'method.hyper-dpo.summary':
    'One model that is told the fusion weights: the user’s vector follows the sliders, the index stays. Reconstructed.',
  'method.popularity.title': 'Popularity',
  'method.popularity.summary': 'Everybody gets what most people saw, clicked or bought in training.',
  'method.random.title': 'Random',
  'method.random.summary': 'A random order for each user: the floor.',
  'method.oracle.title': 'Oracle',
  'method.oracle.summary': 'Ranks by the probabilities that generated the sample: the ceiling.',
} as const;
