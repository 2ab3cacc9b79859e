/** What a browser tab can hold: told before memory is spent, with what to do instead. */

import type { Issue } from '../../schema';
import type { ColumnMapping, Limits } from '../understand/mappingTypes';

const DEFAULT_LIMITS: Limits = { bytes: 500e6, rows: 5e6, users: 1e6, items: 5e5 };

/** Shares of the users that are offered where all of them are too many. */
export const SAMPLE_SHARES = [0.5, 0.1, 0.01] as const;

/** The limits of a reading; a sample of the users may come from a file as much larger. */
export function limitsOf({ limits, sample }: Partial<ColumnMapping>): Limits {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return { ...all, bytes: all.bytes / (sample?.share ?? 1) };
}

/** The issue of a log beyond its limit. `fitting`: the share of its users that would fit, or a guess at it. */
export function tooMany(
  file: string,
  what: 'rows' | 'users' | 'items',
  { limit, fitting }: { limit: number; fitting: number },
): Issue {
  return { file, code: `too-many-${what}`, values: { limit }, ...offer(fitting) };
}

/** The same for a file of more than `maxBytes` of text. */
export function tooLarge(file: string, maxBytes: number, fitting: number): Issue {
  return { file, code: 'too-large', values: { megabytes: Math.round(maxBytes / 1e6) }, ...offer(fitting) };
}

/** The largest share that is offered and fits; nothing where even the smallest would not. */
function offer(fitting: number): Pick<Issue, 'share'> {
  const share = SAMPLE_SHARES.find((one) => one <= fitting);
  return share === undefined ? {} : { share };
}
