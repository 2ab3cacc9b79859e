/** Times that a file has and the log does not: without them the split falls back to random. */

import type { Issue } from '../../schema';
import { timeFormatOf } from '../cells/timeColumn';
import type { FileReading } from '../fileReadTypes';
import { excerpt } from '../issues/excerpt';
import type { ColumnRole } from '../understand/mappingTypes';

/** Share of a column's cells that need not be times. (ours) */
const MAX_MISFITS = 0.05;

/**
 * Returns a notice where some files have times and others have none, or where no column was read as time although
 * one that changes within users and items holds times. `roles`: what became of the columns without a role of
 * their own.
 */
export function unreadTimes(
  readings: readonly FileReading[],
  roles: ReadonlyMap<string, ColumnRole>,
): Issue[] {
  const untimed = readings.filter(({ roles: { single } }) => single.timestamp === undefined);
  if (untimed.length === 0) return [];
  if (untimed.length < readings.length) {
    return [{ code: 'times-in-some-files', values: { files: untimed.map(({ name }) => name).join(', ') } }];
  }
  for (const { name: file, layout } of readings) {
    for (const [column, name] of layout.names.entries()) {
      if (roles.get(name) !== 'ignored') continue;
      const cells = layout.rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
      if (!holdsTimes(cells)) continue;
      const values = { column: excerpt(name), example: excerpt(cells[0]!) };
      return [{ file, column: name, code: 'times-not-read', values }];
    }
  }
  return [];
}

/** Whether most cells are dates of a log, whatever the day and the month are, and not all the same one. */
function holdsTimes(cells: readonly string[]): boolean {
  const { format, ambiguous, orderOnly, filled, misfits, implausible, span } = timeFormatOf(cells);
  if (filled === 0 || orderOnly || format === 'excel days') return false;
  if (ambiguous) return true;
  return span !== undefined && span.from < span.to && misfits + implausible <= MAX_MISFITS * filled;
}
