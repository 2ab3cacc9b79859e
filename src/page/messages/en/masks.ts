/** Panel 4: who owns which weight. */
export const masks = {
  'masks.title': 'Masks',
  'masks.lesson':
    'Every weight has one owner. A later objective may read what an earlier one computes, never the other way round: backward connections are blocked, so the matrix becomes block-triangular (a staircase).',
  'masks.empty':
    'Each layer will be drawn here as a grid of weights, coloured by owner, once a method with masks trains.',
  'masks.none':
    'This method has no masks: it does not train two masked towers, so no weight belongs to an objective.',
  'masks.unknown':
    'The owners at the end of this stage were not kept. Choose another stage, or the end of the run.',
  'masks.unmasked': 'No masks: every stage trains all weights',
  'masks.unmasked.sequence':
    'Nothing is frozen and nothing is released. Each stage trains the weights that the stage before has trained, and overwrites what that had learned.',
  'masks.unmasked.joint':
    'All objectives train the same weights at the same time, so no weight belongs to one of them.',
  'masks.moved.note':
    'How far each later stage moved the weights it found: the length of the change, as a share of the length of all weights before the stage.',
  'masks.moved': 'Weights moved by',
  'masks.moved.stage': 'Stage that trains',
  'masks.stage': 'Stage shown',
  'masks.stage.name': '{stage} ({number} of {count})',
  'masks.stage.now': 'Now, in training',
  'masks.stage.noMasks': 'The owners at the end of this stage were not kept.',
  'masks.stage.noList': 'The list of this stage was not kept; those at the ends of objectives are.',
  'masks.sort': 'Group by owner',
  'masks.total': 'All weights of both towers',
  'masks.tower.user': 'User tower',
  'masks.tower.item': 'Item tower',
  'masks.layer.hidden': 'Hidden layer',
  'masks.layer.output': 'Output layer',
  'masks.layer.table': 'Embedding “{name}”',
  'masks.side.user': 'User',
  'masks.side.item': 'Item',
  'masks.size': '{rows} × {columns}',
  'masks.axes': 'rows: inputs (bias last) · columns: units',
  'masks.cell': '{input} → {unit}: {owner}',
  'masks.column': '{unit}: {owner}',
  'masks.input': 'input {index}',
  'masks.inputColumn': '{table} [{index}]',
  'masks.bias': 'bias',
  'masks.hiddenUnit': 'hidden {index}',
  'masks.outputUnit': 'output {index}',
  'masks.hint': 'Point at a cell, or focus a grid and use the arrow keys.',
  'masks.picture': '{tower}, {layer}: {shares}',
  'masks.table': 'Shares per layer',
  'masks.table.layer': 'Layer',
  'masks.table.weights': 'Weights',
  'masks.blocks': 'One vector, K = {width} dimensions',
  'masks.blocks.note': 'Each output unit belongs to the same objective in both towers, so K stays fixed.',
  'masks.curve': 'Cumulative percentile pruning (CPP)',
  'masks.curve.note':
    'Sort by importance and release from the least important up; stop before the released share of the total importance exceeds τ.',
  'masks.curve.empty': 'The pruning curves will appear here after the first prune stage.',
  'masks.curve.pick': 'Layer',
  'masks.curve.option': '{objective}: {layer}, {tower}',
  'masks.curve.both': 'both towers',
  'masks.curve.user': 'user tower',
  'masks.curve.item': 'item tower',
  'masks.curve.x': 'share released',
  'masks.curve.y': 'importance lost',
  'masks.curve.point':
    'Released {released} of {candidates} ({share}); together they carried {mass} of the importance (limit τ = {tau}).',
  'masks.curve.point.ratio':
    'Released {released} of {candidates} ({share}) by another rule than CPP; together they carried {mass} of the importance.',
  'masks.curve.minimum': 'At least one unit is released, even where it carries more than τ.',
} as const;
