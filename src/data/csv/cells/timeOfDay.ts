/** Times of day in a column beside the date. */
import { readClock } from './clock';
import { isMissing } from './placeholders';

/** `hh:mm`: with colons, also with seconds or am and pm; the others are digits only, without leading zeros too. */
const TIME_OF_DAY_FORMATS = ['hh:mm', 'hh', 'hhmm', 'hhmmss'] as const;
export type TimeOfDayFormat = (typeof TIME_OF_DAY_FORMATS)[number];

/** Returns the first format that reads every filled cell of the column; undefined where none does. */
export function timeOfDayFormatOf(values: Iterable<string>): TimeOfDayFormat | undefined {
  const cells: string[] = [];
  for (const value of values) {
    const text = value.trim();
    if (!isMissing(text)) cells.push(text);
  }
  if (cells.length === 0) return undefined;
  return TIME_OF_DAY_FORMATS.find((format) =>
    cells.every((cell) => readTimeOfDay(cell, format) !== undefined),
  );
}

/** Returns the milliseconds since midnight of a trimmed cell; undefined where it is not written in this format. */
export function readTimeOfDay(value: string, format: TimeOfDayFormat): number | undefined {
  if (format === 'hh:mm') return value.includes(':') ? readClock(value) : undefined;
  const width = format.length;
  if (!/^\d{1,6}$/.test(value) || value.length > width) return undefined;
  const digits = value.padStart(width, '0');
  const [hour, minute, second] = [0, 2, 4].map((place) => Number(digits.slice(place, place + 2) || 0));
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  return ((hour! * 60 + minute!) * 60 + second!) * 1000;
}
