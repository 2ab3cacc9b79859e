/** Lab: why an experiment was refused, and the sentences of its tables. */
import { SCHEMA_FAULT } from './schemaFault';

export const labErrors = {
  'error.experiment-invalid': `This is not a valid experiment: ${SCHEMA_FAULT}.`,
  'error.experiment-duplicate':
    '{kind, select, method {The method} seed {The seed} other {The dataset}} “{value}” is listed twice.',
  'error.experiment-reference': 'The reference “{reference}” is not one of the methods: {methods}.',
  'error.trial-log-not-loaded': 'The log with fingerprint {fingerprint}… is not loaded. Load its file again.',

  'note.log-facts':
    '{users} users, {items} items, {exposures} exposures, K = {k}. Training every method once, one after another, takes {minutes} min.',
  'note.table-legend':
    '{figure, select, X {X} other {Recall@{k}}} ± standard deviation over seeds [95% interval over users] / {figure, select, X {Recall@{k} / NDCG@{k}} other {NDCG@{k}}}. ▲ ▼ significantly better or worse than {reference}, marked from two seeds on: paired sign-flip test, Holm-corrected over all comparisons of this dataset, {level}%.',
  'note.cost-legend':
    'Steps are gradient steps; GFLOP counts, in billions, the floating-point operations of their matrix products, forward and backward, from shapes: both are the same on every engine, seconds are not.',
  'note.engines-differ':
    'The engines that trained differ: {engines}. Seconds are comparable on one engine only; across engines compare steps and GFLOP.',
  'note.engines-mixed':
    'The seeds of {method} were trained on different engines ({engines}), which round differently: its mean and deviation mix them. Run the missing ones again on one engine to compare exactly.',
  'note.second-stage':
    '{method}: by own score, its second stage changes Recall@{k} from {recallBefore} to {recallAfter} and NDCG@{k} from {ndcgBefore} to {ndcgAfter}.',
  'note.row-failed': '{method}: {reason}',
  'note.row-pending': '{method}: not measured yet.',
  'note.no-test-positives':
    'No user has {objective, select, exposure {an exposure} click {a click} other {a conversion}} in the test split, so there is nothing to recall.',
  'note.no-conversions': 'The log has no conversions, so there is no hypervolume of click × conversion.',
  'note.single-objective':
    'The log has one kind of event, so one objective is trained, and all methods of masked towers are the same plain two-tower.',
  'note.split-random':
    'Split: a random tenth of all pairs is test, so what happened later may be trained on to predict what happened before.',
  'note.split-user-latest':
    'Split: each user’s latest 10% is test. Popularity of the future leaks into training: what others did after a user’s test pairs is trained on.',
  'note.split-global-time':
    'Split: one global cut in time for everybody; nothing of the future is trained on.',
  'note.slices-title': 'Slices',
  'note.slice-caption': '{dataset}: slices',
  'note.slice-legend':
    'Recall@{k} by own score / by best fusion. Head, torso and tail items account for the first 50%, the next 30% and the last 20% of the training exposures; light users have at most the median number of training exposures, heavy users more, cold users none. “—” means that the slice has no test positive.',
  'note.shortfalls-title': 'Where CSMF does not win',
  'note.no-shortfall': 'No baseline is ahead of {method} on any objective.',
  'note.shortfall':
    'On {objective}, {ranking, select, own {each by its own score} other {each by its best fusion}}, {method} reaches {figure, select, X {X} other {Recall@{k}}} {mean}; ahead of it: {leaders}.',
  'note.leader':
    '{method} {mean}{gain, select, none {} other {, {gain} more}} ({significance, select, true {significant} oneSeed {one seed: no statement about luck} other {not significant}}{size, select, none {} other {, with {size} times the parameters}})',
} as const;
