/** What to know of a log before it is trained on, each with what to do, and what each split means. */

const SHORT_HISTORIES = 'Half of the users have {median} pairs or fewer.';
const GO_ON = 'If the log is like that, go on.';

export const findings = {
  'finding.one-user': 'All rows have the same user. Does another column hold the user’s id?',
  'finding.one-item': 'All rows have the same item. Does another column hold the item’s id?',
  'finding.few-users':
    'There are only {users} users. Does another column hold the user’s id, or is this a small part of the log?',
  'finding.few-items':
    'There are only {items} items, and all of them are in every list. Does another column hold the item’s id?',
  'finding.single-row-users': `{share, number, percent} of the users have more than one pair, so nearly nobody has a taste to learn or a list to test. Is the user a session, an order or a request? Choose the column of people, or of visitors. ${GO_ON}`,
  'finding.single-value-feature':
    '“{column}” has the same value everywhere, so nothing can be learnt from it.',
  'finding.feature-reveals-label':
    '“{column}” alone tells who reaches {objective}, also for {side, select, users {users} other {items}} it was not fitted on (area under the ROC curve {auc, number, ::.000}). It is probably written after the fact, such as a count or a date of the {objective}; then take it out of the mapping, or the model learns the answer.',
  'finding.feature-excludes-label':
    '{reached, select, all {All} other {None}} of the {pairs, number} pairs with “{column}” = “{value}” {reached, select, all {reach} other {reaches}} {objective}, where chance would {reached, select, all {leave out} other {bring}} {expected, number, ::.}. If the value is written after the fact (“has ever bought”), take the column out of the mapping.',
  'finding.everything-clicked':
    '{share, number, ::percent .#} of the exposures are clicked, so click adds hardly anything to learn beyond exposure. Does the log hold what was shown and not clicked? If not, open a file of exposures beside it, or choose a rarer event as the click.',
  'finding.everything-converted':
    'Every click is a conversion, so conversion adds nothing to learn beyond click. Choose something rarer as the conversion, or none.',
  'finding.funnel-inverted':
    'More pairs have {deeper, select, click {a click} other {a conversion}} ({deep, number}) than {shallower, select, exposure {an exposure} other {a click}} ({recorded, number}) before gaps were closed: the labels may be the wrong way round. Exchange the two, or choose events of which the deeper is the rarer.',
  'finding.too-few-to-learn':
    'Training has {pairs, plural, one {# {objective} pair} other {# {objective} pairs}}: too few for its stage to learn from. Load more of the log{objective, select, conversion {, or count something more frequent as a conversion} other {}}.',
  'finding.too-few-to-test':
    'Only {users, plural, one {# user has} other {# users have}} {objective, select, exposure {an exposure} click {a click} other {a conversion}} pair in the test split. Recall of {objective} will be very uncertain.',
  'finding.short-histories': SHORT_HISTORIES,
  'finding.short-histories-in-training': `${SHORT_HISTORIES} Users with fewer than {min} stay in training as a whole.`,
  'finding.dominant-user':
    'User “{id}” makes up {share, number, percent} of all pairs. Is it a robot, “not logged in”, or a placeholder for no id? Then take its rows out.',
  'finding.dominant-item':
    'Item “{id}” makes up {share, number, percent} of all exposures. Is it a placeholder for no id? Then take its rows out.',
  'finding.unseen-in-training':
    '{share, number, percent} of the test pairs are of items that training never shows: no method can know them.',
  'finding.same-time': 'All times are the same: split at random instead.',
  'finding.times-not-read':
    '“{column}” looks like times (“{example}”) and was not read as such, so the split is random and the future is trained on. Choose it as the time.',
  'finding.times-in-some-files':
    'Not every file has times ({files} has none), so the split is random and the future is trained on. Add the times, or leave such files out.',
  'finding.random-despite-times':
    'There are times, and the split is random{reason, select, short {, because no user has {min} pairs} other {}}: what happened later is trained on to predict what happened before. {reason, select, short {Choose one global cut in time.} other {For honest numbers choose a split by time.}}',
  'finding.global-cut-few-users':
    'After the global cut {users, plural, =0 {no user has} one {# user has} other {# users have}} pairs to test on, and training knows {known} of them: recall will be very uncertain. Load a longer log, or split by each user’s latest.',
} as const;
