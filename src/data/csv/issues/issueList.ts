/** What is said about a file that cannot be read: every fault with its place, all in one error. */

import type { Issue } from '../../schema';
import { totalOf } from './issuesCsv';

/** More would not be read. */
export const MOST_LISTED = 100;

/**
 * A file that could not be loaded. At most 100 issues are listed unless more were asked for; the message
 * tells how many there are, `counts` how many of each code.
 */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly issues: Issue[];
  readonly counts: Record<string, number>;

  constructor(issues: readonly Issue[], counts = countsOf(issues), most = MOST_LISTED) {
    super(summaryOf(issues, totalOf(counts)));
    this.issues = issues.slice(0, most);
    this.counts = counts;
  }
}

/** Faults or remarks while they are being found. */
export interface IssueList {
  /** `count`: how many cases this one sentence tells. */
  add(issue: Issue, count?: number): void;
  /** By line, those without a line first. */
  listed(): Issue[];
  /** How many were added, listed or not. */
  added(): number;
  counts(): Record<string, number>;
  /** Throws CsvError when anything was added. */
  throwIfAny(): void;
}

/**
 * Keeps the first `most` and counts the rest, so that a wholly wrong file costs no memory. What concerns no
 * single row is rare, and listed however many rows are at fault.
 */
export function createIssueList(file: string, most = MOST_LISTED): IssueList {
  const issues: Issue[] = [];
  const counts: Record<string, number> = {};
  let added = 0;
  const listed = () => issues.toSorted(byLine).slice(0, most);
  return {
    add(issue, count = 1) {
      added++;
      counts[issue.code] = (counts[issue.code] ?? 0) + count;
      if (issues.length < most || issue.line === undefined) issues.push({ file, ...issue });
    },
    listed,
    added: () => added,
    counts: () => ({ ...counts }),
    throwIfAny() {
      if (issues.length > 0) throw new CsvError(listed(), counts, most);
    },
  };
}

/** Those without a line first. */
export const byLine = (one: Issue, other: Issue): number => (one.line ?? 0) - (other.line ?? 0);

function countsOf(issues: readonly Issue[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const LONGEST_QUOTED = 60;

/** A value of the file inside a sentence: “value”, cut where it would be longer than the sentence. */
export function quoted(value: string): string {
  return `“${value.length > LONGEST_QUOTED ? `${value.slice(0, LONGEST_QUOTED)}…` : value}”`;
}

/** 1 for 1, 1.0, true, yes; 0 for 0, 0.0, false, no and nothing; undefined for all else. */
export function parseFlag(value: string): 0 | 1 | undefined {
  if (/^(1(\.0*)?|true|yes)$/i.test(value)) return 1;
  if (/^(0(\.0*)?|false|no)?$/i.test(value)) return 0;
  return undefined;
}

function summaryOf(issues: readonly Issue[], total: number): string {
  const [first] = issues;
  if (!first) return 'The file could not be read.';
  const place = [
    first.file && `“${first.file}”`,
    first.line !== undefined && `line ${first.line}`,
    first.column && `column ${first.column}`,
  ].filter(Boolean);
  const sentence =
    place.length > 0 ? `${place.join(', ')}: ${first.message ?? first.code}` : (first.message ?? first.code);
  if (total === 1) return sentence;
  const shown = Math.min(issues.length, MOST_LISTED);
  return `${total} problems${shown < total ? ` (the first ${shown} are listed)` : ''}. ${sentence}`;
}
