/** Reads one cell as a time, in the format that its column has. */
import { epochReader, readExcelDays, readOrder } from './numericTimes';
import type { TimeFormat } from './timeFormats';
import { readCompact, readMonthName, readYearFirst, yearLastReader } from './writtenTimes';

const READERS: Readonly<Record<TimeFormat, (value: string) => number | undefined>> = {
  'yyyy-mm-dd': readYearFirst,
  'dd/mm/yyyy': yearLastReader('day-month-year'),
  'mm/dd/yyyy': yearLastReader('month-day-year'),
  'yy/mm/dd': yearLastReader('year-month-day'),
  'dd mmm yyyy': readMonthName,
  yyyymmdd: readCompact,
  seconds: epochReader(1000),
  milliseconds: epochReader(1),
  microseconds: epochReader(1, 1e3),
  nanoseconds: epochReader(1, 1e6),
  'excel days': readExcelDays,
  order: readOrder,
};

/** Returns the milliseconds since 1970 of a trimmed cell; undefined where it is not written in this format. */
export function readTime(value: string, format: TimeFormat): number | undefined {
  return READERS[format](value);
}
