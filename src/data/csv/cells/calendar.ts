/** Dates of the Gregorian calendar as days and milliseconds since 1970, and which of them a log may hold. */

export const DAY_MS = 86_400_000;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Returns the days from 1970-01-01 to a date; undefined for a day that does not exist (source: H. Hinnant,
 * “chrono-compatible low-level date algorithms”, days_from_civil). Years are counted from March, so that the
 * leap day is the last of its year.
 */
export function daysSince1970(year: number, month: number, day: number): number | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 0)) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > MONTH_LENGTHS[month - 1]! + (isLeap && month === 2 ? 1 : 0)) return undefined;
  const fromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The first moment that a log of a person's clicks may plausibly hold. */
const EARLIEST = Date.UTC(1990, 0, 1);
/** The year after next begins: clocks that go a little ahead, and campaigns planned for next year, pass. */
const LATEST = Date.UTC(new Date().getUTCFullYear() + 2, 0, 1);

/** True for milliseconds since 1970 from 1990 to the end of next year. */
export const isPlausible = (time: number): boolean => time >= EARLIEST && time < LATEST;

/** Returns the year that a year of two digits means: the latest that is not after next year. */
export function fullYear(year: number): number {
  const thisCentury = 2000 + year;
  return Date.UTC(thisCentury, 0, 1) < LATEST ? thisCentury : 1900 + year;
}
