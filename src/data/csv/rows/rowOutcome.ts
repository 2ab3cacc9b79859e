/** Reads the outcome of an exposure from a row, in each shape of log. */

import { type Issue, OBJECTIVES, type Objective, type PerObjective } from '../../schema';
import { detachedText } from '../../vocabulary';
import { readCount, readFlag } from '../cells/flags';
import { type NumberFormat, readNumber } from '../cells/numberFormats';
import { isMissing } from '../cells/placeholders';
import { excerpt } from '../issues/excerpt';
import type { IssueList } from '../issues/issueList';
import { usualMeaning } from '../understand/eventWords';
import type { Roles } from '../understand/mapping';
import type { ColumnMapping, CsvReport } from '../understand/mappingTypes';
import { OUTCOME_BITS } from './outcomeBits';

const { exposure: EXPOSED, click: CLICKED, conversion: CONVERTED } = OUTCOME_BITS;

/** What is surprising in the rows without being wrong. */
export interface Anomalies {
  notExposed: number;
  /** Rows of flags that by themselves lack an exposure or a click; another row of the pair may have it. */
  rowsWithGap: number;
  /** Pairs with a gap. */
  clickWithoutExposure: number;
  conversionWithoutClick: number;
  /** Rows by event, for events that mean no objective. */
  otherEvents: Map<string, number>;
  /** Columns of flags that hold counts: their rows above 1, and the largest. */
  counts: Map<string, { rows: number; max: number }>;
  /** Rows by rating, for the first thousand ratings that differ. */
  ratings: Map<number, number>;
}

export const noAnomalies = (): Anomalies => ({
  notExposed: 0,
  rowsWithGap: 0,
  clickWithoutExposure: 0,
  conversionWithoutClick: 0,
  otherEvents: new Map(),
  counts: new Map(),
  ratings: new Map(),
});

/** Bits of a row, 0 for one that is left out; faults are added to the issues of the reader. */
export type ReadOutcome = (fields: readonly string[], line: number) => number;

export interface OutcomeOptions {
  readonly shape: CsvReport['shape'];
  readonly roles: Roles;
  readonly names: readonly string[];
  readonly mapping: Partial<ColumnMapping>;
  readonly thresholds: { readonly click: number; readonly conversion?: number | undefined };
  /** How the ratings are written. */
  readonly numberFormat?: NumberFormat | undefined;
  /** The objective of the file, where there are several. */
  readonly objective?: Objective | undefined;
  readonly issues: IssueList;
  readonly anomalies: Anomalies;
  readonly events: PerObjective<Set<string>>;
}

export function createRowOutcome(options: OutcomeOptions): ReadOutcome {
  if (options.shape === 'files') {
    const bit = OUTCOME_BITS[options.objective ?? 'exposure'];
    return () => bit;
  }
  if (options.shape === 'events') return eventOutcome(options);
  return options.shape === 'ratings' ? ratingOutcome(options) : flagOutcome(options);
}

function eventOutcome({ roles, mapping, anomalies, events }: OutcomeOptions): ReadOutcome {
  const column = roles.single.event!;
  const given = mapping.events;
  const meaning = memoised((value) => {
    const found = given
      ? OBJECTIVES.find((objective) => given[objective]?.some((name) => name.trim() === value))
      : usualMeaning(value);
    if (found) events[found].add(value);
    return found ? OUTCOME_BITS[found] : 0;
  });
  return (fields) => {
    const value = fields[column]!.trim();
    const bits = meaning(value);
    if (bits === 0) anomalies.otherEvents.set(value, (anomalies.otherEvents.get(value) ?? 0) + 1);
    return bits;
  };
}

const MAX_RATINGS = 1000;

function ratingOutcome(options: OutcomeOptions): ReadOutcome {
  const { roles, names, thresholds, issues, numberFormat = '1234.5', anomalies } = options;
  const column = roles.single.rating!;
  const { click, conversion = Number.POSITIVE_INFINITY } = thresholds;
  const ratingOf = memoised((value) => (isMissing(value) ? null : readNumber(value, numberFormat)));
  return (fields, line) => {
    const value = fields[column]!.trim();
    const rating = ratingOf(value);
    if (rating === null) return EXPOSED;
    if (rating === undefined) {
      issues.add({ code: 'bad-rating', values: { value: excerpt(value) }, line, column: names[column]! });
      return 0;
    }
    const rows = anomalies.ratings.get(rating);
    if (rows !== undefined || anomalies.ratings.size < MAX_RATINGS)
      anomalies.ratings.set(rating, (rows ?? 0) + 1);
    return EXPOSED + (rating >= click ? CLICKED : 0) + (rating >= conversion ? CONVERTED : 0);
  };
}

/**
 * A row's flags as they are: what a pair's rows say together decides whether something is missing. A row whose
 * flags are all 0 is left out and counted.
 */
function flagOutcome(options: OutcomeOptions): ReadOutcome {
  const { roles, anomalies } = options;
  const { exposure } = roles.single;
  const [readExposure, readClick, readConversion] = OBJECTIVES.map((objective) =>
    flagReader(roles.single[objective], options),
  ) as [ReadFlag, ReadFlag, ReadFlag];
  return (fields, line) => {
    const shown = exposure === undefined ? 1 : readExposure(fields, line);
    const clicked = readClick(fields, line);
    const converted = readConversion(fields, line);
    if (shown === undefined || clicked === undefined || converted === undefined) return 0;
    const bits = shown * EXPOSED + clicked * CLICKED + converted * CONVERTED;
    if (bits === 0) anomalies.notExposed++;
    else if (!shown || clicked < converted) anomalies.rowsWithGap++;
    return bits;
  };
}

type ReadFlag = (fields: readonly string[], line: number) => 0 | 1 | undefined;

/**
 * Returns a reader of one column of flags; 0 without a column. A count above 1 is a 1, and counted; in a column
 * that says the opposite 0 and 1 change places, and an empty cell says nothing.
 */
function flagReader(column: number | undefined, options: OutcomeOptions): ReadFlag {
  if (column === undefined) return () => 0;
  const { names, mapping, issues, anomalies } = options;
  const name = names[column]!;
  const isOpposite = mapping.complements?.includes(name) ?? false;
  const countOf = memoised((value) =>
    isOpposite && isMissing(value) ? undefined : (readFlag(value) ?? readCount(value)),
  );
  return (fields, line) => {
    const value = fields[column]!.trim();
    const count = countOf(value);
    if (count === undefined) {
      issues.add({ code: 'bad-flag', values: { value: excerpt(value) }, line, column: name });
      return undefined;
    }
    if (count > 1) {
      const { rows = 0, max = 0 } = anomalies.counts.get(name) ?? {};
      anomalies.counts.set(name, { rows: rows + 1, max: Math.max(max, count) });
    }
    return count > 0 !== isOpposite ? 1 : 0;
  };
}

/** Few values occur again and again; should they be many, the memory stays bounded. */
function memoised<T>(compute: (value: string) => T): (value: string) => T {
  const known = new Map<string, T>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined || known.has(value)) return found as T;
    if (known.size > 10_000) known.clear();
    const computed = compute(value);
    known.set(detachedText(value), computed);
    return computed;
  };
}

/** Returns strict mode's notice on a row whose deeper event lacks the one before. */
export const rejected = (deeper: 'click' | 'conversion'): Issue => ({ code: `${deeper}-rejected` });
