/** Collects the issues of a file: every fault with its place, all in one error. */

import type { Coded, Values } from '../../../coded';
import type { Issue } from '../../schema';
import { totalOf } from './issueCounts';

/** Issues that are listed unless more are wanted: nobody reads more. */
export const MAX_LISTED = 100;

/**
 * A file that could not be loaded. `code` and `values` are those of its first issue; `issues` holds at most 100
 * unless more are wanted; `counts` tells how many there are of each code. Its own `message` is for logs; page/messages renders the sentence.
 */
export class CsvError extends Error implements Coded {
  override readonly name = 'CsvError';
  readonly code: string;
  readonly values: Values;
  readonly issues: Issue[];
  readonly counts: Record<string, number>;

  constructor(issues: readonly Issue[], counts = countsOf(issues), maxListed = MAX_LISTED) {
    super(`${totalOf(counts)} issues, first ${JSON.stringify(issues[0])}`);
    this.code = issues[0]?.code ?? '';
    this.values = issues[0]?.values ?? {};
    this.issues = issues.slice(0, maxListed);
    this.counts = counts;
  }
}

/** Faults or notices while they are being found. */
export interface IssueList {
  /** `count`: the number of cases that this issue stands for. */
  add(issue: Issue, count?: number): void;
  /** Returns the issues by line, those without a line first. */
  listed(): Issue[];
  /** How many were added, listed or not. */
  added(): number;
  counts(): Record<string, number>;
  /** Throws CsvError when anything was added. */
  throwIfAny(): void;
}

/**
 * Creates a list that keeps the first `maxListed` issues and counts the rest, so that a file that is wrong
 * everywhere costs no memory. An issue without a line is rare, and listed however many rows are at fault.
 */
export function createIssueList(file: string, maxListed = MAX_LISTED): IssueList {
  const issues: Issue[] = [];
  const counts: Record<string, number> = {};
  let added = 0;
  const listed = () => issues.toSorted(byLine).slice(0, maxListed);
  return {
    add(issue, count = 1) {
      added++;
      counts[issue.code] = (counts[issue.code] ?? 0) + count;
      if (issues.length < maxListed || issue.line === undefined) issues.push({ file, ...issue });
    },
    listed,
    added: () => added,
    counts: () => ({ ...counts }),
    throwIfAny() {
      if (issues.length > 0) throw new CsvError(listed(), counts, maxListed);
    },
  };
}

/** Compares issues by line, those without a line first. */
export const byLine = (left: Issue, right: Issue): number => (left.line ?? 0) - (right.line ?? 0);

function countsOf(issues: readonly Issue[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
