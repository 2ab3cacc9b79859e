/** Notices on what the cells of a file turned out to hold: how ids, times and ratings were read. */
import type { FileReading } from '../fileReadTypes';
import type { Anomalies } from '../rows/rowOutcome';
import { excerpt } from './excerpt';
import type { Notice } from './notices';

/** Formats that a person should see: their dates could be read in another way. */
const FORMATS_TO_SAY: readonly string[] = ['dd/mm/yyyy', 'mm/dd/yyyy', 'yy/mm/dd', 'excel days'];

/** Returns the notices on the cells of one file. */
export function cellNotices(reading: FileReading): Notice[] {
  return [...idNotices(reading), ...timeNotices(reading), ...ratingFormat(reading)];
}

function idNotices({ cells }: FileReading): Notice[] {
  const { trimmedIds, cleanedIds, roundedIds, firstRounded, wholeNumberIds } = cells;
  const { placeholderIds, firstPlaceholder } = cells;
  const counted = [
    ['ids-trimmed', trimmedIds],
    ['ids-cleaned', cleanedIds],
    ['ids-whole-numbers', wholeNumberIds],
  ] as const;
  const notices: Notice[] = counted
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({ code, count, values: { count } }));
  if (roundedIds > 0) {
    const values = { count: roundedIds, value: excerpt(firstRounded) };
    notices.push({ code: 'ids-rounded', count: roundedIds, values });
  }
  if (placeholderIds > 0) {
    const values = { count: placeholderIds, value: firstPlaceholder };
    notices.push({ code: 'placeholder-among-words', count: placeholderIds, values });
  }
  return notices;
}

function timeNotices({ layout, roles, cells, formats }: FileReading): Notice[] {
  const column = roles.single.timestamp;
  if (column === undefined || cells.from > cells.to) return [];
  const name = excerpt(layout.names[column]!);
  const notices: Notice[] = [];
  if (formats.time === 'order') {
    const values = { name, from: cells.from / 1000, to: cells.to / 1000 };
    notices.push({ column: name, code: 'times-order-only', values });
  } else if (formats.time !== undefined && FORMATS_TO_SAY.includes(formats.time)) {
    const value = layout.rows.map((row) => row[column]?.trim()).find((cell) => cell) ?? '';
    const values = { name, format: formats.time, value: excerpt(value) };
    notices.push({ column: name, code: 'time-format', values });
  }
  const { implausibleTimes: count, firstImplausible, firstImplausibleMs } = cells;
  if (count > 0) {
    const year = new Date(firstImplausibleMs).getUTCFullYear();
    const values = { name, count, value: excerpt(firstImplausible), year: String(year) };
    notices.push({ column: name, code: 'implausible-times', count, values });
  }
  const { zoned, unzoned, dates } = cells.zones;
  if ([zoned, unzoned, dates].filter((rows) => rows > 0).length > 1) {
    notices.push({ column: name, code: 'mixed-times', values: { zoned, unzoned, dates } });
  }
  return notices;
}

function ratingFormat({ layout, roles, formats }: FileReading): Notice[] {
  const column = roles.single.rating;
  if (column === undefined || formats.rating === undefined || formats.rating === '1234.5') return [];
  const name = excerpt(layout.names[column]!);
  return [{ column: name, code: 'number-format', values: { name, format: formats.rating } }];
}

/** Returns the notices on columns of flags that hold counts. */
export function countNotices({ counts }: Anomalies): Notice[] {
  return [...counts].map(([name, { rows, max }]) => ({
    column: name,
    code: 'counts-as-flags',
    count: rows,
    values: { name: excerpt(name), max },
  }));
}

/**
 * Returns a notice where the most frequent rating is the only negative one, or lies farther from three others
 * or more than these lie from each other: −1 or 99 among grades often means that there is no rating.
 */
export function outlyingRating({ ratings }: Anomalies): Notice[] {
  const [first, ...others] = [...ratings].sort((a, b) => b[1] - a[1]);
  if (first === undefined || others.length < 2) return [];
  const [value, rows] = first;
  const grades = others.map(([grade]) => grade);
  const [min, max] = [Math.min(...grades), Math.max(...grades)];
  const isOnlyNegative = value < 0 && min >= 0;
  const isFar = others.length > 2 && Math.max(min - value, value - max) > max - min;
  if (!isOnlyNegative && !isFar) return [];
  return [{ code: 'outlying-rating', count: rows, values: { value, rows, min, max } }];
}
