/** Decides over all cells of a column in which format its times are written. */
import { isPlausible } from './calendar';
import { isNumeral } from './numericTimes';
import { isMissing } from './placeholders';
import { readTime } from './readTime';
import type { TimeColumn, TimeFormat } from './timeFormats';

/** Numbers since 1970 and dates in digits; in 1990 … next year no number is two of them. */
const NUMBERS_THAT_ARE_DATES: readonly TimeFormat[] = [
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
  'yyyymmdd',
  'excel days',
];
const WRITTEN: readonly TimeFormat[] = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'yy/mm/dd',
  'dd mmm yyyy',
  'yyyymmdd',
];
/** Read the same cells, as different days. */
const DAY_ORDERS: readonly TimeFormat[] = ['dd/mm/yyyy', 'mm/dd/yyyy', 'yy/mm/dd'];

/** Share of the numbers other than 0 that must be plausible dates. */
const MIN_DATES = 0.9;
/** Cells that are tried first: a format that reads none of them is not tried on the rest. */
const TRIED_FIRST = 64;

/**
 * Returns the one format that reads at least half of the filled cells, and how many it cannot read. Numbers are
 * dates where nine in ten lie between 1990 and the end of next year, else they are an order only. The column as
 * a whole decides which number is the day and which the month (before dots the day is first), or both may be.
 */
export function timeFormatOf(values: Iterable<string>): TimeColumn {
  const cells: string[] = [];
  for (const value of values) {
    const text = value.trim();
    if (!isMissing(text)) cells.push(text);
  }
  const numerals = cells.filter(isNumeral);
  if (numerals.length > 0 && 2 * numerals.length >= cells.length)
    return timesIn(cells, formatOfNumbers(numerals));
  const formats = writtenFormats(cells);
  if (formats.length < 2) return timesIn(cells, formats[0]);
  return { ...timesIn(cells, undefined), ambiguous: formats };
}

/** True for a cell that by itself is a time: a date, or a number of 1990 … next year; not for a small number. */
export function isTime(value: string): boolean {
  const { format, ambiguous } = timeFormatOf([value]);
  return ambiguous !== undefined || (format !== undefined && format !== 'order' && format !== 'excel days');
}

function formatOfNumbers(numerals: readonly string[]): TimeFormat {
  // 0 often stands for a missing time; it speaks for no format.
  const filled = numerals.filter((cell) => Number(cell.replace(',', '.')) !== 0);
  const dates = NUMBERS_THAT_ARE_DATES.find((format) => {
    const plausible = countReadable(filled, format, isPlausible);
    return plausible > 0 && plausible >= MIN_DATES * filled.length;
  });
  return dates ?? 'order';
}

/** Returns the formats that read most cells, and at least half: several only where they differ in the day. */
function writtenFormats(cells: readonly string[]): TimeFormat[] {
  const stride = Math.max(1, Math.floor(cells.length / TRIED_FIRST));
  const first = cells.filter((_, index) => index % stride === 0);
  const counts = WRITTEN.filter((format) => countReadable(first, format) > 0).map((format) => ({
    format,
    readable: countReadable(cells, format),
  }));
  const most = counts.reduce((max, { readable }) => Math.max(max, readable), 0);
  if (most === 0 || 2 * most < cells.length) return [];
  const best = counts.filter(({ readable }) => readable === most).map(({ format }) => format);
  return best.length > 1 && best.every((format) => DAY_ORDERS.includes(format))
    ? dayOrders(cells, best)
    : best.slice(0, 1);
}

/** Returns those orders of day and month that the dates' plausibility and their separator leave open. */
function dayOrders(cells: readonly string[], orders: readonly TimeFormat[]): TimeFormat[] {
  const counts = orders.map((format) => countReadable(cells, format, isPlausible));
  const most = Math.max(...counts);
  const plausible = orders.filter((_, index) => counts[index] === most);
  const [first, ...others] = plausible as [TimeFormat, ...TimeFormat[]];
  const differs = (format: TimeFormat) =>
    cells.some((cell) => readTime(cell, format) !== readTime(cell, first));
  const different = others.filter(differs);
  const hasDots = cells.every((cell) => /^\d+\.\d+\.\d{4}/.test(cell));
  return hasDots && first === 'dd/mm/yyyy' ? [first] : [first, ...different];
}

function countReadable(
  cells: readonly string[],
  format: TimeFormat,
  counts: (time: number) => boolean = () => true,
): number {
  let readable = 0;
  for (const cell of cells) {
    const time = readTime(cell, format);
    if (time !== undefined && counts(time)) readable++;
  }
  return readable;
}

/** Reads all cells in the format, for what the column as a whole is. */
function timesIn(cells: readonly string[], format: TimeFormat | undefined): TimeColumn {
  const misfits = cells.filter((cell) => format === undefined || readTime(cell, format) === undefined);
  const isHalfRead = format !== undefined && 2 * misfits.length <= cells.length;
  if (!isHalfRead && format !== undefined) return timesIn(cells, undefined);
  const times = format === undefined ? [] : cells.flatMap((cell) => readTime(cell, format) ?? []);
  return {
    ...(format !== undefined && { format }),
    orderOnly: format === 'order',
    filled: cells.length,
    misfits: misfits.length,
    ...(misfits[0] !== undefined && { firstMisfit: misfits[0] }),
    ...(times.length > 0 && { span: spanOf(times), stepMs: stepOf(times) }),
    implausible: format === 'order' ? 0 : times.filter((time) => !isPlausible(time)).length,
  };
}

function spanOf(times: readonly number[]): { from: number; to: number } {
  let [from, to] = [times[0]!, times[0]!];
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  return { from, to };
}

const STEPS = [86_400_000, 3_600_000, 60_000, 1000];

/** Returns the largest unit, from a day down to a second, of which all times are multiples; 1 where none is. */
const stepOf = (times: readonly number[]): number =>
  STEPS.find((step) => times.every((time) => time % step === 0)) ?? 1;
