/** The splits into training, validation and test, with what each means, and the question before training. */
export const splits = {
  'split.random': 'At random',
  'split.user-latest': 'Each user’s latest 10%',
  'split.global-time': 'The same points in time for all users',
  'split.random.means':
    'A random tenth of all pairs is test, another validation. What happened later may be trained on to predict what happened before: for logs without times.',
  'split.user-latest.means':
    'Everybody with 5 pairs or more is tested, on the latest 10% of them; the 10% before is validation. Popularity of the future leaks into training: what others did after a user’s test pairs is trained on.',
  'split.global-time.means':
    'One cut for everybody: from the 90% point in time on is test, from the 80% point on validation. Nothing of the future is trained on, as when a system goes live; only users who come after the cut are tested.',
  'split.tested':
    '{isEstimate, select, true {About {users} test users} other {{users} test users}}, {fresh} of them unknown to training; {pairs} test pairs.',
  'split.nobody': 'It would leave nobody to test.',
  'split.untimed': 'The file has no times, so pairs are split at random.',

  'doubts.title': 'Is this log what it should be?',
  'doubts.intro': 'Training on it may mislead. What the data report found:',
  'doubts.goOn': 'It is right: train',
  'doubts.look': 'Look at the log',
  'report.level.stop': 'Stop',
  'error.implausible-log':
    'Nothing was trained, because {count, plural, one {a finding} other {# findings}} about this log must be seen first. If the log is right all the same, pass acknowledge: [{codes}].',
} as const;
