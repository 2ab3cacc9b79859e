/** Data: what is wrong with a file, what is worth knowing of a log, and why a split was refused. */
import { SCHEMA_FAULT } from './schemaFault';

const SAMPLE_ADVICE = 'Load a sample of its users (whole users are kept)';

/** How an encoding was recognised. */
const BYTE_ORDER_MARK = 'The file begins with a byte order mark.';
const ZERO_BYTES = 'Every second byte of plain letters is zero, as in UTF-16.';
const ASCII = 'The beginning is plain ASCII.';
const VALID_UTF8 = 'The letters beyond ASCII are valid UTF-8.';
const CHINESE_NAMES = 'Read as GB 18030, the column names are known ones.';
const NOT_UTF8 = 'It is not UTF-8, so every byte is read as one Western European letter.';
const CHOSEN = 'You chose it.';

/** Notices that are reasons for the proposed role of a column as well. */
const CONSTANT_COLUMN =
  'Ignored: it {rows, select, same {has the same value in every row} other {is constant for users and items alike}}, so it is unclear which side it describes.';
const IGNORED_COLUMN =
  'Ignored: its value changes between rows of the same user and of the same item, so it is not a feature of either and may reveal the label.';
const IDENTIFIER_COLUMN =
  'Ignored: it has a different value for every {side, select, users {user} other {item}}, like a second id. Call it title to show it as one.';
const UNPROVEN_COLUMN =
  'Used as a feature, but every {side, select, users {user} other {item}} has only one row, so it may just as well be a consequence of the click. If it is, it reveals the label; then remove the column.';
const BINNED_COLUMN =
  'Its numbers are put into ten bins of about equal size.{misfits, plural, =0 {} one { One of its values is not a number (“{value}”) and counts as missing.} other { # of its values are not numbers (first: “{value}”) and count as missing.}}';
const LIST_COLUMN =
  'Its values are lists, of {values, number} different values in all: each value has its own embedding, and a list is their mean, so “a|b” and “a” have something in common.';
const WHOLE_LIST_COLUMN =
  'Its values are lists, but {reason, select, order {their numbers have an order} longest {one has {found} values ({max} are possible)} values {they have {found} different values ({max} are possible)} other {they have {found} values together ({max} are possible)}}: each whole list counts as one category, so two lists have nothing in common. Put the part that matters most into a separate column if that is too coarse.';

/** Refused splits: errors, and issues of a file that was just read. */
const CANNOT_SPLIT =
  'The split “{method}” leaves 0 users in the {part, select, train {training} other {test}} split of “{name}” ({pairs, plural, one {# distinct pair} other {# distinct pairs}} of user and item). Load a log with more rows, or choose another split.';
const SPLIT_NEEDS_TIMES =
  'The split “{method}” needs timestamps, and “{name}” has none. Name a timestamp column, or split at random.';

export const dataIssues = {
  // The mapping and the files.
  'issue.bad-mapping': `The column mapping cannot be used: ${SCHEMA_FAULT}. Name columns by their names.`,
  'issue.bad-thresholds':
    'The column mapping cannot be used (thresholds: a conversion needs at least the rating of a click).',
  'issue.no-files': 'No file was given. Choose at least one for exposures and one for clicks.',
  'issue.unreadable':
    'The browser could not read the file ({reason}). Has it been moved or changed? Choose it again.',
  'issue.bad-gzip':
    'The gzip compression is damaged or cut off. Download the file again, or unpack it yourself and load the CSV.',
  'issue.too-large': `The file holds more than {megabytes, number} MB of text. ${SAMPLE_ADVICE}, or cut the file.`,
  'issue.too-many-rows': `The log has more than {limit, number} rows. ${SAMPLE_ADVICE}, or cut the file.`,
  'issue.too-many-users':
    'The log has more than {limit, number} users. Load a sample of them (whole users are kept).',
  'issue.too-many-items':
    'The log has more than {limit, number} items. Load a sample of its users (whole users are kept, and they saw fewer items), leave out items that hardly anybody was shown, or join variants of a product under one id.',

  // The header.
  'issue.empty-file':
    'The file is empty. It needs a first line that names the columns, such as user_id,item_id,click, and a row for each exposure.',
  'issue.too-many-columns':
    'The first line has {columns, number} columns; at most {max, number} are possible. Remove columns that are not features{separator, select, none {} other {, or choose another separator than “{separator}”}}.',
  'issue.duplicate-column': 'Two columns are called “{name}”. Rename one of them.',
  'issue.unknown-column':
    'The mapping names this column as {role, select, userFeature {a user feature} itemFeature {an item feature} other {{role}}}, but the file has {names}{more, plural, =0 {} other { and # more}}. Name one of these.',
  'issue.column-twice': 'The mapping gives “{name}” two roles. Give it only one.',
  'issue.missing-column':
    'No column was recognised as the {role}: the first line has {names}{more, plural, =0 {} other { and # more}}. It must name the columns; call this one “{usual}”, or choose it in the mapping.',

  // Rows.
  'issue.field-count':
    'This row has {found, plural, one {# field} other {# fields}} and the header {expected, number}. Add or remove separators, or put a value that contains the separator in double quotes.',
  'issue.bad-quotes':
    'A double quote opens a field in this row and does not close it properly. Close it, and write a quote inside a quoted field twice.',
  'issue.empty-id': 'This row has no id here. Fill it in, or remove the row.',
  'issue.placeholder-id':
    '“{value}” stands for a missing id. Fill in the id, or leave such rows out: remove them, or skip what cannot be used.',
  'issue.bad-flag':
    '“{value}” is not a flag. Write 1, true, yes or how often where it happened, and 0, false, no or nothing where it did not.',
  'issue.bad-rating':
    '“{value}” is not a number. Write the rating as a number, or leave it empty if there is none.',
  'issue.bad-timestamp':
    '“{value}” is not a time as the rest of this column writes it ({format}). Write it so, or remove the row.',
  'issue.no-times':
    '“{name}” is called a time, but {misfits, number} of {filled, number} cells are not times (first: “{value}”). Write them like 2024-05-31 18:30:00 or as seconds since 1970, choose another column, or none.',
  'issue.no-times-of-day':
    '“{name}” is called a time of day, but its cells are not all of one form such as 18:30 or 1830.',
  'issue.ambiguous-times':
    'Which number is the day? “{value}” in “{name}” is one date as {first} and another as {second}, and no cell decides. Say it: timeFormat: “{first}” or “{second}”.',
  'issue.ambiguous-rating':
    'What does the mark in “{value}” in “{name}” mean, decimals (written as {first}) or thousands ({second})? No cell decides. Say it in numberFormats.',
  'issue.empty-time': 'The time is missing. Fill it in, or map no timestamp column.',

  // The log as a whole.
  'issue.no-rows': 'There is nothing below the header. Add a row for each exposure.',
  'issue.no-usable-rows':
    '{rows, plural, one {The only row cannot} other {None of the # rows can}} be used. The first problem is listed with this one.',
  'issue.no-exposures':
    'None of the {rows, number} rows is an exposure: all their flags are 0. Set the exposure flag of what was shown to 1, or leave that column out if every row was shown.',
  'issue.no-clicks':
    'The log contains no clicks, so there is nothing to learn beyond exposure. Check that this is the right column.',
  'issue.one-objective':
    'All rows are {kind, select, event {events of one kind, “{event}”} other {of one kind: no column says what became of them}}{others, plural, =0 {} one {, but # row whose event has no meaning yet} other {, but # rows whose events have no meaning yet}}. So nothing says which of what was seen was followed by more. Open a second file beside this one (views beside purchases), name a column that does say it (a flag, a kind of event, a rating, a count), or count all of a session as seen and its first event as the click. To train this one objective, a plain two-tower without sliders and masks, say so (in a script: acknowledge “one-objective”).',
  'issue.cannot-split': CANNOT_SPLIT,
  'issue.split-needs-times': SPLIT_NEEDS_TIMES,

  // Notices on a log that can be loaded.
  'issue.no-conversions':
    '{column, select, none {There is no conversion column} other {No row converts}}: two objectives are trained, exposure and click.',
  'issue.one-objective-read':
    'There is one kind of event only, so one objective is trained: nothing is cascaded, fused or masked.',
  'issue.times-not-read':
    'It looks like times (“{example}”), but was not read as such. Name it as the time, or the split is random and the future is trained on.',
  'issue.times-in-some-files':
    'Not every file has times ({files} has none), so those of the others are not used.',
  'issue.not-exposed':
    '{count, plural, one {# row has} other {# rows have}} neither an exposure nor a click nor a conversion: skipped.',
  'issue.click-without-exposure':
    '{count, plural, one {# pair has} other {# pairs have}} a click or conversion without an exposure: counted as exposed.',
  'issue.conversion-without-click':
    '{count, plural, one {# pair has} other {# pairs have}} a conversion without a click: counted as clicked.',
  'issue.click-rejected': 'Rejected: a click or conversion without an exposure.',
  'issue.conversion-rejected': 'Rejected: a conversion without a click.',
  'issue.other-events':
    '{count, plural, one {# row was} other {# rows were}} skipped, whose event is not mapped to an objective: {events}{more, plural, =0 {} other {, …}}. Assign the event to an objective if it should count.',
  'issue.rows-skipped':
    '{rows, plural, one {# row that cannot be used was} other {# rows that cannot be used were}} skipped. Each problem is listed with its line.',
  'issue.duplicates-merged':
    '{count, plural, one {# row repeats} other {# rows repeat}} a user and item already seen: merged into one exposure with the deepest outcome and the earliest time.',
  'issue.users-sampled':
    'A sample: about {share, number, ::percent .#} of the users, each with all rows (seed {seed}).',
  'issue.ids-trimmed':
    '{count, plural, one {# id has} other {# ids have}} surrounding spaces, which were removed; the rest of each id is unchanged.',
  'issue.ids-cleaned':
    '{count, plural, one {# id holds} other {# ids hold}} invisible or control characters (such as a zero-width space), which were removed: with them one id would count as two.',
  'issue.ids-whole-numbers':
    '{count, plural, one {# id is a whole number} other {# ids are whole numbers}} with a fraction of 0, which was cut: 100.0 is read as 100.',
  'issue.ids-rounded':
    '{count, plural, one {# id is} other {# ids are}} in scientific notation (first: “{value}”): the program that wrote the file has rounded them, so several ids may have become one. Export again with this column as text.',
  'issue.placeholder-among-words':
    '{count, plural, one {# row has} other {# rows have}} the id “{value}”, which often stands for a missing id. Among ids that are words it was read as an id; if it is none, remove these rows.',
  'issue.ids-alike':
    '{count, plural, one {# {side, select, users {user} other {item}} occurs} other {# {side, select, users {users} other {items}} occur}} under two ids, such as “{first}” and “{second}”: written alike, they would be one.',
  'issue.index-column': 'Ignored: an unnamed column of rising numbers in front, as pandas and R write them.',
  'issue.mixed-times':
    'Times are written in several ways: {zoned, number} with a zone, {unzoned, number} without one (read as UTC), {dates, number} as a date only (read as its midnight).',
  'issue.time-format': 'The times of “{name}” are read as {format}, such as “{value}”.',
  'issue.times-order-only':
    '“{name}” holds numbers that are not dates (from {from, number} to {to, number}): they only put the rows in order. Shown as dates they begin in 1970. If they say something else, such as a duration, name another column or none.',
  'issue.implausible-times':
    '{count, plural, one {# time lies} other {# times lie}} before 1990 or after next year (first: “{value}”, read as a time in the year {year}).',
  'issue.number-format': 'The numbers of “{name}” are read as written like {format}.',
  'issue.counts-as-flags': '“{name}” holds counts (up to {max, number}): at least 1 is read as yes.',
  'issue.outlying-rating':
    'The most frequent rating, {value, number} ({rows, plural, one {# row} other {# rows}}), lies far from all others ({min, number} to {max, number}). If it means that there is no rating, empty these cells.',
  'issue.ambiguous-numbers':
    'Its numbers count as categories, because “{value}” may be written as {first} or as {second}, and no cell decides. Say it in numberFormats.',
  'issue.encoding-guessed': `Read as {encoding}. {reason, select, byteOrderMark {${BYTE_ORDER_MARK}} zeroBytes {${ZERO_BYTES}} chineseNames {${CHINESE_NAMES}} chosen {${CHOSEN}} other {${NOT_UTF8}}}`,
  'issue.damaged-characters':
    '{count, plural, one {# character is not valid in {encoding} and was} other {# characters are not valid in {encoding} and were}} read as “\uFFFD”. If names look wrong, choose another encoding.',
  'issue.changing-column':
    'Its value changes between rows of the same {side, select, users {user} other {item}}: the first one is used. If it is a consequence of the click, it reveals the label; then take it out of the mapping.',
  'issue.constant-column': CONSTANT_COLUMN,
  'issue.ignored-column': IGNORED_COLUMN,
  'issue.identifier-column': IDENTIFIER_COLUMN,
  'issue.unproven-column': UNPROVEN_COLUMN,
  'issue.binned-column': BINNED_COLUMN,
  'issue.list-column': LIST_COLUMN,
  'issue.whole-list-column': WHOLE_LIST_COLUMN,

  // Why a column is proposed for a role.
  'reason.usual-name':
    '“{column}” is a usual name for {role, select, user {users} item {items} exposure {exposures} click {clicks} conversion {conversions} event {the kind of event} rating {ratings} other {times}}.',
  'reason.usual-title': '“{column}” is a usual name for titles.',
  'reason.times': 'Its values are times ({unit}).',
  'reason.event-names': 'Most of its values are names of events.',
  'reason.flags': 'It holds only 0 and 1, and {share, number, percent} are 1.',
  'reason.rating-scale': 'It holds numbers on a small scale.',
  'reason.repeating-ids':
    'It holds repeating ids; {role, select, user {users conventionally come first} other {items conventionally come after users}}.',
  'reason.no-column': 'No column looks like {role}.',
  'reason.constant': 'It never changes between rows of the same {side, select, users {user} other {item}}.',
  'reason.less-likely': 'Another column is more likely.',
  'reason.constant-column': CONSTANT_COLUMN,
  'reason.ignored-column': IGNORED_COLUMN,
  'reason.identifier-column': IDENTIFIER_COLUMN,
  'reason.unproven-column': UNPROVEN_COLUMN,
  'reason.binned-column': BINNED_COLUMN,
  'reason.list-column': LIST_COLUMN,
  'reason.whole-list-column': WHOLE_LIST_COLUMN,
  'reason.shape-flags': 'Columns of 0 and 1 say what became of each exposure.',
  'reason.shape-events': 'A column says what kind of event each row is.',
  'reason.shape-ratings':
    'A column holds a rating: any rating counts as exposed, a good one as clicked, the best as converted.',
  'reason.encoding-byteOrderMark': BYTE_ORDER_MARK,
  'reason.encoding-zeroBytes': ZERO_BYTES,
  'reason.encoding-ascii': ASCII,
  'reason.encoding-validUtf8': VALID_UTF8,
  'reason.encoding-chineseNames': CHINESE_NAMES,
  'reason.encoding-notUtf8': NOT_UTF8,
  'reason.encoding-chosen': CHOSEN,

  // Refusals of samples, splits and batches.
  'error.sample-too-small': 'A sample has a whole number of {side}, at least {min, number}; got {count}.',
  'error.sample-too-large':
    'A sample has at most {max, number} pairs of user and item, because the truth of each is kept; {users} × {items} are more.',
  'error.cannot-split': CANNOT_SPLIT,
  'error.split-needs-times': SPLIT_NEEDS_TIMES,
  'error.no-preference-pairs':
    'No user has both exposures with {objective} and exposures without, so there is no preference to learn.',
} as const;
