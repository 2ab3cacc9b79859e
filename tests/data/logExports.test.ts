/** A loaded log as Parquet and as RecBole's files: what other programs find in them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { baseName } from '../../src/data/export/logFormats';
import { generateSample } from '../../src/data/sample/sample';
import type { InteractionLog } from '../../src/data/schema';
import { exportedLog } from '../exportedLog';

/** Two users, three items; a user without a city, an item without tags. */
const SMALL = `user_id,item_id,click,conversion,timestamp,title,city,tags
ann,cup,1,1,2024-03-01T10:00:00.123Z,"Cup, ""blue""\tand white",Lyon,tea|blue
ann,pen,0,0,2024-03-02T10:00:00Z,Pen,Lyon,
bob,cup,1,0,2024-03-03T10:00:00Z,"Cup, ""blue""\tand white",,tea|blue
bob,hat,0,0,2024-03-04T10:00:00Z,Hat,,red
ann,hat,0,0,2024-03-05T10:00:00Z,Hat,Lyon,red
`;
const small = () =>
  readCsv({
    source: SMALL,
    fileName: 'small.csv',
    mapping: { userFeatures: ['city'], itemFeatures: ['tags'], listFeatures: ['tags'] },
  });

describe('a Parquet file of a log', () => {
  let folder: string;
  let duck: DuckDBConnection;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csmf-parquet-'));
    duck = await DuckDBConnection.create();
  });
  afterAll(async () => {
    duck.closeSync();
    await rm(folder, { recursive: true });
  });
  async function inDuck(log: InteractionLog, query: (table: string) => string) {
    const path = join(folder, 'log.parquet');
    await writeFile(path, await exportedLog(log, 'parquet'));
    return (await duck.runAndReadAll(query(`'${path}'`))).getRowObjectsJson();
  }

  it('has the types that DuckDB knows', async () => {
    const { log } = await small();
    const columns = await inDuck(log, (table) => `DESCRIBE SELECT * FROM ${table}`);
    expect(columns.map(({ column_name: name, column_type: type }) => `${name}: ${type}`)).toEqual([
      'user_id: VARCHAR',
      'item_id: VARCHAR',
      'exposure: BOOLEAN',
      'click: BOOLEAN',
      'conversion: BOOLEAN',
      'timestamp: TIMESTAMP WITH TIME ZONE',
      'title: VARCHAR',
      'user city: VARCHAR',
      'item tags: VARCHAR[]',
    ]);
  });

  it('holds values, lists and nulls as they are', async () => {
    const { log } = await small();
    const rows = await inDuck(
      log,
      (table) =>
        `SELECT user_id, item_id, click, conversion, epoch_ms("timestamp") AS ms, title, "user city" AS city,
           "item tags" AS tags FROM ${table} ORDER BY user_id, item_id`,
    );
    expect(rows[0]).toEqual({
      user_id: 'ann',
      item_id: 'cup',
      click: true,
      conversion: true,
      ms: String(Date.UTC(2024, 2, 1, 10, 0, 0, 123)),
      title: 'Cup, "blue"\tand white',
      city: 'Lyon',
      tags: ['blue', 'tea'],
    });
    expect(rows.map(({ city }) => city)).toEqual(['Lyon', 'Lyon', 'Lyon', null, null]);
    expect(rows.map(({ tags }) => tags)).toEqual([['blue', 'tea'], ['red'], null, ['blue', 'tea'], ['red']]);
  });

  it('of a sample has as many pairs, clicks and conversions, over several row groups', async () => {
    const log = await generateSample('shop-large');
    const [counts] = await inDuck(
      log,
      (table) =>
        `SELECT count(*)::int AS rows, sum(click::int)::int AS clicks, sum(conversion::int)::int AS conversions
           FROM ${table}`,
    );
    const reached = (depth: number) => log.depth.filter((value) => value >= depth).length;
    expect(log.depth.length).toBeGreaterThan(50_000);
    expect(counts).toEqual({ rows: reached(0), clicks: reached(1), conversions: reached(2) });
  });
});

describe('RecBole’s files of a log', () => {
  const filesOf = async (log: InteractionLog) =>
    Object.fromEntries(
      Object.entries(unzipSync(await exportedLog(log, 'recbole'))).map(([name, bytes]) => [
        name,
        strFromU8(bytes),
      ]),
    );

  it('name each column with its type and keep both sides apart', async () => {
    const files = await filesOf((await small()).log);
    expect(files['small.inter']).toBe(
      [
        'user_id:token\titem_id:token\tclick:float\tconversion:float\ttimestamp:float',
        'ann\tcup\t1\t1\t1709287200.123000',
        'ann\that\t0\t0\t1709632800.000000',
        'ann\tpen\t0\t0\t1709373600.000000',
        'bob\tcup\t1\t0\t1709460000.000000',
        'bob\that\t0\t0\t1709546400.000000',
        '',
      ].join('\n'),
    );
    expect(files['small.user']).toBe('user_id:token\tcity:token\nann\tLyon\nbob\t(none)\n');
    expect(files['small.item']).toBe(
      [
        'item_id:token\ttitle:token_seq\ttags:token_seq',
        'cup\t"Cup, ""blue""\tand white"\tblue tea',
        'hat\tHat\tred',
        'pen\tPen\t(none)',
        '',
      ].join('\n'),
    );
  });

  it('separate lists by pipes where a value holds blanks', async () => {
    const { log } = await readCsv({
      source: SMALL.replaceAll('tea|blue', 'green tea|blue'),
      mapping: { userFeatures: [], itemFeatures: ['tags'], listFeatures: ['tags'] },
    });
    const files = await filesOf(log);
    expect(files['log.item']).toContain('cup\t"Cup, ""blue""\tand white"\tblue|green tea\n');
  });

  it('of a log without conversions have none', async () => {
    const { log } = await readCsv({ source: 'user,item,click\na,x,1\nb,x,0\n' });
    expect((await filesOf(log))['log.inter']).toBe(
      'user_id:token\titem_id:token\tclick:float\na\tx\t1\nb\tx\t0\n',
    );
  });
});

describe('the name of a saved log', () => {
  it('is that of its file without the endings', () => {
    expect(['my.csv', 'my.csv.gz', 'clicks.jsonl', 'a.b.parquet', 'shop', '.csv'].map(baseName)).toEqual([
      'my',
      'my',
      'clicks',
      'a.b',
      'shop',
      'log',
    ]);
  });
});
