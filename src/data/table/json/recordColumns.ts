/** Makes rows of text cells of records: nested objects one level deep, a list of events as one row each. */

/** Where a cell lies in a record. */
interface RecordColumn {
  name: string;
  key: string;
  /** A key within the object, or within each of the listed ones. */
  within?: string;
}

export interface RecordColumns {
  columns: readonly RecordColumn[];
  /** The key whose list of objects makes a row of each; absent where a record is a row. */
  listed?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Separates the values of a list in a cell, as in CSV. */
const LIST_SEPARATOR = '|';

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfFields = (value: unknown): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every(isFields);

/** Returns the columns of some records, in the order in which they first come. */
export function columnsOf(records: readonly unknown[]): RecordColumns {
  const all = records.filter(isFields);
  const listed = longestList(all);
  const keys = new Map<string, { isPlain: boolean; within: Set<string> }>();
  for (const fields of all) {
    for (const [key, value] of Object.entries(fields)) {
      const held = keys.get(key) ?? { isPlain: false, within: new Set() };
      keys.set(key, held);
      const nested =
        key === listed && Array.isArray(value) ? value.filter(isFields) : [value].filter(isFields);
      for (const within of nested.flatMap((fields) => Object.keys(fields))) held.within.add(within);
      held.isPlain ||= nested.length === 0 && value !== null && value !== undefined && key !== listed;
    }
  }
  const columns = [...keys].flatMap(([key, { isPlain, within }]): RecordColumn[] => [
    ...(isPlain || within.size === 0 ? [{ name: key, key }] : []),
    ...[...within].map((inner) => ({ name: `${key}.${inner}`, key, within: inner })),
  ]);
  return { columns, ...(listed !== undefined && { listed }) };
}

/** The key whose lists hold most objects. */
function longestList(all: readonly Fields[]): string | undefined {
  const lengths = new Map<string, number>();
  for (const fields of all) {
    for (const [key, value] of Object.entries(fields)) {
      if (isListOfFields(value)) lengths.set(key, (lengths.get(key) ?? 0) + value.length);
    }
  }
  const [longest] = [...lengths].sort((a, b) => b[1] - a[1]);
  return longest?.[0];
}

/** Returns the rows of a record: one, or one for each event of its list; undefined for what is no record. */
export function rowsOf(record: unknown, { columns, listed }: RecordColumns): string[][] | undefined {
  if (!isFields(record)) return undefined;
  const list = listed === undefined ? undefined : record[listed];
  if (!Array.isArray(list)) return [columns.map((column) => cellAt(record, column))];
  return list.filter(isFields).map((element) =>
    columns.map((column) => {
      return column.key === listed && column.within !== undefined
        ? cellText(element[column.within])
        : cellAt(record, column);
    }),
  );
}

function cellAt(fields: Fields, { key, within }: RecordColumn): string {
  const value = fields[key];
  if (within !== undefined) return isFields(value) ? cellText(value[within]) : '';
  return isFields(value) ? '' : cellText(value);
}

/** Returns a value as a cell: a list of plain values as a|b|c, anything deeper as JSON. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object' || part === null)) {
    const parts = value.map(cellText);
    if (parts.every((part) => !part.includes(LIST_SEPARATOR))) return parts.join(LIST_SEPARATOR);
  }
  return JSON.stringify(value);
}

/** Returns the keys of a record that no column holds. */
export function unknownKeys(record: unknown, known: ReadonlySet<string>): string[] {
  return isFields(record) ? Object.keys(record).filter((key) => !known.has(key)) : [];
}
