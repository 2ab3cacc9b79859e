/** What a browser tab can hold: told before memory is spent, with what to do instead. */
import type { ColumnMapping, Limits } from './columns';
import type { Issue } from './schema';

const DEFAULT_LIMITS: Limits = { bytes: 500e6, rows: 5e6, users: 1e6, items: 5e5 };

const WHAT_TO_DO: Record<'rows' | 'users' | 'items', string> = {
  rows: 'Load a sample of its users (whole users are kept), or cut the file.',
  users: 'Load a sample of them (whole users are kept).',
  items: 'Leave out items that hardly anybody was shown, or join variants of a product under one id.',
};

/** The limits of a reading; a sample of the users may come from a file as much larger. */
export function limitsOf({ limits, sample }: Partial<ColumnMapping>): Limits {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return { ...all, bytes: all.bytes / (sample?.share ?? 1) };
}

export function tooMany(file: string, what: 'rows' | 'users' | 'items', limit: number): Issue {
  const message = `The log has more than ${limit.toLocaleString('en')} ${what}. ${WHAT_TO_DO[what]}`;
  return { file, code: `too-many-${what}`, message };
}
