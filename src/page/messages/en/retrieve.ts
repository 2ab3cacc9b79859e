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
  'retrieve.preset.only': '{objective} only',
  'retrieve.preset.balanced': 'Balanced',
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
  'retrieve.fusedRecall.note': 'The tick marks ranking by the objective’s own score.',
  'retrieve.fusedRecall.own': 'by its own score: {value}',
  'retrieve.fusedRecall.waiting': 'Computing over all test users…',
  'retrieve.legend': 'Bars: α · score, the part of F from each objective',
} as const;
