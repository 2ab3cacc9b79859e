/** What is said about a file that cannot be read: every fault with its place, all in one error. */
import type { Issue } from './schema';

const MOST_LISTED = 100;

/**
 * A file that could not be loaded. At most 100 issues are listed; the message tells how many there are,
 * `counts` how many of each code.
 */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly issues: Issue[];
  readonly counts: Record<string, number>;

  constructor(issues: readonly Issue[], counts = countsOf(issues)) {
    super(
      summaryOf(
        issues,
        Object.values(counts).reduce((sum, count) => sum + count, 0),
      ),
    );
    this.issues = issues.slice(0, MOST_LISTED);
    this.counts = counts;
  }
}

/** Faults or remarks while they are being found. */
export interface IssueList {
  /** `count`: how many cases this one sentence tells. */
  add(issue: Issue, count?: number): void;
  /** By line, those without a line first. */
  listed(): Issue[];
  counts(): Record<string, number>;
  /** Throws CsvError when anything was added. */
  throwIfAny(): void;
}

/** Keeps the first 100 and counts the rest, so that a wholly wrong file costs no memory. */
export function createIssueList(file: string): IssueList {
  const issues: Issue[] = [];
  const counts: Record<string, number> = {};
  const listed = () => issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return {
    add(issue, count = 1) {
      counts[issue.code] = (counts[issue.code] ?? 0) + count;
      if (issues.length < MOST_LISTED) issues.push({ file, ...issue });
    },
    listed,
    counts: () => ({ ...counts }),
    throwIfAny() {
      if (issues.length > 0) throw new CsvError(listed(), counts);
    },
  };
}

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
  const sentence = place.length > 0 ? `${place.join(', ')}: ${first.message}` : first.message;
  if (total === 1) return sentence;
  const shown = Math.min(issues.length, MOST_LISTED);
  return `${total} problems${shown < total ? ` (the first ${shown} are listed)` : ''}. ${sentence}`;
}
