/** What is said about a file that cannot be read: every fault with its place, all in one error. */
import type { Issue } from './schema';

const MOST_LISTED = 100;

/** A file that could not be loaded. At most 100 issues are listed; the message tells how many there are. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly issues: Issue[];

  constructor(issues: readonly Issue[], total = issues.length) {
    super(summaryOf(issues, total));
    this.issues = issues.slice(0, MOST_LISTED);
  }
}

/** Faults while they are being found. */
export interface IssueList {
  add(issue: Issue): void;
  /** Throws CsvError when anything was added. */
  throwIfAny(): void;
}

/** Keeps the first 100 faults of `file` and counts the rest, so that a wholly wrong file costs no memory. */
export function createIssueList(file: string): IssueList {
  const issues: Issue[] = [];
  let total = 0;
  return {
    add(issue) {
      total++;
      if (issues.length < MOST_LISTED) issues.push({ file, ...issue });
    },
    throwIfAny() {
      if (total === 0) return;
      const byLine = issues.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
      throw new CsvError(byLine, total);
    },
  };
}

/** 1 for 1, 1.0, true, yes; 0 for 0, 0.0, false, no and nothing; undefined for all else. */
export function parseFlag(value: string): 0 | 1 | undefined {
  if (/^(1(\.0*)?|true|yes)$/i.test(value)) return 1;
  if (/^(0(\.0*)?|false|no)?$/i.test(value)) return 0;
  return undefined;
}

const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const COMPACT_DATE = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
/** In seconds this is the year 5138, in milliseconds 1973. */
const SMALLEST_MILLISECONDS = 1e11;
const LARGEST_MILLISECONDS = 1e14;

/**
 * Milliseconds since 1970 of an ISO date or date and time, of seconds or of milliseconds; undefined
 * when it is none of them. Without a zone it is UTC: the same file is the same log on every machine.
 */
export function parseTimestamp(value: string): number | undefined {
  const compact = COMPACT_DATE.exec(value);
  if (compact) return parseTimestamp(compact.slice(1).join('-'));
  if (/^\d+(\.\d+)?$/.test(value)) {
    const number = Number(value);
    if (number >= LARGEST_MILLISECONDS) return undefined;
    return number < SMALLEST_MILLISECONDS ? number * 1000 : number;
  }
  const parts = ISO.exec(value);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  // A day that the month does not have (or hour 25) would silently run over into the next.
  const start = new Date(Date.UTC(year, month - 1, day));
  const exists = start.getUTCMonth() === month - 1 && start.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  const local = start.getTime() + ((hour * 60 + minute) * 60 + second + Number(parts[7] ?? 0)) * 1000;
  return local - zoneMinutes(parts[8]) * 60_000;
}

/** “+05:30” → 330. */
function zoneMinutes(zone: string | undefined): number {
  if (!zone || /^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith('-') ? -minutes : minutes;
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
