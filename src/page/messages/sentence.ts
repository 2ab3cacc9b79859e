/**
 * Sentences for what travels as a code and values: errors, issues, findings and notes of tables. No React
 * here, so that `window.csmf` and scripts in Node render the same catalogue as the page.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Values } from '../../coded';
import { en } from './en';

/** The parts of the catalogue that codes have their sentences in. */
export type CodedKind = 'error' | 'issue' | 'finding' | 'reason' | 'note';

/** A code and its values. `message` is the sentence of other programs and of records of earlier versions. */
export interface CodedOrMessage {
  readonly code?: string | undefined;
  readonly values?: Values | undefined;
  readonly message?: string | undefined;
}

/** Renders a key of a catalogue; undefined where the catalogue has no such key. */
export type Render = (key: string, values?: Values) => string | undefined;

/**
 * Returns the sentence of `<kind>.<code>`; else the message that came along; else a sentence that names
 * the code, so that a person can at least report it.
 */
export function renderCoded(render: Render, kind: CodedKind, coded: CodedOrMessage): string {
  const { code, values, message } = coded;
  const sentence = code === undefined ? undefined : render(`${kind}.${code}`, values);
  return sentence ?? (message || (render('coded.unknown', { code: code ?? '?' }) ?? ''));
}

/** Returns the English sentence of a code, by the rules of `renderCoded`. */
export const sentenceOf = (kind: CodedKind, coded: CodedOrMessage): string =>
  renderCoded(renderEnglish, kind, coded);

const texts: Readonly<Record<string, string>> = en;
const compiled = new Map<string, IntlMessageFormat>();

/**
 * Renders a key of the English catalogue; undefined where it has no such key, or where a value that its text
 * shows is missing (a record of another version may carry other values).
 */
export function renderEnglish(key: string, values?: Values): string | undefined {
  const text = texts[key];
  if (text === undefined) return undefined;
  let format = compiled.get(text);
  if (!format) {
    format = new IntlMessageFormat(text, 'en');
    compiled.set(text, format);
  }
  try {
    return String(format.format(values));
  } catch {
    return undefined;
  }
}
