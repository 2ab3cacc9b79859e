/** Panel 2: method and parameters. */
export const plan = {
  'plan.title': 'Model and plan',
  'plan.method': 'Method',
  'plan.main': 'Main parameters',
  'plan.more': 'More parameters',
  'plan.reset': 'Reset to defaults',
  'plan.changed': '{count, plural, =0 {Defaults} one {# parameter changed} other {# parameters changed}}',
  'plan.changedMark': 'default {value}',
  'plan.empty': 'The defaults for this method and log will appear here.',
  'plan.untrained': 'No parameters to set: this method needs no training.',
  'plan.nextRun': 'Changes apply to the next training.',
  'choice.on': 'on',
  'choice.off': 'off',
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
  'family.untrained': 'Untrained baselines and upper bound',
  'method.csmf.title': 'CSMF, the paper’s plan',
  'method.csmf.summary':
    'Train, prune, recover, freeze; then the next objective on what was released. The margin loss is reconstructed.',
  'method.csmf-plus.title': 'CSMF+ (ours)',
  'method.csmf-plus.summary':
    'CSMF with distillation in recovery, embedding decay, validated block shrinking and an auxiliary loss. Made for real logs.',
  'method.csmf-no-cpp.title': 'CSMF without CPP: uniform ratio',
  'method.csmf-no-cpp.summary':
    'The paper’s plan, but every layer releases the same share of its units, regardless of their importance.',
  'method.csmf-no-aml.title': 'CSMF without AML: no margin',
  'method.csmf-no-aml.summary':
    'The paper’s plan with γ = 0: later objectives treat all negatives alike, regardless of the upstream score.',
  'method.csmf-no-ar.title': 'CSMF without AR: no recovery',
  'method.csmf-no-ar.summary':
    'The paper’s plan without recovery: each objective is frozen right after pruning; the saved steps go to training.',
  'method.csmf-fisher.title': 'CSMF, Fisher release rule',
  'method.csmf-fisher.summary':
    'The paper’s plan, but weights are released by Fisher information instead of magnitude.',
  'method.csmf-ird.title': 'CSMF, IRD release rule',
  'method.csmf-ird.summary':
    'Iterative range decreasing: alternately narrows the samples and the weights with the largest Fisher information. Reconstructed.',
  'method.csmf-plus-no-distillation.title': 'CSMF+ without distillation',
  'method.csmf-plus-no-distillation.summary':
    'CSMF+, but recovery learns from the log alone, without the unpruned model as a teacher.',
  'method.csmf-plus-no-decay.title': 'CSMF+ without decay',
  'method.csmf-plus-no-decay.summary': 'CSMF+, but embeddings are not decayed.',
  'method.csmf-plus-no-shrink.title': 'CSMF+ without shrinking',
  'method.csmf-plus-no-shrink.summary':
    'CSMF+, but the blocks of click and conversion always count in full, even where they do not help.',
  'method.csmf-plus-no-auxiliary.title': 'CSMF+ without auxiliary loss',
  'method.csmf-plus-no-auxiliary.summary':
    'CSMF+, but each later objective learns from its own events only, never from those of the upstream objective.',
  'method.csmf-plus-narrow.title': 'CSMF+, narrow',
  'method.csmf-plus-narrow.summary':
    'CSMF+ with the towers used for samples: half the hidden, output and id-embedding width.',
  'method.joint.title': 'Joint model',
  'method.joint.summary':
    'One vector and one training on a weighted sum of the three losses: the objectives share every weight.',
  'method.sequential.title': 'Sequential, no masks',
  'method.sequential.summary':
    'Exposure, then click, then conversion on the same weights: each stage overwrites the one before.',
  'method.packnet.title': 'PackNet',
  'method.packnet.summary':
    'Prunes and freezes objective by objective like CSMF, but each objective is scored by its own block only.',
  'method.rerank.title': 'Second stage',
  'method.rerank.summary':
    'Another method retrieves 200 items; a small network then scores user and item together and reorders them.',
  'method.item-knn.title': 'Item neighbours',
  'method.item-knn.summary': 'Recommends items similar (cosine) to those in the user’s history. No vectors.',
  'method.shared-bottom.title': 'Shared bottom',
  'method.shared-bottom.summary':
    'One hidden layer for all objectives and one head per objective, each with a third of the vector.',
  'method.mmoe.title': 'MMoE',
  'method.mmoe.summary': 'Four experts shared by all objectives; one gate per objective mixes them.',
  'method.ple.title': 'PLE',
  'method.ple.summary':
    'Two levels of gated experts, one per objective and one shared: shared and task-specific information are separated progressively.',
  'method.esmm.title': 'ESMM',
  'method.esmm.summary':
    'Clicks and conversions are learned from all impressions: p(conversion) = p(click) · p(conversion | click).',
  'method.single-task.title': 'Three separate models',
  'method.single-task.summary':
    'One two-tower model per objective: three times the parameters and the vector, a reference, not a like-for-like comparison.',
  'method.hyper-dpo.title': 'HyperDPO',
  'method.hyper-dpo.summary':
    'One model conditioned on the fusion weights: the user vector follows the sliders, the item index stays. Reconstructed.',
  'method.popularity.title': 'Popularity',
  'method.popularity.summary':
    'Recommends what was most often seen, clicked or bought in training, the same for all users.',
  'method.random.title': 'Random',
  'method.random.summary': 'A random order for each user: the lower bound.',
  'method.oracle.title': 'Oracle',
  'method.oracle.summary': 'Ranks by the probabilities that generated the sample: the upper bound.',
} as const;
