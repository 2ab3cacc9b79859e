/** Parquet files that DuckDB wrote: types, gaps, lists, times, both compressions, several groups of rows. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { logContents } from './logContents';
import { readTable } from './readTable';

let folder: string;
let duck: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csmf-duckdb-'));
  duck = await DuckDBConnection.create();
});
afterAll(async () => {
  duck.closeSync();
  await rm(folder, { recursive: true });
});

async function written(query: string, options: string): Promise<File> {
  const path = join(folder, 'written.parquet');
  await duck.run(`COPY (${query}) TO '${path}' (FORMAT parquet, ${options})`);
  return new File([await readFile(path)], 'written.parquet');
}

/** Groups and compressions that a file has, by DuckDB's own account. */
async function packingOf(file: string) {
  const reader = await duck.runAndReadAll(
    `SELECT count(DISTINCT row_group_id)::int AS groups, min(compression) AS compression
       FROM parquet_metadata('${join(folder, file)}')`,
  );
  return reader.getRowObjectsJson()[0];
}

const ROWS = 6000;
/** 6,000 pairs: 61 users, 97 items; every fifth row has no city and no price, every seventh no tags. */
const LOG = `
  SELECT 'u' || (n % 61) AS user_id, (1000000000000000 + n % 97)::BIGINT AS item_id,
    n % 3 = 0 AS click, (n % 9 = 0)::TINYINT AS conversion,
    TIMESTAMP '2024-03-01 10:00:00.123456' + INTERVAL (n) MINUTE AS "timestamp",
    CASE WHEN n % 61 % 5 = 0 THEN NULL ELSE 'Łódź ' || (n % 61 % 4) END AS city,
    CASE WHEN n % 97 % 7 = 0 THEN NULL ELSE ['tag' || (n % 97 % 3), 'all'] END AS tags
  FROM range(${ROWS}) AS numbers(n)`;
const mapping = { userFeatures: ['city'], itemFeatures: ['tags'], listFeatures: ['tags'] };

/** The same rows, made without DuckDB. */
function asCsv(): string {
  const start = Date.UTC(2024, 2, 1, 10, 0, 0, 123);
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const [user, item] = [n % 61, n % 97];
    const time = new Date(start + n * 60_000).toISOString().replace('Z', '456Z');
    const city = user % 5 === 0 ? '' : `Łódź ${user % 4}`;
    const tags = item % 7 === 0 ? '' : `tag${item % 3}|all`;
    return [`u${user}`, 10 ** 15 + item, n % 3 === 0, n % 9 === 0 ? 1 : 0, time, city, tags].join(',');
  });
  return ['user_id,item_id,click,conversion,timestamp,city,tags', ...rows].join('\n');
}

describe('a log that DuckDB wrote as Parquet', () => {
  it.each([
    ['zstd', 'COMPRESSION zstd, ROW_GROUP_SIZE 2048', { groups: 3, compression: 'ZSTD' }],
    ['gzip', 'COMPRESSION gzip, ROW_GROUP_SIZE 2048', { groups: 3, compression: 'GZIP' }],
    ['Snappy', 'COMPRESSION snappy', { groups: 1, compression: 'SNAPPY' }],
    ['LZ4', 'COMPRESSION lz4_raw', { groups: 1, compression: 'LZ4_RAW' }],
    ['zstd and its second version', 'COMPRESSION zstd, PARQUET_VERSION v2', { groups: 1 }],
  ])('with %s has the contents of the same log as CSV', async (_, options, packing) => {
    const source = await written(LOG, options);
    expect(await packingOf('written.parquet')).toMatchObject(packing);
    const [{ log }, csv] = await Promise.all([
      readCsv({ source, mapping }),
      readCsv({ source: asCsv(), mapping }),
    ]);
    expect(log.rowsRead).toBe(ROWS);
    expect(logContents(log)).toEqual(logContents(csv.log));
    expect(log.fingerprint).toBe(csv.log.fingerprint);
  });
});

describe('a column that DuckDB wrote', () => {
  it.each([
    ['BIGINT', '9007199254740993::BIGINT, (-5)::BIGINT', ['9007199254740993', '-5']],
    ['UBIGINT', '18446744073709551615::UBIGINT, 0::UBIGINT', ['18446744073709551615', '0']],
    ['UINTEGER', '4294967295::UINTEGER, 7::UINTEGER', ['4294967295', '7']],
    ['TINYINT', '(-128)::TINYINT, 127::TINYINT', ['-128', '127']],
    ['FLOAT', "0.1::FLOAT, 'nan'::FLOAT", ['0.1', '']],
    ['DOUBLE', '0.1::DOUBLE, 1e21::DOUBLE', ['0.1', '1e+21']],
    ['DECIMAL', '12.50::DECIMAL(9,2), (-0.05)::DECIMAL(9,2)', ['12.50', '-0.05']],
    ['BOOLEAN', 'true, false', ['true', 'false']],
    ['DATE', "DATE '2024-02-29', DATE '1999-12-31'", ['2024-02-29', '1999-12-31']],
    ['TIMESTAMP', "TIMESTAMP '2024-02-29 01:02:03.456789', NULL", ['2024-02-29T01:02:03.456789Z', '']],
    ['TIMESTAMP_MS', "TIMESTAMP_MS '2024-02-29 01:02:03.456', NULL", ['2024-02-29T01:02:03.456Z', '']],
    [
      'TIMESTAMP_NS',
      "TIMESTAMP_NS '2024-02-29 01:02:03.456789012', NULL",
      ['2024-02-29T01:02:03.456789012Z', ''],
    ],
    ['TIMESTAMPTZ', "TIMESTAMPTZ '2024-02-29 01:02:03+02', NULL", ['2024-02-28T23:02:03.000Z', '']],
    ['VARCHAR', "'北京, \"x\"', ''", ['北京, "x"', '']],
    [
      'UUID',
      "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID, NULL",
      ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', ''],
    ],
    ['ENUM', "'b'::ENUM('a', 'b'), 'a'::ENUM('a', 'b')", ['b', 'a']],
    ['list of strings', "['a', 'b'], []::VARCHAR[]", ['a|b', '']],
    ['list with gaps', "['a', NULL, 'b'], NULL::VARCHAR[]", ['a||b', '']],
    ['list of numbers', '[27, 9], [1]', ['27|9', '1']],
    ['list of lists', '[[1, 2], [3]], [[4]]', ['[[1,2],[3]]', '[[4]]']],
  ])('of type %s is read value by value', async (_, values, cells) => {
    const rows = await readTable(await written(`SELECT unnest([${values}]) AS value`, 'COMPRESSION zstd'));
    expect(rows.names).toEqual(['value']);
    expect(rows.rows.map(([cell]) => cell)).toEqual(cells);
  });

  it('of structs becomes a column for each field', async () => {
    const query = "SELECT unnest([{'a': 1, 'b': 'x'}, {'a': NULL, 'b': 'y'}]) AS value";
    const { names, rows } = await readTable(await written(query, 'COMPRESSION zstd'));
    expect(names).toEqual(['value.a', 'value.b']);
    expect(rows).toEqual([
      ['1', 'x'],
      ['', 'y'],
    ]);
  });
});
