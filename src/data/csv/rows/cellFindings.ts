/** What the cells of one file turned out to hold while its rows were read: counted here, reported as notices. */
import { isPlausible } from '../cells/calendar';

export interface CellFindings {
  /** Ids with surrounding spaces, and with invisible or control characters; both were removed. */
  trimmedIds: number;
  cleanedIds: number;
  /** Ids in scientific notation, which have lost digits, and the first of them. */
  roundedIds: number;
  firstRounded: string;
  /** Ids such as null among words, and the first of them. */
  placeholderIds: number;
  firstPlaceholder: string;
  /** Ids of which a fraction of 0 was cut. */
  wholeNumberIds: number;
  /** Times by the way the zone is given; counted where the year comes first. */
  zones: { zoned: number; unzoned: number; dates: number };
  /** First and last time, milliseconds since 1970. */
  from: number;
  to: number;
  /** Times before 1990 or after next year, the first of them, and what it was read as. */
  implausibleTimes: number;
  firstImplausible: string;
  firstImplausibleMs: number;
}

export const noCellFindings = (): CellFindings => ({
  trimmedIds: 0,
  cleanedIds: 0,
  roundedIds: 0,
  firstRounded: '',
  placeholderIds: 0,
  firstPlaceholder: '',
  wholeNumberIds: 0,
  zones: { zoned: 0, unzoned: 0, dates: 0 },
  from: Number.POSITIVE_INFINITY,
  to: Number.NEGATIVE_INFINITY,
  implausibleTimes: 0,
  firstImplausible: '',
  firstImplausibleMs: 0,
});

/** Notes a time that was read from `value`; `isDate`: the number is meant as a date, not as an order. */
export function noteTime(findings: CellFindings, value: string, time: number, isDate: boolean): void {
  if (time < findings.from) findings.from = time;
  if (time > findings.to) findings.to = time;
  if (!isDate || isPlausible(time)) return;
  if (findings.implausibleTimes === 0) {
    findings.firstImplausible = value;
    findings.firstImplausibleMs = time;
  }
  findings.implausibleTimes++;
}

const ZONE = /(?:[+-]\d{1,2}(?::?\d{2})?|[a-z])\]?$/i;
const HALF_OF_DAY = /[ap]\.?m\.?$/i;

/** Notes whether a date with the year first has a time of day, and this a zone. */
export function noteZone({ zones }: CellFindings, value: string): void {
  const clock = value.slice(11);
  if (clock === '') zones.dates++;
  else if (ZONE.test(clock) && !HALF_OF_DAY.test(clock)) zones.zoned++;
  else zones.unzoned++;
}
