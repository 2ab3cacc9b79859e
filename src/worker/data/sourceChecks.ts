/** Checks that what a script loads is something that can be read. */
import { CodedError } from '../../coded';
import type { DataSession } from '../protocol/data';

type Source = Parameters<DataSession['loadCsv']>[0];

/** Requires a text, a file, or a list of files, each with its source. Throws CodedError (`not-a-source`). */
export function checkSource(source: Source): void {
  const listed: readonly unknown[] = Array.isArray(source) ? source : [{ source }];
  const wrong = listed.findIndex((file) => !isReadable((file as { source?: unknown } | null)?.source));
  if (listed.length > 0 && wrong < 0) return;
  const list = !Array.isArray(source) ? 'no' : listed.length === 0 ? 'empty' : 'yes';
  throw new CodedError('not-a-source', { list, given: typeOf(list === 'no' ? source : listed[wrong]) });
}

const isReadable = (value: unknown): boolean => typeof value === 'string' || value instanceof Blob;

/** Returns the type of a value as programs call it: `null`, `File`, `ArrayBuffer`, `number`. */
export function typeOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return value.constructor?.name ?? 'Object';
}
