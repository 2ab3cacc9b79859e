/** Turns whatever a command was rejected with into something a person can act on. */
import type { Issue } from '../data/schema';
import type { Problem } from './state';

/** null for an abort: the person asked for it. */
export function toProblem(error: unknown, kind: Problem['kind']): Problem | null {
  const { name, message, issues } = (error ?? {}) as { name?: string; message?: string; issues?: Issue[] };
  if (name === 'AbortError') return null;
  return {
    kind: name === 'CsvError' ? 'csv' : kind,
    message: message ?? String(error),
    issues: issues ?? [],
  };
}
