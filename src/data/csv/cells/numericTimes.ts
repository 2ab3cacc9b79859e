/** Reads times that are numbers: since 1970 in some unit, days of a spreadsheet, or an order only. */
import { DAY_MS } from './calendar';

const NUMERAL = /^\d+(?:[.,]\d*)?(?:e\+?\d{1,2})?$/i;
const SIGNED_NUMERAL = /^[+-]?\d+(?:[.,]\d*)?(?:e[+-]?\d{1,2})?$/i;

/** The year 10,000 begins: what is later is no time. */
const END = 253_402_300_800_000;

/** True for a number as a column of times may write it, with or without a sign. */
export const isNumeral = (value: string): boolean => SIGNED_NUMERAL.test(value);

/** Returns a reader of numbers since 1970, of which one is `msPerUnit / unitsPerMs` milliseconds. */
export function epochReader(msPerUnit: number, unitsPerMs = 1): (value: string) => number | undefined {
  return (value) => {
    if (!NUMERAL.test(value)) return undefined;
    const time = (numberIn(value) * msPerUnit) / unitsPerMs;
    return time < END ? time : undefined;
  };
}

/** Days from the end of 1899 to 1970 (spreadsheets take 1900 for a leap year; after February it is so). */
const EXCEL_DAYS_TO_1970 = 25_569;

/**
 * Returns the milliseconds since 1970 of a spreadsheet's day with the time of day as its fraction. A fraction
 * of up to six digits cannot hold a second exactly: it is rounded to one.
 */
export function readExcelDays(value: string): number | undefined {
  if (!NUMERAL.test(value)) return undefined;
  const days = numberIn(value);
  if (days < 1) return undefined;
  const time = (days - EXCEL_DAYS_TO_1970) * DAY_MS;
  const point = value.search(/[.,]/);
  const step = point >= 0 && value.length - point - 1 > 6 ? 1 : 1000;
  const rounded = Math.round(time / step) * step;
  return rounded < END ? rounded : undefined;
}

/**
 * Returns a number that is no date as if it were seconds from 1970 on: later rows have larger numbers, and
 * differences are right where the unit is a second.
 */
export function readOrder(value: string): number | undefined {
  if (!SIGNED_NUMERAL.test(value)) return undefined;
  const time = numberIn(value) * 1000;
  return Math.abs(time) < END ? time : undefined;
}

const numberIn = (value: string): number => Number(value.replace(',', '.'));
