/** Turns whatever a command was rejected with into something a person can act on. */
import { totalOf } from '../data/csv/issues/issuesCsv';
import type { Issue } from '../data/schema';
import type { Problem } from './state';

interface Thrown {
  name?: string;
  message?: string;
  issues?: Issue[];
  counts?: Record<string, number>;
}

/** null for an abort: the person asked for it. */
export function toProblem(error: unknown, kind: Problem['kind']): Problem | null {
  const { name, message, issues, counts } = (error ?? {}) as Thrown;
  if (name === 'AbortError') return null;
  return {
    kind: name === 'CsvError' ? 'csv' : kind,
    message: message ?? String(error),
    issues: issues ?? [],
    ...(counts && { count: totalOf(counts) }),
  };
}
