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
  'method.csmf.title': 'CSMF, the paper’s plan',
  'method.csmf.summary':
    'Train, prune, recover, freeze; then the next objective on what was freed. The margin loss is reconstructed.',
  'method.csmf-plus.title': 'CSMF+ (ours)',
  'method.csmf-plus.summary':
    'The same rules with distillation in recovery, embedding decay, validated block shrink and an auxiliary loss. Made for real logs.',
  'method.joint.title': 'Joint model',
  'method.joint.summary':
    'One vector, one training, a weighted sum of the three losses: the objectives share every weight.',
  'method.sequential.title': 'Sequential, no masks',
  'method.sequential.summary':
    'Exposure, then click, then conversion on the same weights: each stage overwrites the one before.',
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
