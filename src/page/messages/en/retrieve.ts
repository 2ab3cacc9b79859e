/** Panel 6: one user's list under three weights. */
export const retrieve = {
  'retrieve.title': 'Retrieve',
  'retrieve.lesson':
    'Three weights mix the three scores. Only the user vector is rescaled; the item index stays as it is. So the sliders steer a trained model instantly, for one user or for all.',
  'retrieve.empty':
    'Once a model is trained, choose a user and drag three weights here: the list reorders as you drag.',
  'retrieve.stageNotKept':
    'The list of this stage was not kept. The ends of objectives have theirs, and so does the end of the run.',
  'retrieve.user': 'User',
  'retrieve.user.placeholder': 'Search users',
  'retrieve.user.random': 'Another user',
  'retrieve.user.none': 'No user matches.',
  'retrieve.history': 'Interactions in training',
  'retrieve.history.count': '{exposures} seen, {clicks} clicked, {conversions} bought',
  'retrieve.history.countTwo': '{exposures} seen, {clicks} clicked',
  'retrieve.history.more': 'and {count} more',
  'retrieve.history.none': 'This user has no training interactions.',
  'retrieve.weights': 'Fusion weights',
  'retrieve.weight': 'α {objective}',
  'retrieve.presets': 'Presets',
  'retrieve.preset.balanced': 'Balanced',
  'retrieve.preset.balanced.help': 'All objectives alike.',
  'retrieve.preset.reach': 'Reach',
  'retrieve.preset.reach.help': 'What people will see: exposure only.',
  'retrieve.preset.engagement': 'Engagement',
  'retrieve.preset.engagement.help': 'What people will click: click only.',
  'retrieve.preset.sales': 'Sales',
  'retrieve.preset.sales.help': 'What people will buy: conversion only.',
  'retrieve.preset.discovery': 'Discovery',
  'retrieve.preset.discovery.help':
    'What people would click and buy if it were shown to them, however rarely it is shown.',
  'retrieve.rho': 'If it were shown',
  'retrieve.rho.help':
    'ρ scales the block of exposure. At 1 the list ranks by what people will see and then do. At 0 it ranks by what they would do with an item once they saw it, however rarely it is shown to people like them.',
  'retrieve.rho.explain':
    'ρ = {rho}: exposure’s own block counts {rho} times, the same as a lower α of exposure; the other blocks count as before.',
  'retrieve.undo': 'Undo',
  'retrieve.pin': 'Pin',
  'retrieve.unpin': 'Unpin',
  'retrieve.changeSincePin': 'change since the pinned weighting',
  'retrieve.cost':
    '{coverage} of the catalogue is in anybody’s list; a listed item is {popularity} times as popular as the average.',
  'retrieve.cost.shared': '{shared} in common with the pinned lists.',
  'retrieve.cost.help':
    'Over the top {k} of all users. An item’s popularity is how often it was shown in training.',
  'retrieve.identity.note':
    'F = ⟨g ⊙ eᵤ, eᵢ⟩: the gains g scale the blocks of the user vector, and one index of width {width} serves every weighting.',
  'retrieve.gains': 'g = ({gains})',
  'retrieve.methodFusion':
    'This method has its own fusion: the scores are mixed in the background, and the list follows shortly after the slider.',
  'retrieve.zero': 'All weights are 0, so nothing can be ranked. The last list is kept; raise a weight.',
  'retrieve.list': 'Top {count} of {items} items',
  'retrieve.hits': 'Found in the top {k}: {hits} of their {all} test items',
  'retrieve.showAll': 'Show all {k}',
  'retrieve.showFewer': 'Show 20',
  'retrieve.up': 'up {ranks}',
  'retrieve.down': 'down {ranks}',
  'retrieve.newShort': 'new',
  'retrieve.test': 'In the test split: {label}',
  'retrieve.fusedRecall': 'Recall@{k} over all test users',
  'retrieve.fusedRecall.own': 'by its own score: {value}',
  'retrieve.fusedRecall.waiting': 'Computing over all test users…',
  'retrieve.legend': 'Bars: α · score, the part of F from each objective',
} as const;
