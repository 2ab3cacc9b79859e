/** Parquet as a table: types, gaps, lists and structs, groups of rows, damage. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { blobOf } from './dialectFile';
import { readTable } from './readTable';

type Columns = Parameters<typeof parquetWriteBuffer>[0];
const parquet = (columnData: Columns['columnData'], options: Partial<Columns> = {}) =>
  blobOf(new Uint8Array(parquetWriteBuffer({ columnData, ...options })));

const COUNT = 500;
const each = <T>(make: (n: number) => T): T[] => Array.from({ length: COUNT }, (_, n) => make(n));
const LOG: Columns['columnData'] = [
  { name: 'user_id', data: each((n) => `u${n % 23}`), type: 'STRING' },
  { name: 'item_id', data: each((n) => BigInt(10 ** 15) + BigInt(n % 17)), type: 'INT64' },
  { name: 'click', data: each((n) => n % 2 === 0), type: 'BOOLEAN' },
  { name: 'timestamp', data: each((n) => new Date(1.7e12 + 1001 * n)), type: 'TIMESTAMP' },
];
const CSV = [
  'user_id,item_id,click,timestamp',
  ...each((n) =>
    [
      `u${n % 23}`,
      BigInt(10 ** 15) + BigInt(n % 17),
      n % 2 === 0,
      new Date(1.7e12 + 1001 * n).toISOString(),
    ].join(','),
  ),
].join('\n');

describe('a Parquet file', () => {
  it.each([
    ['in one group of rows', {}],
    ['in groups of 64 rows', { rowGroupSize: [64] }],
    ['without compression', { codec: 'UNCOMPRESSED' }],
  ] as const)('%s is the log that the CSV is, by profile and reader', async (_, options) => {
    const source = parquet(LOG, options as never);
    const [read, csv] = await Promise.all([readCsv({ source }), readCsv({ source: CSV })]);
    expect(read.log.fingerprint).toBe(csv.log.fingerprint);
    expect(read.report).toMatchObject({ kind: 'parquet', header: true, gzip: false });
    const profile = await profileFile({ source });
    expect(profile).toMatchObject({ kind: 'parquet', rowCount: COUNT });
    expect(profile.rows).toEqual((await profileFile({ source: CSV })).rows);
  });

  it('gives its types as texts: gaps, decimals, 32-bit numbers, dates, lists, structs', async () => {
    const { names, rows, lines } = await readTable(
      parquet(
        [
          { name: 'short', data: [0.1, 2.5, Number.NaN], type: 'FLOAT' },
          { name: 'whole', data: [300001, 5, -1], type: 'DOUBLE' },
          { name: 'gap', data: ['a', null, undefined], type: 'STRING', nullable: true },
          { name: 'list', data: [['a', 'b'], [], ['c']] },
          { name: 'json', data: [{ x: 1 }, { x: 2 }, { x: 3 }], type: 'JSON' },
        ] as never,
        {},
      ),
    );
    expect(names).toEqual(['short', 'whole', 'gap', 'list', 'json.x']);
    expect(rows).toEqual([
      ['0.1', '300001', 'a', 'a|b', '1'],
      ['2.5', '5', '', '', '2'],
      ['', '-1', '', 'c', '3'],
    ]);
    expect(lines).toEqual([1, 2, 3]);
  });

  it('tells its progress and stops when it is cancelled', async () => {
    const seen: number[] = [];
    const source = parquet(LOG, { rowGroupSize: [64] } as never);
    await readCsv({ source, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(source.size);
    const controller = new AbortController();
    const reading = readCsv({
      source,
      signal: controller.signal,
      onProgress: (done) => done > 0 && controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('beyond the limit of bytes is refused before it is read, with a share that may fit', async () => {
    const reading = readCsv({ source: parquet(LOG), mapping: { limits: { bytes: 4000 } } });
    await expect(reading).rejects.toMatchObject({ issues: [{ code: 'too-large' }] });
  });

  it('that is damaged anywhere is refused or read, never half', async () => {
    const bytes = new Uint8Array(await parquet(LOG).arrayBuffer());
    let refused = 0;
    for (let at = 4; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const copy = Uint8Array.from(bytes);
      copy[at]! ^= 0x55;
      const found = await readCsv({ source: blobOf(copy) }).catch((thrown: unknown) => thrown);
      if (found instanceof Error) {
        refused++;
        expect(found.name).toBe('CsvError');
      } else expect((found as { log: { rowsRead: number } }).log.rowsRead).toBe(COUNT);
    }
    expect(refused).toBeGreaterThan(5);
    const cut = blobOf(bytes.subarray(0, bytes.length / 2));
    await expect(readCsv({ source: cut })).rejects.toMatchObject({ issues: [{ code: 'bad-parquet' }] });
  });

  it('without rows is a table with its names', async () => {
    const { names, rows } = await readTable(parquet(LOG.map((column) => ({ ...column, data: [] }))));
    expect(names).toEqual(['user_id', 'item_id', 'click', 'timestamp']);
    expect(rows).toEqual([]);
  });
});
