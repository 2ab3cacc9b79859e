/** Faults and notices as a file that a person can keep beside the log, or send to whoever wrote it. */
import Papa from 'papaparse';
import type { Issue } from '../../schema';

/** How many there are of all codes together. */
export const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A spreadsheet holds ten times as many lines; a file with more faults has few kinds of them. */
export const MAX_DOWNLOADED = 100_000;

/** Returns one line for each issue. Cells that a spreadsheet would take for formulas are made text. */
export function issuesAsCsv(issues: readonly Issue[]): string {
  const rows = issues.map(({ file = '', line = '', column = '', code, message }) => [
    file,
    line,
    column,
    code,
    message,
  ]);
  const fields = ['file', 'line', 'column', 'code', 'message'];
  return `${Papa.unparse({ fields, data: rows }, { escapeFormulae: true, newline: '\n' })}\n`;
}
