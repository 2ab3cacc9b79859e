/** JSON as a table: records in lines, one after another, in an array; nested ones; damaged ones. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { createRecordScanner } from '../../src/data/table/json/recordScanner';
import { openTable } from '../../src/data/table/openTable';
import { fc } from '../fastCheck';
import { blobOf } from './dialectFile';
import { readTable } from './readTable';
import { issueSentence } from './wording';

const RECORDS = Array.from({ length: 60 }, (_, n) => ({
  user_id: `u${n % 7}`,
  item_id: n % 9,
  click: n % 2 === 0,
  price: n / 4,
  title: n === 3 ? 'a "quoted", {bracketed} [title]\nin lines' : `title ${n % 9}`,
}));
const NAMES = ['user_id', 'item_id', 'click', 'price', 'title'];
const CELLS = RECORDS.map((record) => Object.values(record).map(String));
const LINES = RECORDS.map((record) => JSON.stringify(record)).join('\n');

describe('the same records', () => {
  it.each([
    ['in lines', LINES],
    ['in lines, with blank ones between', LINES.replaceAll('\n', '\n\n')],
    ['in lines behind blank ones', `\n\n${LINES}\n`],
    ['in an array', JSON.stringify(RECORDS)],
    ['in an array over many lines', JSON.stringify(RECORDS, null, 2)],
    [
      'one after another over many lines',
      RECORDS.map((record) => JSON.stringify(record, null, 1)).join('\n'),
    ],
    ['one after another in one line', RECORDS.map((record) => JSON.stringify(record)).join(' ')],
    ['within an object', JSON.stringify({ total: 60, data: RECORDS })],
  ])('%s are the same table', async (_, text) => {
    const { format, names, rows, faults } = await readTable(text);
    expect(format).toMatchObject({ kind: 'json', gzip: false });
    expect(faults).toEqual([]);
    const wrapped = names[0] === 'total';
    expect(names).toEqual(wrapped ? ['total', ...NAMES.map((name) => `data.${name}`)] : NAMES);
    expect(rows.map((row) => (wrapped ? row.slice(1) : row))).toEqual(CELLS);
  });

  it('are one log, packed or not, by profile and reader', async () => {
    const source = blobOf(gzipSync(JSON.stringify(RECORDS)));
    const [packed, plain] = await Promise.all([readCsv({ source }), readCsv({ source: LINES })]);
    expect(packed.log.fingerprint).toBe(plain.log.fingerprint);
    expect(packed.report).toMatchObject({ kind: 'json', gzip: true, header: true });
    expect(packed.report.separator).toBeUndefined();
    const profile = await profileFile({ source });
    expect(profile).toMatchObject({ kind: 'json', rowCount: 60 });
    expect(profile.columns.map(({ name }) => name)).toEqual(NAMES);
  });

  it('in pieces of any size are the same table', () => {
    const value: fc.Arbitrary<unknown> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const records = fc.array(fc.record({ 'a"': value, 'b[': value, 'c{\\': value }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        records,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('array', 'values', 'lines'),
        (all, size, form) => {
          const written = all.map((record) => JSON.stringify(record, null, form === 'lines' ? 0 : 1));
          const text = form === 'array' ? `[${written.join(', ')}]` : written.join('\n');
          const found: unknown[] = [];
          const scanner = createRecordScanner(form, 'my.json', (record) => found.push(JSON.parse(record)));
          for (let start = 0; start < text.length; start += size)
            scanner.push(text.slice(start, start + size));
          scanner.end();
          expect(found).toEqual(all);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what records hold', () => {
  it('is flattened one level; lists are a|b|c; anything deeper stays JSON', async () => {
    const text = [
      { user: { id: 'u1', city: null }, tags: ['a', 'b'], item: 1, deep: { list: [{ x: 1 }] } },
      { user: { id: 'u2', city: 'Rome' }, tags: [], item: 2, deep: {} },
    ]
      .map((record) => JSON.stringify(record))
      .join('\n');
    const { names, rows } = await readTable(text);
    expect(names).toEqual(['user.id', 'user.city', 'tags', 'item', 'deep.list']);
    expect(rows).toEqual([
      ['u1', '', 'a|b', '1', '[{"x":1}]'],
      ['u2', 'Rome', '', '2', ''],
    ]);
  });

  it('is a row for each event of a session', async () => {
    const text = [
      {
        session: 7,
        events: [
          { aid: 1, type: 'clicks' },
          { aid: 2, type: 'orders' },
        ],
      },
      { session: 8, events: [{ aid: 1, type: 'carts' }] },
      { session: 9, events: [] },
    ]
      .map((record) => JSON.stringify(record))
      .join('\n');
    const { names, rows, lines } = await readTable(text);
    expect(names).toEqual(['session', 'events.aid', 'events.type']);
    expect(rows).toEqual([
      ['7', '1', 'clicks'],
      ['7', '2', 'orders'],
      ['8', '1', 'carts'],
    ]);
    expect(lines).toEqual([1, 1, 2]);
  });

  it('keeps every digit of long ids, and knows Python’s NaN', async () => {
    const { rows } = await readTable(
      '{"id":12345678901234567891,"s":"x: 12345678901234567891, y","p":NaN}\n{"id":5,"s":"\\"9","p":1e3}\n',
    );
    expect(rows).toEqual([
      ['12345678901234567891', 'x: 12345678901234567891, y', ''],
      ['5', '"9', '1000'],
    ]);
  });

  it('under keys that first come late is left out, and said', async () => {
    const early = Array.from({ length: 1000 }, (_, n) => `{"user":"u${n}","item":1}`).join('\n');
    const { names, notices } = await readTable(`${early}\n{"user":"u","item":2,"late":3}\n`);
    expect(names).toEqual(['user', 'item']);
    expect(issueSentence(notices[0])).toMatch(/after 1,000 objects are left out: “late”\.$/);
  });
});

describe('damage', () => {
  it('of one line costs that line, and is a fault with its place', async () => {
    const lines = LINES.split('\n');
    lines[5] = lines[5]!.slice(0, -3);
    const { rows, faults } = await readTable(lines.join('\n'));
    expect(rows).toHaveLength(59);
    expect(faults).toEqual([{ line: 6, code: 'bad-json' }]);
    expect(issueSentence(faults[0])).toMatch(/not one whole JSON object/);
  });

  it.each([
    ['between two elements', (text: string) => text.slice(0, text.indexOf('},{') + 2)],
    ['within an element', (text: string) => text.slice(0, -20)],
  ])('of an array cut off %s is a fault', async (_, cut) => {
    const { faults } = await readTable(cut(JSON.stringify(RECORDS)));
    expect(faults).toMatchObject([{ code: 'bad-json' }]);
  });

  it.each([
    ['an error of an interface', '{"message":"Not Found","status":"404"}'],
    ['a list of numbers in an array', '[[1,2],[3,4]]'],
    ['an empty array', '[]'],
    ['Python’s dictionaries', "{'user': 'u1'}\n{'user': 'u2'}\n"],
  ])('%s is refused as JSON without rows', async (_, text) => {
    await expect(readTable(text)).rejects.toMatchObject({ issues: [{ code: 'json-without-rows' }] });
  });

  it('a text that begins with a bracket is a table like any other', async () => {
    const { names } = await readTable('[user],[item],click\nu1,i1,1\nu2,i2,0\n');
    expect(names).toEqual(['[user]', '[item]', 'click']);
  });
});

it('an array of 60,000 records gives rows long before it is read whole', async () => {
  const part = RECORDS.map((record) => JSON.stringify(record)).join(',');
  const text = `[${Array.from({ length: 1000 }, () => part).join(',')}]`;
  let charactersRead = 0;
  const onProgress = (done: number) => {
    charactersRead = done;
  };
  const table = await openTable(text, { file: 'my.json', maxBytes: 1e9, onProgress });
  const readAtRow: number[] = [];
  await table.read(
    () => readAtRow.push(charactersRead),
    () => {},
  );
  expect(readAtRow).toHaveLength(60_000);
  expect(readAtRow[0]).toBeLessThan(text.length / 4);
  expect(readAtRow.at(-1)).toBeGreaterThan(text.length / 2);
});
