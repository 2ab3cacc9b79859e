/** The limits of a browser tab, checked before memory is spent. */

import { CsvError } from '../csv/issues/issueList';
import type { ColumnMapping, LogLimits, Separator } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';

const DEFAULT_LIMITS: LogLimits = { bytes: 500e6, rows: 5e6, users: 1e6, items: 5e5 };

/** Wider is no log: each column that may be a feature costs memory for every user and item. */
const MAX_COLUMNS = 1000;

/** Shares of the users that are offered where all of them are too many. */
export const SAMPLE_SHARES = [0.5, 0.1, 0.01] as const;

/** Returns the limits of a reading; a sample of the users may come from a file that much larger. */
export function limitsOf({ limits, sample }: Partial<ColumnMapping>): LogLimits {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return { ...all, bytes: all.bytes / (sample?.share ?? 1) };
}

/** Returns the issue of a log beyond its limit. `fitting`: the share of its users that would fit, or a guess at it. */
export function tooMany(
  file: string,
  what: 'rows' | 'users' | 'items',
  { limit, fitting }: { limit: number; fitting: number },
): Issue {
  return { file, code: `too-many-${what}`, values: { limit }, ...offer(fitting) };
}

/** Returns the issue of a file with more than `maxBytes` of text. */
export function tooLarge(file: string, maxBytes: number, fitting: number): Issue {
  return { file, code: 'too-large', values: { megabytes: Math.round(maxBytes / 1e6) }, ...offer(fitting) };
}

/** Throws CsvError for a file of `size` bytes that are more than can be read. */
export function refuseLarge(
  size: number,
  { file, maxBytes, share = 1 }: { file: string; maxBytes: number; share?: number | undefined },
): void {
  if (size > maxBytes) throw new CsvError([tooLarge(file, maxBytes, (share * maxBytes) / size)]);
}

/** Throws CsvError where there are more columns than any log has. */
export function checkWidth(file: string, columns: number, separator: Separator | 'none' = 'none'): void {
  if (columns <= MAX_COLUMNS) return;
  const values = { columns, max: MAX_COLUMNS, separator };
  throw new CsvError([{ file, line: 1, code: 'too-many-columns', values }]);
}

/** Returns the largest offered share that fits; nothing where even the smallest would not. */
function offer(fitting: number): Pick<Issue, 'share'> {
  const offered = SAMPLE_SHARES.find((share) => share <= fitting);
  return offered === undefined ? {} : { share: offered };
}
