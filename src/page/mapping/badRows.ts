/** Whether rows are all that is wrong with a refused log, so that it can be loaded without them. */
import type { Fault } from './state';

/** Faults of one row; anything else is wrong with a column, a file or the whole log. */
const ROW_CODES = new Set([
  'field-count',
  'bad-quotes',
  'empty-id',
  'bad-flag',
  'placeholder-id',
  'bad-rating',
  'bad-timestamp',
  'empty-time',
]);

/**
 * Returns the number of rows that cannot be read, `some` where not all of them are listed, and null where
 * leaving rows out does not help or the file must be profiled first.
 */
export function badRowsOf({ issues, count = issues.length, request, files }: Fault): number | 'some' | null {
  const isOfRows = issues.length > 0 && issues.every(({ code }) => ROW_CODES.has(code));
  if (!request || files || !isOfRows) return null;
  if (count > issues.length) return 'some';
  return new Set(issues.map(({ file, line }) => `${file} ${line}`)).size;
}
