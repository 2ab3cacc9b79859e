/** Reads the time of a row, from one column or from a date and a time of day. */
import type { Issue } from '../../schema';
import { isMissing } from '../cells/placeholders';
import { readTime } from '../cells/readTime';
import { readTimeOfDay } from '../cells/timeOfDay';
import type { FileReading } from '../fileReadTypes';
import { excerpt } from '../issues/excerpt';
import type { IssueList } from '../issues/issueList';
import { noteTime, noteZone } from './cellFindings';

/** Returns milliseconds since 1970, NaN without a column of times, undefined for what is none. */
export type ReadRowTime = (fields: readonly string[], line: number) => number | undefined;

/** Faults (`bad-timestamp`, `empty-time`) go to `issues`, what is noteworthy to the reading's findings. */
export function createTimeReader(reading: FileReading, issues: IssueList): ReadRowTime {
  const { roles, formats, cells, layout } = reading;
  const column = roles.single.timestamp;
  if (column === undefined) return () => Number.NaN;
  const { time: format = 'yyyy-mm-dd' } = formats;
  const isDate = format !== 'order';
  const hasZones = format === 'yyyy-mm-dd';
  const readClock = createClockReader(reading, issues);
  return (fields, line) => {
    const value = fields[column]!.trim();
    const date = readTime(value, format);
    if (date === undefined) {
      issues.add(badCell(layout.names[column]!, line, value, format));
      return undefined;
    }
    const clock = readClock(fields, line);
    if (clock === undefined) return undefined;
    const time = date + clock;
    noteTime(cells, value, time, isDate);
    if (hasZones) noteZone(cells, value);
    return time;
  };
}

/** Milliseconds since midnight; 0 where the file has no column of times of day. */
function createClockReader({ roles, formats, layout }: FileReading, issues: IssueList): ReadRowTime {
  const column = roles.timeOfDay;
  const format = formats.timeOfDay;
  if (column === undefined || format === undefined) return () => 0;
  return (fields, line) => {
    const value = fields[column]!.trim();
    const clock = readTimeOfDay(value, format);
    if (clock === undefined) issues.add(badCell(layout.names[column]!, line, value, format));
    return clock;
  };
}

function badCell(column: string, line: number, value: string, format: string): Issue {
  if (isMissing(value)) return { line, column, code: 'empty-time' };
  return { line, column, code: 'bad-timestamp', values: { value: excerpt(value), format } };
}
