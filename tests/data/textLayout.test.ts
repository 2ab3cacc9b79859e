/** Where a table begins in a text, what names its columns, and what is no column. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { readTable } from './readTable';
import { issueSentence } from './wording';

const NAMES = ['user_id', 'item_id', 'click', 'timestamp'];
const HEADER = NAMES.join(',');
const ROWS = Array.from({ length: 40 }, (_, n) => `u${n % 7},i${n % 9},${n % 2},${1_700_000_000 + 61 * n}`);
const BODY = ROWS.join('\n');
const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

describe('above the table', () => {
  it('a line that names the separator is obeyed', async () => {
    const { names, rows, lines, format, notices } = await readTable(
      `sep=;\n${HEADER.replaceAll(',', ';')}\r\n${BODY.replaceAll(',', ';')}`,
    );
    expect(format).toMatchObject({ separator: ';', header: true });
    expect(names).toEqual(NAMES);
    expect([rows.length, lines[0]]).toEqual([40, 3]);
    expect(notices).toEqual([]);
  });

  it('lines of comments are passed over, which is said', async () => {
    const comments = '# ------\n# My shop, Free form\n# 20240301-20240331\n\n';
    const { names, lines, notices } = await readTable(`${comments}${HEADER}\n${BODY}`);
    expect(names).toEqual(NAMES);
    expect(lines[0]).toBe(6);
    expect(notices).toEqual([{ code: 'lines-passed-over', values: { count: 3, line: 5 } }]);
    expect(issueSentence(notices[0])).toMatch(/3 lines above .* begins in line 5/);
  });

  it('lines of a title are passed over, which is said', async () => {
    const title = 'Sales report\nGenerated;2024-03-01;by the shop\n\n';
    const text = `${title}${HEADER.replaceAll(',', ';')}\n${BODY.replaceAll(',', ';')}`;
    const { names, rows, faults, lines, notices } = await readTable(text);
    expect(names).toEqual(NAMES);
    expect(faults).toEqual([]);
    expect([rows.length, lines[0]]).toEqual([40, 5]);
    expect(notices).toEqual([{ code: 'lines-passed-over', values: { count: 2, line: 4 } }]);
  });

  it('a commented line may be the header, as NumPy writes it', async () => {
    const { names, rows, lines, notices } = await readTable(`# ${HEADER}\n${BODY}`);
    expect(names).toEqual(NAMES);
    expect([rows.length, lines[0]]).toEqual([40, 2]);
    expect(notices).toEqual([]);
  });

  it('rows whose ids begin with # stay rows', async () => {
    const { rows, notices } = await readTable(`#love,i1,1,5\n#hate,i2,0,6\nplain,i1,1,7\n#love,i3,0,8\n`);
    expect(rows.map(([first]) => first)).toEqual(['#love', '#hate', 'plain', '#love']);
    expect(notices).toEqual([]);
  });
});

describe('the header', () => {
  it('may hold numbers as names beside words over numbers', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, n) => `${n},${n % 2},0,${100_000 + (n % 7)},${5000 + (n % 9)}`,
    );
    const { names, rows: read } = await readTable(`sample_id,click,purchase,101,205\n${rows.join('\n')}`);
    expect(names).toEqual(['sample_id', 'click', 'purchase', '101', '205']);
    expect(read).toHaveLength(30);
  });

  it('may hold nothing but numbers, where all others come again', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `${n % 7},${20 + (n % 9)},${n % 2}`);
    const { format, names } = await readTable(`101,205,301\n${rows.join('\n')}`);
    expect(format).toMatchObject({ header: true });
    expect(names).toEqual(['101', '205', '301']);
  });

  it('is none where a number of the first row comes again', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `${n % 7},${20 + (n % 9)},${n % 2}`);
    const { format, rows: read } = await readTable(`101,205,1\n${rows.join('\n')}`);
    expect(format).toMatchObject({ header: false });
    expect(read).toHaveLength(61);
  });

  it('is none where a gap or a placeholder stands over numbers', async () => {
    const { format } = await readTable(
      `99,NA,NULL\n${Array.from({ length: 30 }, (_, n) => `${n},${n},${n % 3}`).join('\n')}`,
    );
    expect(format).toMatchObject({ header: false });
  });

  it('that comes again where files were put behind each other is passed over, which is said', async () => {
    const { rows, notices, faults } = await readTable(`\uFEFF${HEADER}\n${BODY}\n\uFEFF${HEADER}\n${BODY}\n`);
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(80);
    expect(notices).toEqual([{ code: 'header-again', line: 42, count: 1, values: { count: 1 } }]);
  });

  it('loses invisible characters, and keeps names with colons that are no types', async () => {
    const { names } = await readTable(
      '\u200Bga:clientId,ga:productSku,click\u200B,price:float,tags:token_seq\na,b,1,2,c\n',
    );
    expect(names).toEqual(['ga:clientId', 'ga:productSku', 'click', 'price', 'tags']);
  });
});

describe('a separator more than columns', () => {
  const trailing = (lines: readonly string[]) => lines.map((line) => `${line},`).join('\n');

  it('in all rows is taken away, also where a rising number comes first', async () => {
    const numbered = ROWS.map((row, n) => `${1000 + n},${row}`);
    const { names, rows, indexColumn, notices } = await readTable(
      `impression_id,${HEADER}\n${trailing(numbered)}`,
    );
    expect(names).toEqual(['impression_id', ...NAMES]);
    expect(indexColumn).toBeUndefined();
    expect(rows[0]).toEqual(['1000', ...ROWS[0]!.split(',')]);
    expect(notices).toEqual([{ code: 'trailing-separator', count: 40, values: { count: 40 } }]);
  });

  it('in some rows is taken away, and in the header alone', async () => {
    const some = ROWS.map((row, n) => (n % 3 ? row : `${row},`)).join('\n');
    expect((await readTable(`${HEADER}\n${some}`)).rows).toHaveLength(40);
    const inHeader = await readTable(`${HEADER},\n${BODY}`);
    expect([inHeader.names, inHeader.rows.length, inHeader.faults]).toEqual([NAMES, 40, []]);
  });

  it('with a value behind it is a fault', async () => {
    const { faults } = await readTable(`${HEADER}\n${ROWS[0]},x\n`);
    expect(faults).toEqual([{ line: 2, code: 'field-count', values: { found: 5, expected: 4 } }]);
  });
});

describe('a column of row numbers', () => {
  it.each(['', 'Unnamed: 0', '...1', 'index', 'row_id', 'X'])('called “%s” is no data', async (name) => {
    const { indexColumn } = await readTable(
      `${name},${HEADER}\n${ROWS.map((row, n) => `${n},${row}`).join('\n')}`,
    );
    expect(indexColumn).toBe(0);
  });

  it('called index is data where it does not count by one', async () => {
    const { indexColumn } = await readTable(
      `index,${HEADER}\n${ROWS.map((row, n) => `${3 * n},${row}`).join('\n')}`,
    );
    expect(indexColumn).toBeUndefined();
  });
});

describe('separators that cells often hold', () => {
  it('any number of blanks separates where nothing else does', async () => {
    const rows = ROWS.map((row) => row.replaceAll(',', '   ').padStart(60));
    const { format, names, rows: read } = await readTable(`${NAMES.join(' ')}\n${rows.join('\n')}`);
    expect(format).toMatchObject({ separator: ' ' });
    expect(names).toEqual(NAMES);
    expect(read[3]).toEqual(ROWS[3]!.split(','));
  });

  it('are not taken where a usual one makes a table', async () => {
    const rows = ROWS.map((row) => row.replace(/\d+$/, '2024-01-01 10:00'));
    const { format } = await readTable(`who,what is it,clicked,when then\n${rows.join('\n')}`);
    expect(format).toMatchObject({ separator: ',' });
  });

  it('are reported by readCsv like any other', async () => {
    const source = `${NAMES.join('\u0001')}\n${ROWS.map((row) => row.replaceAll(',', '\u0001')).join('\n')}`;
    const { report, log } = await readCsv({ source });
    expect(report).toMatchObject({ kind: 'text', separator: '\u0001' });
    expect(log.rowsRead).toBe(40);
    expect(codes(log.warnings)).not.toContain('stray-quotes');
  });
});
