/** Sentences of the catalogue without React: for `window.csmf`, for scripts in Node, and for problems. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Coded, Values } from '../../coded';
import { en } from './en';

const texts: Readonly<Record<string, string>> = en;
const compiled = new Map<string, IntlMessageFormat>();

/** Which part of the catalogue a code's sentence is in. */
export type CodedKind = 'error' | 'issue' | 'finding';

/** Renders `<kind>.<code>`; undefined where the catalogue has no such sentence. */
export function sentenceOf(kind: CodedKind, { code, values }: Coded): string | undefined {
  const text = texts[`${kind}.${code}`];
  return text === undefined ? undefined : formatted(text, values);
}

function formatted(text: string, values?: Values): string {
  let format = compiled.get(text);
  if (!format) {
    format = new IntlMessageFormat(text, 'en');
    compiled.set(text, format);
  }
  return String(format.format(values));
}
