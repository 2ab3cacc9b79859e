/** Quotes that open a cell, that are letters, and that somebody forgot. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { readTable } from './readTable';
import { issueSentence } from './wording';

const HEADER = 'user_id,item_id,click,title';
const row = (n: number, title: string) => `u${n % 5},i${n},${n % 2},${title}`;

describe('a quote at the beginning of a cell', () => {
  it.each([
    ['wraps it', '"a, b"', 'a, b'],
    ['wraps it, doubled within', '"say ""hi"""', 'say "hi"'],
    ['wraps it, behind a backslash within', '"say \\"hi\\" now"', 'say "hi" now'],
    ['wraps it, with blanks around', ' "a, b" ', 'a, b'],
    ['wraps a line end', '"two\nlines, and\nmore"', 'two\nlines, and\nmore'],
  ])('%s', async (_, written, meant) => {
    const { rows, faults } = await readTable(`${HEADER}\n${row(0, written)}\n${row(1, 'plain')}\n`);
    expect(faults).toEqual([]);
    expect(rows.map(([, , , title]) => title)).toEqual([meant, 'plain']);
  });

  it('is a letter in a text with tabs unless it wraps the cell', async () => {
    const tabbed = [
      HEADER,
      row(0, '"Best" screen'),
      row(1, '"Heat"'),
      row(2, '"never closed'),
      row(3, 'a "b"'),
    ]
      .join('\n')
      .replaceAll(',', '\t');
    const { rows, faults } = await readTable(tabbed);
    expect(faults).toEqual([]);
    expect(rows.map(([, , , title]) => title)).toEqual(['"Best" screen', 'Heat', '"never closed', 'a "b"']);
  });

  it('that nothing closes costs its own line only', async () => {
    const text = [HEADER, row(0, 'x'), row(1, '"open'), ...[2, 3, 4].map((n) => row(n, 'y'))].join('\n');
    const { rows, faults, lines } = await readTable(text);
    expect(faults).toEqual([{ line: 3, code: 'bad-quotes' }]);
    expect(rows).toHaveLength(4);
    expect(lines).toEqual([2, 4, 5, 6]);
  });

  it('that closes in another row swallows nothing: the rows between are read, and it is said', async () => {
    const titles = (n: number) => (n === 3 ? '"Alien' : n === 17 ? 'Predator"' : `film ${n}`);
    const text = [HEADER, ...Array.from({ length: 30 }, (_, n) => row(n, titles(n)))].join('\n');
    const { rows, faults, notices } = await readTable(text);
    expect(faults).toEqual([]);
    expect(rows.map(([, , , title]) => title)).toEqual(Array.from({ length: 30 }, (_, n) => titles(n)));
    // The header is line 1, row n line n + 2.
    expect(notices).toEqual([{ code: 'stray-quotes', line: 5, count: 1, values: { count: 1, lines: 15 } }]);
    expect(issueSentence(notices[0])).toMatch(/quote opens here and closes 15 lines/);
  });

  it('around lines that are no rows keeps them together', async () => {
    const review = '"nice,\nvery, very, nice,\nand, so, on"';
    const text = [HEADER, ...Array.from({ length: 9 }, (_, n) => row(n, n === 4 ? review : 'x'))].join('\n');
    const { rows, notices } = await readTable(text);
    expect(rows).toHaveLength(9);
    expect(rows[4]?.[3]).toBe(review.slice(1, -1));
    expect(notices).toEqual([]);
  });
});

describe('quotes around', () => {
  it('whole lines are taken off', async () => {
    const lines = [HEADER, ...Array.from({ length: 20 }, (_, n) => row(n, 'a'))].map((line) => `"${line}"`);
    const { names, rows, format } = await readTable(lines.join('\n'));
    expect(format).toMatchObject({ separator: ',' });
    expect(names).toEqual(HEADER.split(','));
    expect(rows).toHaveLength(20);
    expect(rows[7]).toEqual(['u2', 'i7', '1', 'a']);
  });

  it('cells may be single ones', async () => {
    const quoted = (line: string) =>
      line
        .split(',')
        .map((cell) => `'${cell}'`)
        .join(',');
    const { names, rows } = await readTable([HEADER, row(0, 'a'), row(1, 'b')].map(quoted).join('\n'));
    expect(names).toEqual(HEADER.split(','));
    expect(rows[1]).toEqual(['u1', 'i1', '1', 'b']);
  });
});

describe('skipping rows that cannot be read', () => {
  it('leaves out the line with the open quote and nothing else', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => row(n, n === 10 ? '"open' : 'x'));
    const source = [HEADER, ...rows].join('\n');
    const { log } = await readCsv({ source, mapping: { badRows: 'skip' } });
    expect(log.rowsRead).toBe(59);
  });
});
