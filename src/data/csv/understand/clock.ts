/** Finds the columns that say when a row happened: of several the finest, or a date and a time of day. */
import { DAY_MS } from '../cells/calendar';
import { readTime } from '../cells/readTime';
import { timeFormatOf } from '../cells/timeColumn';
import type { TimeFormat } from '../cells/timeFormats';
import { timeOfDayFormatOf } from '../cells/timeOfDay';
import { foldedName } from './headerNames';

interface ClockOptions {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly user: number | undefined;
  readonly item: number | undefined;
  /** Columns that have another role. */
  readonly taken: ReadonlySet<number>;
  /** The column that is called a time. */
  readonly named: number | undefined;
}

/** Columns by their place; `timeOfDay` only beside a date. */
export interface Clock {
  readonly timestamp: number;
  readonly timeOfDay?: number;
}

interface DateColumn {
  readonly column: number;
  readonly format: TimeFormat;
  readonly stepMs: number;
}

/** Share of the cells that must be times, and of the rows in which two columns must agree. */
const MIN_SHARE = 0.9;
/** Two clocks of one event differ by less, whatever their zones. */
const MAX_DIFFERENCE_MS = 1.5 * DAY_MS;
/** Names of columns whose small whole numbers may be hours or hours and minutes. */
const TIME_OF_DAY_NAME = /hour|time|clock|hhmm|uhr|stunde|hora|heure|时/;

/**
 * Returns the column that is called a time, or one with a finer clock that agrees with it on the day; where it
 * holds dates only, a time of day beside it; where it holds times of day only, the date beside it. A column that
 * never changes for an item (a date of release) gives way to one that does; one that never changes for a user
 * (of birth) is a clock only where it is called so. Undefined where no column is called a time.
 */
export function findClock(options: ClockOptions): Clock | undefined {
  const { names, taken, named, user, item } = options;
  if (named === undefined) return undefined;
  const free = [...names.keys()].filter((column) => {
    const isClock = changes(options, column, item) && (column === named || changes(options, column, user));
    return isClock && !taken.has(column);
  });
  const dates = free
    .flatMap((column) => dateColumn(options, column) ?? [])
    .sort((a, b) => a.stepMs - b.stepMs);
  const ofName = dates.find(({ column }) => column === named);
  if (ofName) {
    const finer = dates.find((date) => date.stepMs < ofName.stepMs && agree(options, ofName, date));
    return withTimeOfDay(options, finer ?? ofName, free);
  }
  const day = dates.find(({ stepMs }) => stepMs === DAY_MS);
  if (day && timeOfDayFormatOf(cellsOf(options, named))) return { timestamp: day.column, timeOfDay: named };
  return { timestamp: (changes(options, named, item) ? undefined : dates[0]?.column) ?? named };
}

function withTimeOfDay(options: ClockOptions, date: DateColumn, free: readonly number[]): Clock {
  const timestamp = date.column;
  if (date.stepMs < DAY_MS) return { timestamp };
  const timeOfDay = free.find((column) => {
    if (column === timestamp) return false;
    const format = timeOfDayFormatOf(cellsOf(options, column));
    return format === 'hh:mm' || (format && TIME_OF_DAY_NAME.test(foldedName(options.names[column]!)));
  });
  return timeOfDay === undefined ? { timestamp } : { timestamp, timeOfDay };
}

const cellsOf = ({ rows }: ClockOptions, column: number): string[] => rows.map((row) => row[column] ?? '');

/** Returns what a column of dates is; undefined for another, for an id, and where day and month are unclear. */
function dateColumn(options: ClockOptions, column: number): DateColumn | undefined {
  const { format, orderOnly, filled, misfits, stepMs } = timeFormatOf(cellsOf(options, column));
  if (format === undefined || stepMs === undefined || orderOnly) return undefined;
  const isNamed = column === options.named;
  if (!isNamed && (format === 'excel days' || /id$/.test(foldedName(options.names[column]!))))
    return undefined;
  return isNamed || filled - misfits >= MIN_SHARE * options.rows.length
    ? { column, format, stepMs }
    : undefined;
}

/** True where both columns say the same day, or nearly, in most of the rows in which both say one. */
function agree({ rows }: ClockOptions, first: DateColumn, second: DateColumn): boolean {
  const differences = rows.flatMap((row) => {
    const [one, other] = [first, second].map(({ column, format }) =>
      readTime((row[column] ?? '').trim(), format),
    );
    return one === undefined || other === undefined ? [] : [Math.abs(one - other)];
  });
  const near = differences.filter((difference) => difference < MAX_DIFFERENCE_MS).length;
  return near > 0 && near >= MIN_SHARE * differences.length;
}

/** True unless the column has one value for each of the users, or the items, of which some have several rows. */
function changes({ rows }: ClockOptions, column: number, side: number | undefined): boolean {
  if (side === undefined) return true;
  const values = new Map<string, string>();
  let isRepeated = false;
  for (const row of rows) {
    const [entity, value] = [row[side] ?? '', row[column] ?? ''];
    const before = values.get(entity);
    if (before !== undefined && before !== value) return true;
    isRepeated ||= before !== undefined;
    values.set(entity, value);
  }
  return !isRepeated;
}
