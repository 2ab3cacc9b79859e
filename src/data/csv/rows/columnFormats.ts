/** Decides in which format each column of a file is written, before its rows are read. */
import type { Issue } from '../../schema';
import { type IdFormat, idFormatOf } from '../cells/ids';
import { numberFormatOf } from '../cells/numberColumn';
import type { NumberFormat } from '../cells/numberFormats';
import { timeFormatOf } from '../cells/timeColumn';
import type { TimeFormat } from '../cells/timeFormats';
import { type TimeOfDayFormat, timeOfDayFormatOf } from '../cells/timeOfDay';
import { excerpt } from '../issues/excerpt';
import type { Roles } from '../understand/mapping';
import type { ColumnMapping } from '../understand/mappingTypes';

export interface ColumnFormats {
  /** Absent without a column of times, or where there is nothing in it. */
  time?: TimeFormat;
  timeOfDay?: TimeOfDayFormat;
  rating?: NumberFormat;
  ids: { user: IdFormat; item: IdFormat };
}

interface FormatOptions {
  readonly names: readonly string[];
  /** The first rows below the header. */
  readonly rows: readonly (readonly string[])[];
  readonly roles: Roles;
  readonly mapping: Partial<ColumnMapping>;
}

/**
 * Returns the formats that the mapping names, else those of the first rows, and what is wrong: `no-times`,
 * `ambiguous-times`, `no-times-of-day`, `ambiguous-rating`.
 */
export function columnFormats(options: FormatOptions): { formats: ColumnFormats; issues: Issue[] } {
  const { names, rows, roles, mapping } = options;
  const issues: Issue[] = [];
  const cells = (column: number) => rows.map((row) => row[column] ?? '');
  const idsOf = (role: 'user' | 'item') => {
    const column = roles.single[role];
    return idFormatOf(column === undefined ? [] : cells(column));
  };
  const formats: ColumnFormats = { ids: { user: idsOf('user'), item: idsOf('item') } };
  const { timestamp, rating } = roles.single;
  if (timestamp !== undefined) {
    const name = names[timestamp]!;
    const time = mapping.timeFormat ?? foundTimeFormat(name, cells(timestamp), issues);
    if (time !== undefined) formats.time = time;
  }
  if (roles.timeOfDay !== undefined) {
    const format = timeOfDayFormatOf(cells(roles.timeOfDay));
    const name = names[roles.timeOfDay]!;
    if (format) formats.timeOfDay = format;
    else issues.push({ column: name, code: 'no-times-of-day', values: { name: excerpt(name) } });
  }
  if (rating !== undefined) {
    const name = names[rating]!;
    formats.rating = givenFormat(mapping, name) ?? foundNumberFormat(name, cells(rating), issues);
  }
  return { formats, issues };
}

/** Returns the format of numbers that the mapping names for a column. */
export const givenFormat = (
  { numberFormats = {} }: Partial<ColumnMapping>,
  column: string,
): NumberFormat | undefined => (Object.hasOwn(numberFormats, column) ? numberFormats[column] : undefined);

function foundTimeFormat(name: string, cells: readonly string[], issues: Issue[]): TimeFormat | undefined {
  const { format, ambiguous, filled, misfits, firstMisfit = '' } = timeFormatOf(cells);
  const value = excerpt(firstMisfit);
  if (ambiguous) {
    const [first = '', second = ''] = ambiguous;
    issues.push({
      column: name,
      code: 'ambiguous-times',
      values: { name: excerpt(name), value, first, second },
    });
  } else if (format === undefined && filled > 0) {
    const values = { name: excerpt(name), misfits, filled, value };
    issues.push({ column: name, code: 'no-times', values });
  }
  return format;
}

function foundNumberFormat(name: string, cells: readonly string[], issues: Issue[]): NumberFormat {
  const { format = '1234.5', ambiguous, example = '' } = numberFormatOf(cells);
  if (ambiguous) {
    const [first = '', second = ''] = ambiguous;
    const value = excerpt(example);
    issues.push({
      column: name,
      code: 'ambiguous-rating',
      values: { name: excerpt(name), value, first, second },
    });
  }
  return format;
}
