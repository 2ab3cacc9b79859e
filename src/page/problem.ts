/** Turns whatever a command was rejected with into something a person can act on. */

import type { Values } from '../coded';
import { totalOf } from '../data/csv/issues/issuesCsv';
import type { Issue } from '../data/schema';
import { sentenceOf } from './messages/sentence';
import type { Problem } from './state';

interface Thrown {
  name?: string;
  message?: string;
  code?: string;
  values?: Values;
  issues?: Issue[];
  counts?: Record<string, number>;
}

/** null for an abort: the person asked for it. */
export function toProblem(error: unknown, kind: Problem['kind']): Problem | null {
  const { name, message, issues, counts, code, values } = (error ?? {}) as Thrown;
  if (name === 'AbortError') return null;
  return {
    kind: name === 'CsvError' ? 'csv' : kind,
    message: (code && sentenceOf('error', { code, ...(values && { values }) })) || (message ?? String(error)),
    issues: issues ?? [],
    ...(counts && { count: totalOf(counts) }),
  };
}
