/** What the page made of a case: loaded with these counts and remarks, or refused with this message. */
import type { Case, CaseTruth } from './caseManifest';

export type Counts = Pick<CaseTruth, 'users' | 'items' | 'exposures' | 'clicks' | 'conversions'>;

export interface Loaded {
  isLoaded: true;
  counts: Counts;
  /** Times of the first and last row in ms; absent where the log has none. */
  from?: number;
  to?: number;
  /** Notices and findings, one a line. */
  remarks: string;
  /** All the mapping screen said, where the case went through it. */
  screen?: string;
}

export interface Refused {
  isLoaded: false;
  /** Name of the error class. */
  name?: string;
  message: string;
  screen?: string;
}

export type CaseOutcome = Loaded | Refused;

/** One line for a report. */
export function describeOutcome(outcome: CaseOutcome, { truth }: Case): string {
  if (!outcome.isLoaded) return printable(`refused: ${outcome.message.slice(0, 230)}`);
  const numbers = ({ users, items, exposures, clicks, conversions }: Counts) =>
    [users, items, exposures, clicks, conversions].join('/');
  const times =
    outcome.from === undefined || outcome.to === undefined
      ? ''
      : ` ${new Date(outcome.from).toISOString()} … ${new Date(outcome.to).toISOString()}`;
  return `loaded ${numbers(outcome.counts)}${truth ? ` (right: ${numbers(truth)})` : ''}${times}`;
}

/** One line, without runs of white space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Control characters come from the files; a terminal must not obey them. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '·');
