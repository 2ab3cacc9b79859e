/** Panel 5: metrics, baselines and runs. */
export const results = {
  'results.empty':
    'Recall and NDCG of every objective will appear here, next to popularity, random and, on samples, the upper bound.',
  'results.measuring': 'Evaluating on the test split…',
  'results.method': 'Ranked by',
  'results.recall': 'Recall@{k}',
  'results.ndcg': 'NDCG@{k}',
  'results.x': 'True recall',
  'results.users': '{users, plural, one {# test user} other {# test users}}',
  'results.interval': '95% interval {low} to {high}',
  'results.thisRun': 'This run',
  'results.before': 'Before reranking',
  'results.best': 'Best fusion',
  'results.definitions': 'What the numbers mean',
  'results.define.recall':
    'Of the items a user interacted with in the test split, the share found in the top {k} of all items. Training and validation exposures are left out of the ranking. Averaged over users with at least one such item.',
  'results.define.ndcg':
    'The same, but weighting hits by rank: 1 / log₂(rank + 1), divided by the best possible sum.',
  'results.define.x':
    'Noise-free expected recall (X), on samples only: the share of a user’s true probability that the top {k} captures, averaged over all users. It has a tenth of the noise, so methods are compared on it.',
  'results.define.interval.name': '95% interval',
  'results.define.interval':
    'Bootstrap over users: resample users with replacement many times; 95% of the averages fall between the bounds.',
  'results.define.best':
    'Ours. An objective need not be ranked by its own score: this is the weighting, of 66, that is best on validation. The same index serves it.',
  'results.define.before':
    'A second stage reorders the top 200 items without changing the set. This is the order before it.',
  'results.define.oracle': 'The oracle ranks by the probabilities that generated the sample.',
  'results.runs': 'Runs',
  'results.runs.none':
    'Trained and imported runs will be listed here for comparison. They stay in this browser until you delete them.',
  'results.runs.table': 'Table of runs',
  'results.runs.current': 'shown',
  'results.runs.show': 'Show {name}',
  'results.runs.saved': 'saved {date}',
  'results.runs.notSaved': 'not saved',
  'results.runs.changes': 'Differs from the defaults',
  'results.runs.actions': 'Rename or delete',
  'results.run': 'Run',
  'results.recallOf': 'Recall@K {objective}',
  'results.columns': 'What the columns mean',
  'results.columns.recall': 'd, c, v',
  'results.columns.recall.help':
    'Recall@K of exposure, click and conversion on the test split, each ranked by its own score. A dash: the run was not opened yet.',
  'results.forgetting': 'Exposure drift',
  'results.forgetting.help':
    'Forgetting: the largest change of any exposure score, over all users and items, since the last exposure stage ended. In units of the score; 0 means that nothing was forgotten.',
  'results.steps': 'Steps',
  'results.steps.help': 'Gradient steps of all stages; one step trains on one batch.',
  'results.flops': 'GFLOP',
  'results.flops.help':
    'Billions of floating-point operations of all gradient steps: matrix products, forward and backward, counted from shapes. The same on every engine.',
  'results.seconds': 'Time',
  'results.seconds.help': 'Training time and the engine that trained. Compare times of one engine only.',
  'results.parameters': 'Weights',
  'results.parameters.help': 'Trainable parameters of both towers.',
  'results.width': 'Vector width',
  'results.width.help': 'Numbers in the vector that is served for a user or an item.',
  'results.seed': 'seed {seed}',
  'results.export': 'Export run',
  'results.import': 'Import run…',
} as const;
