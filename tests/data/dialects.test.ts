/** One test for each way in which a table is written down. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { blobOf, type Dialect, fileIn, PLAIN } from './dialectFile';

const NAMES = ['user_id', 'item_id', 'click', 'conversion', 'title'];
const ROWS = [
  ['u1', 'i1', '1', '1', 'Kaffeemühle “Größe 2”'],
  ['u1', 'i2', '0', '0', 'Crème, brûlée; 5 € | per: piece'],
  ['u2', 'i1', '1', '0', 'Kaffeemühle “Größe 2”'],
  ['u2', 'i3', '0', '0', 'two\nlines "quoted"'],
];
/** Windows-1252 as these tests write it has Latin-1's letters only. */
const latin = (rows: string[][]) => rows.map((row) => row.map((cell) => cell.replace(/[“”€]/g, '')));

async function read(dialect: Partial<Dialect>, mapping: Partial<ColumnMapping> = {}, rows = ROWS) {
  const bytes = fileIn({ ...PLAIN, ...dialect }, NAMES, rows);
  return readCsv({ source: blobOf(bytes), fileName: 'my.csv', mapping });
}

const codesOf = (warnings: readonly { code: string }[]) => warnings.map(({ code }) => code);

describe('a file is read alike', () => {
  const plain = read({});
  const dialects: Record<string, Partial<Dialect>> = {
    'with semicolons': { separator: ';' },
    'with tabs': { separator: '\t' },
    'with pipes': { separator: '|' },
    'with two colons': { separator: '::' },
    'with control characters': { separator: '\u0001' },
    'with carets': { separator: '^' },
    'with blanks': { separator: ' ' },
    'with a byte order mark': { mark: true },
    'in UTF-16 LE with a mark': { encoding: 'utf-16le', mark: true },
    'in UTF-16 LE without a mark': { encoding: 'utf-16le' },
    'in UTF-16 BE with a mark': { encoding: 'utf-16be', mark: true },
    'in UTF-16 BE without a mark': { encoding: 'utf-16be' },
    'with Windows line ends': { lineEnd: '\r\n' },
    'with every cell quoted': { quoteAll: true },
    'without a line end at its end': { endsInLine: false },
    'with typed headers': { typed: true },
    'with an unnamed index column': { index: true },
    'as gzip': { gzip: true },
    'as gzip of UTF-16 with pipes and Windows line ends': {
      gzip: true,
      encoding: 'utf-16le',
      separator: '|',
      lineEnd: '\r\n',
    },
  };
  it.each(Object.entries(dialects))('%s', async (_, dialect) => {
    const { log, report } = await read(dialect);
    const expected = (await plain).log;
    expect(log.fingerprint).toBe(expected.fingerprint);
    expect(log.items.titles).toEqual(expected.items.titles);
    expect(report).toMatchObject({
      separator: dialect.separator ?? ',',
      encoding: dialect.encoding ?? 'utf-8',
      gzip: dialect.gzip ?? false,
      header: true,
    });
  });

  it('with old Macintosh line ends', async () => {
    const text = new TextDecoder().decode(fileIn(PLAIN, NAMES, ROWS.slice(0, 3)));
    const { log } = await readCsv({ source: blobOf(Buffer.from(text.replaceAll('\n', '\r'))) });
    expect(log.rowsRead).toBe(3);
  });
});

describe('the encoding', () => {
  it('Windows-1252 is found, reported, and gives the accents back', async () => {
    const { log, report } = await read({ encoding: 'windows-1252' }, {}, latin(ROWS));
    expect(report.encoding).toBe('windows-1252');
    expect(log.items.titles).toEqual([
      'Kaffeemühle Größe 2',
      'Crème, brûlée; 5  | per: piece',
      'two\nlines "quoted"',
    ]);
    expect(codesOf(log.warnings)).toContain('encoding-guessed');
  });

  it('that shows only after a megabyte of ASCII is found by reading again', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `user-number-${n},i${n % 50},${n % 2}`).join('\n');
    const text = `user,item,click\n${rows}\nzoë,i1,1\n`;
    const { log, report } = await readCsv({ source: blobOf(Buffer.from(text, 'latin1')) });
    expect(report.encoding).toBe('windows-1252');
    expect(log.users.ids).toContain('zoë');
    expect(log.rowsRead).toBe(60_001);
  });

  it('GB 18030 is reported by its Chinese column names', async () => {
    // 用户,商品,点击 in GB 18030, then a row.
    const header = [0xd3, 0xc3, 0xbb, 0xa7, 0x2c, 0xc9, 0xcc, 0xc6, 0xb7, 0x2c, 0xb5, 0xe3, 0xbb, 0xf7];
    const bytes = Uint8Array.from([...header, ...Buffer.from('\nu1,i1,1\nu1,i2,0\n')]);
    const { report } = await readCsv({ source: blobOf(bytes) });
    expect(report.encoding).toBe('gb18030');
    expect(report.columns.map(({ name }) => name)).toEqual(['用户', '商品', '点击']);
  });

  it('that the person names goes before what is found', async () => {
    const { log, report } = await read({}, { encoding: 'windows-1252' });
    expect(report.encoding).toBe('windows-1252');
    expect(log.items.titles?.[0]).toMatch(/^KaffeemÃ¼hle/);
  });

  it('one damaged byte in a UTF-8 file is reported and does not turn all accents around', async () => {
    const bytes = fileIn(PLAIN, NAMES, ROWS);
    bytes[bytes.indexOf(':'.charCodeAt(0))] = 0xff;
    const { log, report } = await readCsv({ source: blobOf(bytes) });
    expect(report.encoding).toBe('utf-8');
    expect(log.items.titles?.[1]).toContain('brûlée');
    expect(report.counts['damaged-characters']).toBe(1);
  });
});

describe('the header', () => {
  it('is missed where the first row is numbers, and columns are then called by their place', async () => {
    const source =
      '196\t242\t3\t881250949\n186\t302\t5\t891717742\n22\t377\t1\t878887116\n196\t302\t4\t881250950\n';
    const mapping = { user: 'column 1', item: 'column 2', rating: 'column 3', timestamp: 'column 4' };
    const { log, report } = await readCsv({ source, mapping });
    expect(report).toMatchObject({ header: false, separator: '\t', shape: 'ratings', timeFormat: 'seconds' });
    expect(log.rowsRead).toBe(4);
  });

  it('is missed where a value of the first row comes again below it', async () => {
    const source = 'ann,cup,view\nbob,cup,view\nann,pen,buy\n';
    const mapping = { user: 'column 1', item: 'column 2', event: 'column 3' };
    const { log, report } = await readCsv({ source, mapping });
    expect(report).toMatchObject({ header: false, shape: 'events' });
    expect(log.rowsRead).toBe(3);
  });

  it('is taken for one, or not, when the person says so', async () => {
    const source = 'ann,cup,1\nbob,cup,0\n';
    const mapping = { user: 'ann', item: 'cup', click: '1', header: true };
    await expect(readCsv({ source, mapping })).rejects.toMatchObject({ issues: [{ code: 'no-clicks' }] });
    const without = { user: 'column 1', item: 'column 2', click: 'column 3', header: false };
    expect((await readCsv({ source, mapping: without })).log.rowsRead).toBe(2);
  });

  it('an index column is ignored and reported, also where R leaves its name out', async () => {
    const pandas = await read({ index: true });
    expect(pandas.report.columns[0]).toMatchObject({ name: 'column 1', role: 'ignored' });
    expect(codesOf(pandas.log.warnings)).toContain('index-column');
    const r = await readCsv({
      source: '"user" "item" "click"\n'.replaceAll(' ', ',').concat('"1","a","x",1\n"2","b","x",0\n'),
    });
    expect(codesOf(r.log.warnings)).toContain('index-column');
    expect(r.log.users.ids).toEqual(['a', 'b']);
  });
});

describe('reading', () => {
  const long = () => {
    const rows = Array.from({ length: 400_000 }, (_, n) => `user-${n % 999},i${n % 77},${n % 3 ? 0 : 1}`);
    return blobOf(Buffer.from(`user,item,click\n${rows.join('\n')}\n`));
  };

  it('tells its progress in bytes, rising to the file’s size', async () => {
    const seen: [number, number][] = [];
    const source = long();
    await readCsv({ source, onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.every(([, total]) => total === source.size)).toBe(true);
    const done = seen.map(([bytes]) => bytes);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(seen.at(-1)?.[0]).toBe(source.size);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const reading = readCsv({
      source: long(),
      signal: controller.signal,
      onProgress: (done) => done > 100_000 && controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['cut-off gzip', 'bad-gzip', fileIn({ ...PLAIN, gzip: true }, NAMES, ROWS).subarray(0, 60)],
    ['an Excel workbook', 'not-text', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') })],
    ['a cut-off zip', 'bad-zip', Buffer.from('PK\u0003\u0004 and so on')],
    ['nothing', 'empty-file', new Uint8Array(0)],
    [
      'an empty gzip',
      'empty-file',
      fileIn({ ...PLAIN, gzip: true, header: false, endsInLine: false }, [], []),
    ],
  ])('refuses %s with the code %s', async (_, code, bytes) => {
    const error = await readCsv({ source: blobOf(bytes), fileName: 'my.csv' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CsvError);
    expect(error.issues).toMatchObject([{ file: 'my.csv', code }]);
  });

  it('a quote that is never closed in a long file ends in a listed error, soon', async () => {
    const rows = Array.from({ length: 400_000 }, (_, n) => `u${n},i${n % 77},1`).join('\n');
    const error = await readCsv({ source: `user,item,click\n"u,i,1\n${rows}\n` }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CsvError);
    expect(error.issues[0]).toMatchObject({ code: 'bad-quotes', line: 2 });
  });
});
