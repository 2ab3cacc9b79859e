/** How a file was understood: known logs, what was guessed, what must be asked, and what several files hold. */

const LICENCE =
  '{licence, select, cc0 {CC0} ccBy {CC BY 4.0} ccBySa {CC BY-SA 4.0} ccByNcSa {CC BY-NC-SA 4.0} odbl {Open Database License} naming {free to use, naming its publisher} research {research and other non-commercial use} nonCommercial {non-commercial use} competition {non-commercial use, by the competition’s rules} grouplens {research, no redistribution without permission} microsoft {Microsoft Research License Terms} yelp {Yelp Dataset License, education and research} other {see its publisher’s terms}}';

const ROLE =
  '{role, select, user {user} item {item} exposure {exposure} click {click} conversion {conversion} event {kind of event} rating {rating} timestamp {time} other {{role}}}';

const SESSION =
  '“{column}” is empty{placeholder, select, none {} other { or “{placeholder}”}} in {share, number, percent} of the rows, so sessions (“{session}”) stand for users.';

/** Why something is asked. */
const SEVERAL_IDS = 'Several columns may hold the ids, and no name says which.';
const EVENT_CODES = '“{column}” holds codes, and nobody but you knows what they mean.';
const EVENT_WORDS = 'Not all kinds of event in “{column}” are usual words, so what they mean must be said.';
const KNOWN_CODES =
  '{id, select, xing {In “{column}” XING writes 0 for shown (2017 only), 1 for a click, 2 for a bookmark, 3 for a reply, 4 for a deletion and 5 for a recruiter’s interest} other {“{column}” holds codes}}. Say what they mean for you.';
const SCALES = 'A column of small numbers may be a rating, a code or a count.';
const SEVERAL_FLAGS =
  '{count, plural, one {One column of 0 and 1 may be the click, or describe something else.} other {# columns of 0 and 1 may be the click.}}';
const NOT_NESTED =
  'Most rows with “{column}” have no click, so it may be a place in an order and no conversion.';
const NO_TIMES = '“{column}” is called a time, but {count} of {rows} cells are not times (first: “{first}”).';
const TWO_TIME_FORMATS =
  'The times in “{column}” can be read as {first} and as {second}, which are different days.';
const NO_DATES =
  '“{column}” is called a time, but its numbers are no dates: they may be a duration or a number in a list.';

const WHICH =
  '{about, select, events {What do the kinds of event mean?} user {Which column is the user?} item {Which column is the item?} click {Which column is the click?} conversion {Is this the conversion?} rating {Which column is the rating?} timestamp {Is this the time?} other {Which column is it?}}';

export const understanding = {
  // Refusals that a script gets, and the page shows as questions.
  'issue.choose': `${WHICH} {reason, select, several_ids {${SEVERAL_IDS}} event_codes {${EVENT_CODES}} event_words {${EVENT_WORDS}} known_codes {${KNOWN_CODES}} scales {${SCALES}} several_flags {${SEVERAL_FLAGS}} not_nested {${NOT_NESTED}} no_times {${NO_TIMES}} two_time_formats {${TWO_TIME_FORMATS}} other {${NO_DATES}}} {columns}{more, plural, =0 {} other {; and # more columns}}. Say it in the mapping, for example {mapping}.`,
  'issue.choose-contents':
    'Neither names nor columns say what each of the files {files} holds. Say it for each: exposure, click or conversion, log for rows with an outcome of their own, users or items for a table that describes them.',
  'issue.wide-table':
    'This looks like a matrix: a row for each user and a column for each item ({columns, number} columns). Write one row for each user and item instead, with the value in a column called rating.',
  // Notices on a log that loads.
  'issue.known-log': `This looks like {name} (${LICENCE}; {source}), and was read as such. If it is another log, say in the mapping what its columns are.`,
  'issue.guessed-role': `“{column}” was taken for the ${ROLE}, {by, select, name {by its name} known {because the file looks like a known log} other {by what it holds}}. If it is not, name the right column in the mapping.`,
  'issue.signals':
    'No column is called a conversion; {count, plural, one {this one may be it} other {these may be it}}: {names}. Name one as the conversion in the mapping to train three objectives.',
  'issue.files-apart':
    'The files do not join: none of the {count, plural, one {# pair} other {# pairs}} with a click or conversion is among the exposures. Are ids written alike in all files?',
  'issue.side-joined':
    'The table of {side, select, users {users} other {items}} describes {joined} of {all} {side, select, users {users} other {items}} of the log{without, plural, =0 {} other {; # have no partner in it}}{extra, plural, =0 {} other {, and # of its rows describe none}}.',
  'issue.side-without-key':
    'The table of {side, select, users {users} other {items}} has no column of their ids. Name it in the mapping of this file.',
  // Reasons of guesses.
  'reason.said': 'Chosen by you.',
  'reason.known-column':
    'In this public log the column holds {role, select, user {users} item {items} exposure {exposures} click {clicks} conversion {conversions} event {kinds of event} rating {ratings} other {times}}.',
  'issue.session-for-user': SESSION,
  'reason.session-for-user': SESSION,
  'reason.only-ids':
    'It is the only column left that may hold ids of {role, select, user {users} other {items}}.',
  'reason.conventional-place':
    'Logs without a header usually begin with user and item; check that this is the {role}.',
  'reason.impression-list': 'Each cell lists the items that were shown, with a 1 behind those clicked.',
  'reason.complement': '“{column}” says what was not clicked: 0 counts as a click.',
  'reason.several-ids': SEVERAL_IDS,
  'reason.event-codes': EVENT_CODES,
  'reason.event-words': EVENT_WORDS,
  'reason.known-codes': KNOWN_CODES,
  'reason.scales': SCALES,
  'reason.several-flags': SEVERAL_FLAGS,
  'reason.not-nested': NOT_NESTED,
  'reason.no-times': NO_TIMES,
  'reason.two-time-formats': TWO_TIME_FORMATS,
  'reason.no-dates': NO_DATES,
  // The screen.
  'known.title': 'This looks like {name}',
  'known.licence': `Its use: ${LICENCE}.`,
  'known.source': 'Where it comes from',
  'known.overrule': 'It is another log',
  'known.remark.taobao-user-behavior': 'Pv: view, cart: cart, fav: favourite, buy: purchase.',
  'known.remark.tianchi-mobile': '1: view, 2: favourite, 3: cart, 4: purchase.',
  'known.remark.tmall-repeat-buyers': '0: click, that is, seen, 1: cart, 2: purchase, 3: favourite.',
  'known.remark.jdata-2016':
    '1: browse, 2: cart, 3: removed from the cart, 4: order, 5: follow, 6: click on the page.',
  'known.remark.otto':
    'Clicks are the first step here: every event is an exposure, a cart counts as clicked.',
  'known.remark.otto-jsonl':
    'Clicks are the first step here: every event is an exposure, a cart counts as clicked.',
  'known.remark.kuairec': 'Watch_ratio: time watched over the length of the video.',
  'known.remark.mind': 'Each cell of the last column lists what was shown: N1-1 was clicked, N2-0 was not.',
  'known.remark.criteo-attribution': 'Timestamp: seconds since the beginning of the log.',
  'known.remark.ali-display': 'Nonclk: the complement of clk.',
  'known.remark.ali-ccp': 'Field 101: the user, field 205: the item.',
  'known.remark.kkbox-wsdm': 'Target: listened again within a month.',
  'known.remark.trivago-2019': 'Reference is an item only for events of items: the others are passed over.',
  'known.remark.steam-200k': 'Purchase comes before play: what was bought was there to be played.',
  'known.remark.book-crossing': '0: no rating was given, 1 to 10: the rating.',
  'known.remark.hetrec-lastfm': 'Weight: how often a user listened to an artist.',
  'known.remark.goodreads':
    'Every row is a book that somebody listed; read counts as clicked, reviewed as converted.',
  'known.remark.kaggle-anime': '−1: watched and not rated.',
  'mapping.question': WHICH,
  'mapping.question.column': '“{column}”: {values}',
  'mapping.signals': 'Signals that may be the conversion',
  'mapping.signals.note': 'No column is called a conversion. Choose one of these, or train two objectives.',
  'mapping.signal': '{column} ({share, number, percent})',
  'mapping.objective.log': 'A log with outcomes of its own',
  'mapping.objective.users': 'What is known of users',
  'mapping.objective.items': 'What is known of items',
  'mapping.objective.open': 'Choose what it contains',
  'reason.shape-impressions': 'Each row lists items that were shown together.',
  'shape.impressions': 'Lists of what was shown',
} as const;
