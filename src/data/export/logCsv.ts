/** Writes a log as CSV that reads back as the same log. */
import Papa from 'papaparse';
import { listText } from '../csv/features/listCell';
import type { InteractionLog } from '../schema';
import { type LogColumn, logTable } from './logTable';

/** Rows in one part of the file. */
const PART = 20_000;

/**
 * One row for each pair; times in seconds with microseconds, flags as 0 and 1, lists as a|b|c. Yields parts, so
 * that the writer can report progress; the first is the header.
 */
export function* csvParts(log: InteractionLog): Generator<{ text: string; rows: number }> {
  const columns = logTable(log);
  const written = (data: unknown[][]) => `${Papa.unparse(data, { newline: '\n' })}\n`;
  yield { text: written([columns.map(({ name }) => name)]), rows: 0 };
  for (let start = 0; start < log.depth.length; start += PART) {
    const length = Math.min(PART, log.depth.length - start);
    const rows = Array.from({ length }, (_, index) => columns.map((column) => cellOf(column, start + index)));
    yield { text: written(rows), rows: start + length };
  }
}

function cellOf(column: LogColumn, row: number): string | number {
  switch (column.kind) {
    case 'flag':
      return column.at(row) ? 1 : 0;
    case 'time':
      return secondsOf(column.at(row));
    case 'list':
      return listText(column.at(row));
    default:
      return column.at(row);
  }
}

/** Returns milliseconds as seconds with six decimals. */
export const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(6);
