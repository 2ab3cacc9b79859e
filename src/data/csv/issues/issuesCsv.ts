/** Faults and notices as a file that a person can keep beside the log, or send to whoever wrote it. */
import Papa from 'papaparse';
import type { Issue } from '../../schema';

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
