/** Writes a log as Parquet, with its types, that reads back as the same log. hyparquet-writer does the encoding. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { NO_VALUE } from '../featureValues';
import type { InteractionLog } from '../schema';
import { type LogColumn, logTable } from './logTable';

/** Rows in one row group. */
const GROUP = 50_000;

/**
 * The table of `logTable`: ids and titles as strings, flags as booleans, times as UTC microseconds, features as
 * strings or lists of strings, null where an entity has no value; packed with Snappy. Yields after each row group
 * how many rows are written, and returns the file.
 */
export function* parquetFile(log: InteractionLog): Generator<number, Uint8Array<ArrayBuffer>> {
  const columns = logTable(log);
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: schemaOf(columns) });
  for (let start = 0; start < log.depth.length; start += GROUP) {
    const end = Math.min(start + GROUP, log.depth.length);
    const columnData = columns.map((column) => ({ name: column.name, data: dataOf(column, start, end) }));
    file.write({ columnData, rowGroupSize: GROUP });
    yield end;
  }
  file.finish();
  return new Uint8Array(writer.getBuffer());
}

function dataOf(column: LogColumn, start: number, end: number): ColumnSource['data'] {
  const rows = Array.from({ length: end - start }, (_, index) => start + index);
  switch (column.kind) {
    case 'time':
      return rows.map((row) => BigInt(Math.round(column.at(row) * 1000)));
    case 'value':
      return rows.map((row) => valueOrNull(column.at(row)));
    case 'list':
      return rows.map((row) => listOrNull(column.at(row)));
    default:
      return rows.map((row) => column.at(row));
  }
}

const valueOrNull = (value: string) => (value === NO_VALUE ? null : value);

/** A list of nothing but the absent value is no list. */
const listOrNull = (list: readonly string[]) =>
  list.length === 1 && list[0] === NO_VALUE ? null : [...list];

const STRING = {
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
} as const;

function schemaOf(columns: readonly LogColumn[]): SchemaElement[] {
  const root: SchemaElement = { name: 'root', num_children: columns.length };
  return [root, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, kind }: LogColumn): SchemaElement[] {
  switch (kind) {
    case 'flag':
      return [{ name, type: 'BOOLEAN', repetition_type: 'REQUIRED' }];
    case 'time':
      return [
        {
          name,
          type: 'INT64',
          repetition_type: 'REQUIRED',
          converted_type: 'TIMESTAMP_MICROS',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
        },
      ];
    case 'text':
      return [{ name, repetition_type: 'REQUIRED', ...STRING }];
    case 'value':
      return [{ name, repetition_type: 'OPTIONAL', ...STRING }];
    case 'list':
      return [
        {
          name,
          repetition_type: 'OPTIONAL',
          num_children: 1,
          converted_type: 'LIST',
          logical_type: { type: 'LIST' },
        },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', ...STRING },
      ];
  }
}
