/** Reads the outcome of an exposure from a row, in each shape of log. */

import { type Issue, OBJECTIVES, type Objective, type PerObjective } from '../../schema';
import { excerpt } from '../issues/excerpt';
import type { IssueList } from '../issues/issueList';
import { parseFlag, parseNumber } from '../understand/cellValues';
import { usualMeaning } from '../understand/logShape';
import type { Roles } from '../understand/mapping';
import type { ColumnMapping, CsvReport } from '../understand/mappingTypes';
import { OUTCOME_BITS } from './outcomeBits';

const { exposure: EXPOSED, click: CLICKED, conversion: CONVERTED } = OUTCOME_BITS;

/** Rows that are surprising without being wrong. */
export interface Anomalies {
  notExposed: number;
  clickWithoutExposure: number;
  conversionWithoutClick: number;
  /** Rows by event, for events that mean no objective. */
  otherEvents: Map<string, number>;
}

export const noAnomalies = (): Anomalies => ({
  notExposed: 0,
  clickWithoutExposure: 0,
  conversionWithoutClick: 0,
  otherEvents: new Map(),
});

/** Bits of a row, 0 for one that is left out; faults are added to the issues of the reader. */
export type ReadOutcome = (fields: readonly string[], line: number) => number;

export interface OutcomeOptions {
  readonly shape: CsvReport['shape'];
  readonly roles: Roles;
  readonly names: readonly string[];
  readonly mapping: Partial<ColumnMapping>;
  readonly thresholds: { readonly click: number; readonly conversion?: number | undefined };
  /** The objective of the file, where there are several. */
  readonly objective?: Objective | undefined;
  readonly issues: IssueList;
  readonly notices: IssueList;
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

function ratingOutcome({ roles, names, thresholds, issues }: OutcomeOptions): ReadOutcome {
  const column = roles.single.rating!;
  const { click, conversion = Number.POSITIVE_INFINITY } = thresholds;
  const bitsOf = memoised((value) => {
    if (value === '') return EXPOSED;
    const rating = parseNumber(value);
    if (rating === undefined) return undefined;
    return EXPOSED + (rating >= click ? CLICKED : 0) + (rating >= conversion ? CONVERTED : 0);
  });
  return (fields, line) => {
    const value = fields[column]!.trim();
    const bits = bitsOf(value);
    if (bits === undefined) {
      issues.add({ code: 'bad-rating', values: { value: excerpt(value) }, line, column: names[column]! });
    }
    return bits ?? 0;
  };
}

/**
 * A conversion without click, or a click without exposure, is closed (the shallower flag is taken as 1)
 * and counted, or the row is rejected. A row whose flags are all 0 is left out and counted.
 */
function flagOutcome({ roles, names, mapping, issues, notices, anomalies }: OutcomeOptions): ReadOutcome {
  const flag = memoised(parseFlag);
  const read = (column: number | undefined, fields: readonly string[], line: number) => {
    if (column === undefined) return 0;
    const value = fields[column]!.trim();
    const parsed = flag(value);
    if (parsed === undefined) {
      issues.add({ code: 'bad-flag', values: { value: excerpt(value) }, line, column: names[column]! });
    }
    return parsed;
  };
  const { exposure, click, conversion } = roles.single;
  const strict = mapping.nesting === 'reject';
  return (fields, line) => {
    const shown = read(exposure, fields, line);
    const clicked = read(click, fields, line);
    const converted = read(conversion, fields, line);
    if (shown === undefined || clicked === undefined || converted === undefined) return 0;
    const exposed = exposure === undefined || shown === 1;
    if (!exposed && !clicked && !converted) {
      anomalies.notExposed++;
      return 0;
    }
    const skipsExposure = !exposed;
    const skipsClick = converted === 1 && clicked === 0;
    if (strict && (skipsExposure || skipsClick)) {
      notices.add({ ...rejected(skipsClick ? 'conversion' : 'click'), line });
      return 0;
    }
    if (skipsExposure) anomalies.clickWithoutExposure++;
    if (skipsClick) anomalies.conversionWithoutClick++;
    return EXPOSED + (clicked || converted ? CLICKED : 0) + (converted ? CONVERTED : 0);
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
    known.set(value, computed);
    return computed;
  };
}

/** Returns strict mode's notice on a row whose deeper event lacks the one before. */
export const rejected = (deeper: 'click' | 'conversion'): Issue => ({ code: `${deeper}-rejected` });
