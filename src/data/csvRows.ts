/** From a table's columns to rows of the log: who, what, how far, when. Faults are told by line and column. */
import type { RawRows } from './log';
import type { Roles } from './mapping';
import type { Issue } from './schema';
import type { Column, Table } from './table';
import { type IssueList, parseFlag, parseTimestamp } from './validate';

export interface CsvRows extends RawRows {
  userIds: string[];
  itemIds: string[];
  /** [rows] the table's row that each row was read from. */
  source: Int32Array;
  warnings: Issue[];
}

interface Surprises {
  notExposed: number;
  clickWithoutExposure: number;
  conversionWithoutClick: number;
}

/**
 * The table's rows that are exposures. A conversion without click, or a click without exposure, is
 * closed by union (the shallower flag is taken as 1) and counted in a warning; a row whose flags are
 * all 0 is skipped and counted. Ids come sorted, so that the order of a file's rows does not matter.
 * Adds `empty-id`, `bad-flag` and `bad-timestamp` to `issues`.
 */
export function readRows(table: Table, roles: Roles, issues: IssueList): CsvRows {
  const column = (role: keyof Roles['single']) => {
    const place = roles.single[role];
    return place === undefined ? undefined : table.columns[place];
  };
  const users = column('user')!;
  const items = column('item')!;
  checkIds(users, table, issues);
  checkIds(items, table, issues);
  const flags = (['exposure', 'click', 'conversion'] as const).map((role) =>
    readValues({ column: column(role), table, issues, parse: parseFlag, fault: badFlag }),
  );
  const time = readValues({
    column: column('timestamp'),
    table,
    issues,
    parse: parseTimestamp,
    fault: badTimestamp,
  });
  const { source, depth, surprises } = closedDepths(table.lines.length, flags);
  const user = compactIds(users, source);
  const item = compactIds(items, source);
  return {
    user: user.index,
    userIds: user.ids,
    item: item.index,
    itemIds: item.ids,
    depth,
    ...(time ? { time: Float64Array.from(source, (row) => time[row]!) } : {}),
    source,
    warnings: warningsOf(surprises),
  };
}

function checkIds(column: Column, table: Table, issues: IssueList): void {
  const empty = column.values.indexOf('');
  if (empty < 0) return;
  column.codes.forEach((code, row) => {
    if (code !== empty) return;
    const message = 'This row has no id here. Fill it in, or remove the row.';
    issues.add({ line: table.lines[row]!, column: column.name, code: 'empty-id', message });
  });
}

/** [rows] the column's values as numbers, each distinct value parsed once; unreadable ones become issues. */
function readValues(options: {
  readonly column: Column | undefined;
  readonly table: Table;
  readonly issues: IssueList;
  readonly parse: (value: string) => number | undefined;
  readonly fault: (value: string) => Issue;
}): Float64Array | undefined {
  const { column, table, issues, parse, fault } = options;
  if (!column) return undefined;
  const parsed = column.values.map(parse);
  return Float64Array.from(column.codes, (code, row) => {
    const value = parsed[code];
    if (value !== undefined) return value;
    issues.add({ ...fault(column.values[code]!), line: table.lines[row]!, column: column.name });
    return 0;
  });
}

/** Depth of every row that is an exposure, and which rows these are. */
function closedDepths(rows: number, [exposure, click, conversion]: (Float64Array | undefined)[]) {
  const surprises: Surprises = { notExposed: 0, clickWithoutExposure: 0, conversionWithoutClick: 0 };
  const source = new Int32Array(rows);
  const depth = new Uint8Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    const reached = conversion?.[row] ? 2 : click?.[row] ? 1 : 0;
    const shown = !exposure || exposure[row] === 1;
    if (!shown && reached === 0) {
      surprises.notExposed++;
      continue;
    }
    if (!shown) surprises.clickWithoutExposure++;
    if (reached === 2 && !click?.[row]) surprises.conversionWithoutClick++;
    source[end] = row;
    depth[end++] = reached;
  }
  return { source: source.slice(0, end), depth: depth.slice(0, end), surprises };
}

/** The ids that occur in the rows of `source`, sorted by their characters, and each row's place among them. */
function compactIds(column: Column, source: Int32Array): { ids: string[]; index: Int32Array } {
  const occurs = new Uint8Array(column.values.length);
  for (const row of source) occurs[column.codes[row]!] = 1;
  const ids = column.values.filter((_, code) => occurs[code]).sort();
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const placeOfCode = column.values.map((id) => placeOf.get(id) ?? -1);
  return { ids, index: Int32Array.from(source, (row) => placeOfCode[column.codes[row]!]!) };
}

function warningsOf(surprises: Surprises): Issue[] {
  const { notExposed, clickWithoutExposure, conversionWithoutClick } = surprises;
  const warnings = [
    [notExposed, 'not-exposed', 'not an exposure and nothing else: skipped.'],
    [
      clickWithoutExposure,
      'click-without-exposure',
      'a click or conversion without exposure: counted as exposed.',
    ],
    [conversionWithoutClick, 'conversion-without-click', 'a conversion without click: counted as clicked.'],
  ] as const;
  return warnings
    .filter(([count]) => count > 0)
    .map(([count, code, what]) => ({
      code,
      message: `${count} ${count === 1 ? 'row is' : 'rows are each'} ${what}`,
    }));
}

function badFlag(value: string): Issue {
  return {
    code: 'bad-flag',
    message: `“${value}” is not a flag. Write 1, true or yes where it happened, and 0, false, no or nothing where not.`,
  };
}

function badTimestamp(value: string): Issue {
  return {
    code: 'bad-timestamp',
    message:
      value === ''
        ? 'The time is missing. Fill it in, or map no timestamp column.'
        : `“${value}” is not a time. Write it like 2024-05-31 18:30:00, or as seconds or milliseconds since 1970.`,
  };
}
