/** The sentences of written tables, which are in the catalogue of the page. */
import type { Coded } from '../../coded';

/** Renders a code and values: `error` of a trial that failed, `note` of a table. */
export type SentenceOf = (kind: 'error' | 'note', coded: Coded) => string;

/** Renders a note. */
export const note = (sentenceOf: SentenceOf, code: string, values: Coded['values'] = {}): string =>
  sentenceOf('note', { code, values });
