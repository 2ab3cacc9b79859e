/** What a schema found wrong with a file, a link, a mapping or an experiment, as values for a sentence. */
import type { z } from 'zod';

/** `expected` is a type, a bound, the choices, or the names that are unknown, depending on `kind`. */
interface SchemaFault {
  path: string;
  kind: 'type' | 'max' | 'min' | 'maxLength' | 'minLength' | 'choice' | 'unknownNames' | 'other';
  expected: string;
}

/** Returns the first fault that a schema found; `root` is the path of the whole value. */
export function schemaFault({ issues }: z.core.$ZodError): SchemaFault & Record<string, string> {
  return faultOf(issues[0]);
}

/** Returns one of the faults that a schema found. */
export function faultOf(issue: z.core.$ZodIssue | undefined): SchemaFault & Record<string, string> {
  return { path: issue?.path.join('.') || 'root', ...expectationOf(issue) };
}

function expectationOf(issue: z.core.$ZodIssue | undefined): Omit<SchemaFault, 'path'> {
  switch (issue?.code) {
    case 'invalid_type':
      return { kind: 'type', expected: issue.expected };
    case 'too_big':
      return { kind: isCounted(issue.origin) ? 'maxLength' : 'max', expected: String(issue.maximum) };
    case 'too_small':
      return { kind: isCounted(issue.origin) ? 'minLength' : 'min', expected: String(issue.minimum) };
    case 'invalid_value':
      return { kind: 'choice', expected: issue.values.join(', ') };
    case 'unrecognized_keys':
      return { kind: 'unknownNames', expected: issue.keys.join(', ') };
    default:
      return { kind: 'other', expected: '' };
  }
}

/** Returns whether a bound counts the elements of such a value. */
const isCounted = (origin: string): boolean => origin === 'array' || origin === 'string';
