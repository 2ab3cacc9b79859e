/** Panel 5: metrics, rivals and runs. */
export const results = {
  'results.title': 'Results',
  'results.lesson':
    'Each goal is ranked by its own score over all items, for users the test split knows something about. A number without its rivals and its uncertainty says little, so both stand beside it.',
  'results.empty':
    'Recall and NDCG of every objective will appear here, next to popularity, chance and, on samples, the best anyone could do.',
  'results.measuring': 'Measuring on the test split…',
  'results.method': 'Ranked by',
  'results.recall': 'Recall@{k}',
  'results.ndcg': 'NDCG@{k}',
  'results.x': 'X',
  'results.users': '{users, plural, one {# test user} other {# test users}}',
  'results.interval': '95 % interval {low} to {high}',
  'results.thisRun': 'This run',
  'results.before': 'Before reranking',
  'results.best': 'Best fusion',
  'results.definitions': 'What the numbers mean',
  'results.define.recall':
    'Of what a user truly did in the test split, the share found in the top {k} of all items. Training and validation exposures are left out of the ranking. Averaged over users with at least one such item.',
  'results.define.ndcg':
    'The same, counting a hit more the higher it stands: 1 / log₂(rank + 1), divided by the best possible sum.',
  'results.define.x':
    'Noise-free expected recall, on samples only: the share of a user’s true probability that the top {k} captures, averaged over all users. It has a tenth of the noise, so methods are compared on X.',
  'results.define.interval.name': '95 % interval',
  'results.define.interval':
    'Bootstrap over users: draw users with replacement, again and again; 95 % of the averages fall between the bounds.',
  'results.define.best':
    'Ours. An objective need not be ranked by its own score: of 66 weightings, the best on validation. The same index serves it.',
  'results.define.before':
    'A second stage changes the order of the first 200 items, never which they are. This is the order it was given.',
  'results.define.oracle': 'The oracle ranks by the probabilities that generated the sample.',
  'results.runs': 'Runs on this page',
  'results.runs.none': 'Trained and imported runs will be listed here to compare.',
  'results.runs.current': 'shown',
  'results.runs.show': 'Show {method}, seed {seed}',
  'results.run': 'Run',
  'results.recallOf': 'Recall@K {objective}',
  'results.forgetting': 'Forgot',
  'results.forgetting.help': 'Largest change of any exposure score since exposure’s last stage',
  'results.seconds': 'Time',
  'results.parameters': 'Weights',
  'results.width': 'Vector',
  'results.seed': 'seed {seed}',
  'results.export': 'Export run',
  'results.import': 'Import run…',
} as const;
