/** Turns whatever a command was rejected with into something that the page can show. */
import type { Values } from '../../coded';
import { totalOf } from '../../data/csv/issues/issueCounts';
import type { Issue } from '../../data/schema';
import type { CodedOrMessage } from '../messages/sentence';

/** Something went wrong. Codes become sentences where it is shown. */
export interface Problem {
  /** Chooses the heading and the advice. */
  readonly kind:
    | 'csv'
    | 'sample'
    | 'training'
    | 'run'
    | 'parameter'
    | 'device'
    | 'storage'
    | 'link'
    | 'address'
    | 'other';
  readonly reason: CodedOrMessage;
  readonly issues: readonly Issue[];
  /** The number of all issues, also of those that are not listed. */
  readonly count?: number;
}

interface Thrown {
  name?: string;
  message?: string;
  code?: unknown;
  values?: Values;
  issues?: Issue[];
  counts?: Record<string, number>;
}

/** Returns what to show of an error; null for an abort, which the person asked for. */
export function toProblem(error: unknown, kind: Problem['kind']): Problem | null {
  const { name, message, issues, counts, code, values } = (error ?? {}) as Thrown;
  if (name === 'AbortError') return null;
  return {
    kind: name === 'CsvError' ? 'csv' : kind,
    reason: typeof code === 'string' ? { code, values, message } : { message: message ?? String(error) },
    issues: issues ?? [],
    ...(counts && { count: totalOf(counts) }),
  };
}

/** Returns what to show of an event that says why something failed. */
export const problemOf = (kind: Problem['kind'], { code, values, message }: CodedOrMessage): Problem => ({
  kind,
  reason: { code, values, message },
  issues: [],
});
