/** Opens a table as profile and reader do, and gives all that comes of it. */
import type { Issue } from '../../src/data/schema';
import { openTable } from '../../src/data/table/openTable';
import type { TableOptions } from '../../src/data/table/table';

export async function readTable(source: string | Blob, options: Partial<TableOptions> = {}) {
  const table = await openTable(source, { file: 'my.csv', maxBytes: 1e8, ...options });
  const rows: string[][] = [];
  const lines: number[] = [];
  const faults: Issue[] = [];
  await table.read(
    (fields, line) => {
      rows.push(fields);
      lines.push(line);
    },
    (issue) => faults.push(issue),
  );
  const { format, layout } = table;
  return { format, ...layout, rows, lines, faults, notices: table.notices() };
}
