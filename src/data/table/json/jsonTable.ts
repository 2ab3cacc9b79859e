/** JSON as a table: one object in each line, one after another, or in one array. */

import { listedNames } from '../../csv/issues/excerpt';
import { CsvError } from '../../csv/issues/issueList';
import { checkWidth } from '../limits';
import type { OpenTable, TableNotice, TableOptions } from '../table';
import type { OpenText } from '../text/textSource';
import { parseRecord } from './jsonRecord';
import { columnsOf, type RecordColumns, rowsOf, unknownKeys } from './recordColumns';
import { createRecordScanner, type RecordForm } from './recordScanner';

/** Records that columns are found from. */
const RECORDS_TO_GUESS_FROM = 1000;
/** Rows that are kept for guesses. */
const ROWS_TO_GUESS_FROM = 1000;

/** Returns whether a text begins like objects or arrays of JSON, or like Python’s dictionaries. */
export const looksLikeJson = (head: string): boolean => /^\s*(\{\s*["'}]|\[\s*[[{\]])/.test(head);

/**
 * Opens JSON: the columns are the keys of the first thousand records, those of nested objects as `outer.inner`.
 * Throws CsvError for JSON without a list of rows (`json-without-rows`).
 */
export async function openJsonTable(text: OpenText, options: TableOptions): Promise<OpenTable> {
  const { encoding, gzip } = text;
  const { head, rest } = await headWithRecords(text, options.file);
  const form = recordForm(head);
  const records = recordsOf(head, form, options.file);
  const columns = columnsOf(records);
  if (!holdsRows(records, columns, form))
    throw new CsvError([{ file: options.file, code: 'json-without-rows' }]);
  const names = columns.columns.map(({ name }) => name);
  checkWidth(options.file, names.length);
  const rows = records.flatMap((record) => rowsOf(record, columns) ?? []);
  const later = new Set<string>();
  return {
    format: { kind: 'json', gzip, ...(encoding && { encoding }) },
    layout: { names, types: names.map(() => undefined), rows: rows.slice(0, ROWS_TO_GUESS_FROM) },
    async read(take, refuse) {
      const known = new Set(columns.columns.map(({ key }) => key));
      const scanner = createRecordScanner(form, options.file, (record, line) => {
        const value = parseRecord(record);
        const found = rowsOf(value, columns);
        if (!found) return refuse({ line, code: 'bad-json' });
        for (const key of unknownKeys(value, known)) later.add(key);
        for (const fields of found) take(fields, line);
      });
      scanner.push(head);
      for await (const piece of rest) scanner.push(piece);
      scanner.end();
    },
    notices: () => [...text.notices(), ...laterKeys(later)],
  };
}

/** Reads on until the head holds two records, or all there is: one record may be longer than a piece. */
async function headWithRecords(text: OpenText, file: string): Promise<Pick<OpenText, 'head' | 'rest'>> {
  const pieces = text.rest[Symbol.asyncIterator]();
  const rest = { [Symbol.asyncIterator]: () => pieces };
  let { head } = text;
  let found = 0;
  const scanner = createRecordScanner(head.trimStart().startsWith('[') ? 'array' : 'values', file, () => {
    found++;
  });
  scanner.push(head);
  while (found < 2) {
    const next = await pieces.next();
    if (next.done) break;
    scanner.push(next.value);
    head += next.value;
  }
  return { head, rest };
}

/** Where the first line is a record by itself, the next are. */
function recordForm(head: string): RecordForm {
  const text = head.trimStart();
  if (text.startsWith('[')) return 'array';
  const end = text.indexOf('\n');
  return end >= 0 && parseRecord(text.slice(0, end)) !== undefined ? 'lines' : 'values';
}

function recordsOf(head: string, form: RecordForm, file: string): unknown[] {
  const records: unknown[] = [];
  const scanner = createRecordScanner(form, file, (text) => {
    if (records.length < RECORDS_TO_GUESS_FROM) records.push(parseRecord(text));
  });
  scanner.push(head);
  // A single record, or the last of a short text, may have no line end.
  if (records.length < 2) scanner.end();
  return records;
}

/** An object by itself is a table where it lists rows. */
function holdsRows(
  records: readonly unknown[],
  { columns, listed }: RecordColumns,
  form: RecordForm,
): boolean {
  if (columns.length === 0) return false;
  return records.length > 1 || form === 'array' || listed !== undefined;
}

function laterKeys(later: ReadonlySet<string>): TableNotice[] {
  if (later.size === 0) return [];
  return [{ code: 'later-columns', values: { first: RECORDS_TO_GUESS_FROM, ...listedNames([...later]) } }];
}
