/**
 * Parquet as a table: one group of rows at a time, of which each column is decoded by itself, so that a cancel is
 * received between them. This file and its library are fetched with the first Parquet file.
 */
import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { createYielder } from '../../../yielding';
import { excerpt } from '../../csv/issues/excerpt';
import { CsvError } from '../../csv/issues/issueList';
import { cellText, columnsOf, type RecordColumns, rowsOf } from '../json/recordColumns';
import { checkWidth, refuseLarge } from '../limits';
import type { OpenTable, TableLayout, TableOptions, TakeRow } from '../table';
import { TIME_PARSERS, valueReader } from './parquetValues';

/** Rows that columns are found from and guesses are made from. */
const ROWS_TO_GUESS_FROM = 1000;
/** pandas’ name for row numbers. */
const INDEX_NAME = /^__index_level_\d+__$/;

interface ParquetFile {
  source: Blob;
  metadata: FileMetaData;
  /** Top-level columns, and what makes their values plain. */
  columns: { name: string; read: (value: unknown) => unknown }[];
}

/** Opens a Parquet file. Throws CsvError where it is damaged or of an unknown kind (`bad-parquet`), or too large. */
export function openParquet(source: Blob, options: TableOptions): Promise<OpenTable> {
  return inParquet(options.file, async () => {
    const file = await openFile(source);
    const bytes = file.metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
    refuseLarge(bytes, options);
    const end = Math.min(ROWS_TO_GUESS_FROM, Number(file.metadata.num_rows));
    const records = recordsOf(file, await decodedColumns(file, { start: 0, end }), end);
    const columns = records.length > 0 ? columnsOf(records) : emptyColumns(file);
    const layout = layoutOf(columns, records);
    checkWidth(options.file, layout.names.length);
    return {
      format: { kind: 'parquet' },
      layout,
      read: (take) => readRows(file, columns, take, options),
      notices: () => [],
    };
  });
}

async function openFile(source: Blob): Promise<ParquetFile> {
  const metadata = await parquetMetadataAsync(bufferOf(source));
  const columns = parquetSchema(metadata).children.map(({ element, children }) => ({
    name: element.name,
    read: valueReader(children.length === 0 ? element : undefined),
  }));
  return { source, metadata, columns };
}

const bufferOf = (source: Blob) => ({
  byteLength: source.size,
  slice: (start: number, end?: number) => source.slice(start, end).arrayBuffer(),
});

/** Keys of the schema, of a table without rows. */
const emptyColumns = ({ columns }: ParquetFile): RecordColumns => ({
  columns: columns.map(({ name }) => ({ name, key: name })),
});

function layoutOf(columns: RecordColumns, records: readonly unknown[]): TableLayout {
  const names = columns.columns.map(({ name }) => name);
  const index = names.findIndex((name) => INDEX_NAME.test(name));
  return {
    names,
    types: names.map(() => undefined),
    ...(index >= 0 && { indexColumn: index }),
    rows: records.flatMap((record) => rowsOf(record, columns) ?? []).slice(0, ROWS_TO_GUESS_FROM),
  };
}

/** [columns] the values of rows `start` to `end`. `afterColumn` is awaited after each column. */
async function decodedColumns(
  { source, metadata, columns }: ParquetFile,
  { start, end }: { start: number; end: number },
  afterColumn: (done: number) => Promise<void> = async () => {},
): Promise<ArrayLike<unknown>[]> {
  const decoded: ArrayLike<unknown>[] = [];
  if (end === start) return columns.map(() => []);
  for (const { name } of columns) {
    let values: ArrayLike<unknown> & { [row: number]: unknown } = [];
    await parquetRead({
      file: bufferOf(source),
      metadata,
      compressors,
      parsers: TIME_PARSERS as never,
      columns: [name],
      rowStart: start,
      rowEnd: end,
      onChunk: ({ columnData, rowStart }) => {
        if (rowStart === start && columnData.length >= end - start) values = columnData;
        else
          for (let row = 0; row < columnData.length; row++) values[rowStart + row - start] = columnData[row];
      },
    });
    decoded.push(values);
    await afterColumn(decoded.length);
  }
  return decoded;
}

/** Returns `count` records of the first values. */
function recordsOf(file: ParquetFile, values: readonly ArrayLike<unknown>[], count: number): unknown[] {
  return Array.from({ length: count }, (_, row) => recordAt(file, values, row));
}

function recordAt(
  { columns }: ParquetFile,
  values: readonly ArrayLike<unknown>[],
  row: number,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  columns.forEach(({ name, read }, column) => {
    record[name] = read(values[column]![row]);
  });
  return record;
}

/** Returns a function that gives the rows of a record; where none is nested, without making the record. */
function rowReader(
  file: ParquetFile,
  columns: RecordColumns,
): (values: readonly ArrayLike<unknown>[], row: number) => string[][] {
  const isFlat = columns.listed === undefined && columns.columns.every(({ within }) => within === undefined);
  if (!isFlat || columns.columns.length !== file.columns.length) {
    return (values, row) => rowsOf(recordAt(file, values, row), columns) ?? [];
  }
  const readers = file.columns.map(({ read }) => read);
  return (values, row) => [
    readers.map((read, column) => {
      const value = values[column]![row];
      return typeof value === 'string' ? value : cellText(read(value));
    }),
  ];
}

/** Progress is half the decoding of a group and half the taking of its rows. */
async function readRows(
  file: ParquetFile,
  columns: RecordColumns,
  take: TakeRow,
  { file: name, signal, onProgress }: TableOptions,
): Promise<void> {
  const { size } = file.source;
  const rowCount = Number(file.metadata.num_rows);
  const yielder = createYielder(signal);
  const tell = (rows: number) => onProgress?.(Math.round((size * rows) / Math.max(1, rowCount)), size);
  const rowsAt = rowReader(file, columns);
  let start = 0;
  tell(0);
  for (const group of file.metadata.row_groups) {
    const count = Number(group.num_rows);
    const decode = () =>
      decodedColumns(file, { start, end: start + count }, async (done) => {
        await yielder.yield();
        tell(start + (count * done) / file.columns.length / 2);
      });
    const values = await inParquet(name, decode);
    for (let row = 0; row < count; row++) {
      for (const fields of rowsAt(values, row)) take(fields, start + row + 1);
      if (!yielder.due()) continue;
      await yielder.yield();
      tell(start + (count + row) / 2);
    }
    start += count;
  }
  tell(rowCount);
}

/** Makes every fault of the file one sentence. */
async function inParquet<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CsvError || (error instanceof DOMException && error.name === 'AbortError'))
      throw error;
    const reason = excerpt(error instanceof Error ? error.message : String(error));
    throw new CsvError([{ file, code: 'bad-parquet', values: { reason } }]);
  }
}
