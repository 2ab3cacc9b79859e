/** What programs write where a value is missing. */

/** Exact spellings: “na” and “none” in lower case are names and categories as well. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...['NULL', 'null', 'Null', '(null)', '(NULL)', '<null>', '<NULL>', '[null]', '[NULL]', '#NULL!'],
  ...['NaN', 'nan', 'NAN', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaT', '\\N'],
  ...['None', 'NONE', 'undefined', 'Undefined', 'nil', '(none)', '(blank)', '(not set)'],
  ...['-', '--', '–', '—'],
]);
const LONGEST = 9;

/** True for a trimmed cell that stands for a missing value: NULL, NaN, NA, \N, None, undefined, — … */
export const isPlaceholder = (value: string): boolean => value.length <= LONGEST && PLACEHOLDERS.has(value);

/** True for a trimmed cell that is empty or a placeholder. */
export const isMissing = (value: string): boolean => value === '' || isPlaceholder(value);
