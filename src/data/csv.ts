/** A person's own log, from separated text to what the rest of the house reads. Nothing is sent anywhere. */
import type { ColumnMapping, CsvReport } from './columns';
import { findFeatures } from './csvFeatures';
import { type CsvRows, readRows } from './csvRows';
import { buildLog } from './log';
import { resolveRoles } from './mapping';
import { type InteractionLog, type Issue, OBJECTIVES } from './schema';
import { normalised, readHeader, readTable, type Table } from './table';
import { CsvError, createIssueList } from './validate';

/** Characters read, of how many. */
type CsvProgress = (done: number, total: number) => void;

/**
 * The log in a text or file, and how its columns were understood. Separator, roles and features are
 * guessed; what `mapping` names goes before any guess.
 * Throws CsvError with every fault found, in three waves: the mapping and header, the rows, the log.
 */
export async function readCsv(options: {
  readonly source: string | Blob;
  readonly fileName?: string;
  readonly mapping?: Partial<ColumnMapping>;
  readonly onProgress?: CsvProgress;
}): Promise<{ log: InteractionLog; report: CsvReport }> {
  const { source, mapping, onProgress } = options;
  const file = options.fileName ?? (source instanceof File ? source.name : 'log.csv');
  const text = normalised(typeof source === 'string' ? source : await source.text());
  const issues = createIssueList(file);
  const header = readHeader(text);
  if (!header) throw new CsvError([emptyFile(file)]);
  const { roles, issues: headerIssues } = resolveRoles(header.names, mapping);
  headerIssues.forEach(issues.add);
  issues.throwIfAny();

  const table = readTable(text, header, issues, onProgress);
  const rows = readRows(table, roles, issues);
  issues.throwIfAny();
  checkRows(rows, table, { file, clickColumn: table.columns[roles.single.click!]!.name });
  const found = findFeatures(table, rows, roles);
  const converts = rows.depth.includes(2);
  const log = await buildLog({
    name: file,
    objectives: converts ? OBJECTIVES : OBJECTIVES.slice(0, 2),
    users: found.users,
    items: found.items,
    rows,
    rowsRead: table.lines.length,
    warnings: [
      ...(converts ? [] : [noConversions(roles.single.conversion !== undefined)]),
      ...rows.warnings,
      ...found.warnings,
    ],
  });
  const columns = table.columns.map(({ name, values }, place) => ({
    name,
    role: found.roles[place]!,
    example: values.find((value) => value !== '') ?? '',
  }));
  return {
    log: { ...log, warnings: log.warnings.map((warning) => ({ file, ...warning })) },
    report: { separator: header.separator, columns },
  };
}

/** Throws CsvError when there is nothing to train on. */
function checkRows(
  rows: CsvRows,
  table: Table,
  { file, clickColumn }: { readonly file: string; readonly clickColumn: string },
): void {
  if (rows.depth.length === 0) throw new CsvError([noRows(file, table.lines.length)]);
  if (rows.depth.every((depth) => depth === 0)) throw new CsvError([noClicks(file, clickColumn)]);
}

function emptyFile(file: string): Issue {
  const message =
    'The file is empty. It needs a first line that names the columns, such as user_id,item_id,click, and a row for each exposure.';
  return { file, code: 'empty-file', message };
}

function noRows(file: string, rows: number): Issue {
  return rows === 0
    ? {
        file,
        line: 1,
        code: 'no-rows',
        message: 'There is nothing below the header. Add a row for each exposure.',
      }
    : {
        file,
        code: 'no-exposures',
        message:
          `None of the ${rows} rows is an exposure: all their flags are 0. ` +
          'Set the exposure flag of what was shown to 1, or leave that column out if every row was shown.',
      };
}

function noClicks(file: string, column: string): Issue {
  const message =
    'Nobody ever clicks in this log, so there is nothing to learn beyond exposure. Check that this is the right column.';
  return { file, column, code: 'no-clicks', message };
}

function noConversions(hasColumn: boolean): Issue {
  const reason = hasColumn ? 'No row converts' : 'There is no conversion column';
  return { code: 'no-conversions', message: `${reason}: two objectives are trained, exposure and click.` };
}
