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
  'method.rerank.title': 'Second stage',
  'method.rerank.summary':
    'Another method retrieves 200 items, then a small network looks at user and item together and puts them in order.',
  'method.item-knn.title': 'Item neighbours',
  'method.item-knn.summary':
    'Everybody gets what was chosen by the people who chose the same items: cosine similarity, no vectors.',
  'method.popularity.title': 'Popularity',
  'method.popularity.summary': 'Everybody gets what most people saw, clicked or bought in training.',
  'method.random.title': 'Random',
  'method.random.summary': 'A random order for each user: the floor.',
  'method.oracle.title': 'Oracle',
  'method.oracle.summary': 'Ranks by the probabilities that generated the sample: the ceiling.',
} as const;
