/** Ids, times and numbers as real logs write them. */
import { describe, expect, it } from 'vitest';
import { quantileBins } from '../../src/data/csv/features/binning';
import type { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { oneValued } from '../valueFeature';
import { issueSentence } from './wording';

const read = (source: string, mapping: Partial<ColumnMapping> = {}) => readCsv({ source, mapping });

describe('ids', () => {
  const ids = (cells: readonly string[], mapping: Partial<ColumnMapping> = {}) =>
    read(`user,item,click\n${cells.map((cell, n) => `"${cell}",i${n},${n % 2}`).join('\n')}\n`, mapping);

  it('that are placeholders are missing, as empty ones are', async () => {
    await expect(ids(['u1', 'NULL', ''])).rejects.toMatchObject({
      counts: { 'placeholder-id': 1, 'empty-id': 1 },
      issues: [
        { line: 3, column: 'user', code: 'placeholder-id', values: { value: 'NULL' } },
        { line: 4, column: 'user', code: 'empty-id' },
      ],
    });
    const { log } = await ids(['u1', 'u2', '\\N'], { badRows: 'skip' });
    expect(log.users.ids).toEqual(['u1', 'u2']);
  });

  it('such as null are ids among words, which is a notice', async () => {
    const { log } = await ids(['length', 'null', 'toString']);
    expect(log.users.ids).toEqual(['length', 'null', 'toString']);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'placeholder-among-words'))).toMatch(
      /^1 row has the id “null”/,
    );
  });

  it('lose characters that nobody sees, which is counted', async () => {
    const { log, report } = await ids(['u', 'u\u200b', '\u0000u', ' u']);
    expect(log.users.ids).toEqual(['u']);
    expect(report.counts).toMatchObject({ 'ids-cleaned': 2, 'ids-trimmed': 1 });
  });

  it('in scientific notation are read, with a warning that digits are lost', async () => {
    const { log } = await ids(['1.23450E+17', '1.23450E+17', '1.23451E+17']);
    expect(log.users.ids).toHaveLength(2);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'ids-rounded'))).toMatch(
      /^3 ids are in scientific notation \(first: “1\.23450E\+17”\)/,
    );
  });

  it('lose a fraction of 0 where the whole column has whole numbers only', async () => {
    const { log, report } = await ids(['300001.0', '300002.0', '300001']);
    expect(log.users.ids).toEqual(['300001', '300002']);
    expect(report.counts['ids-whole-numbers']).toBe(2);
    expect((await ids(['100666.16', '100666.0', '100666'])).log.users.ids).toHaveLength(3);
  });

  it('of two files join although one of them writes them with a fraction', async () => {
    const { log } = await readCsv({
      source: [
        { source: 'user,item\n100,500\n101,501\n', objective: 'exposure', name: 'views.csv' },
        { source: 'user,item\n100.0,500.0\n', objective: 'click', name: 'clicks.csv' },
      ],
    });
    expect(log.users.ids).toEqual(['100', '101']);
    expect([...log.depth]).toEqual([1, 0]);
  });

  it('that occur with and without a fraction in one log are counted', async () => {
    const { log } = await ids(['100', '100.0', '7', 'x']);
    expect(log.users.ids).toHaveLength(4);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'ids-alike'))).toMatch(
      /^1 user occurs under two ids, such as “100\.0” and “100”/,
    );
  });

  it('keep zeros in front, an X at the end, inner spaces and digits beyond what a number holds', async () => {
    const ids = ['0012345678', '012345678X', '9007199254740993', '1.0', 'a b', 'Nullarbor', '-0', '用户7'];
    const { log } = await read(`user,item,click\n${ids.map((id) => `${id},${id},1`).join('\n')}\n`);
    expect(log.users.ids).toEqual(ids.toSorted());
    expect(log.items.ids).toEqual(ids.toSorted());
  });

  it('lose the spaces around them, which is counted', async () => {
    const { log, report } = await read('user,item,click\n" u",i,1\nu , j,0\n');
    expect(log.users.ids).toEqual(['u']);
    expect(report.counts['ids-trimmed']).toBe(3);
  });
});

describe('times', () => {
  const timesOf = async (cells: readonly string[], mapping?: Partial<ColumnMapping>) => {
    const rows = cells.map((cell, n) => `u,i${n},${n % 2},"${cell}"`);
    return read(`user,item,click,time\n${rows.join('\n')}\n`, mapping);
  };

  it('have one format in a column, which is reported', async () => {
    const { log, report } = await timesOf(['1700000000000000', '1700000000000001']);
    expect(report.timeFormat).toBe('microseconds');
    expect(log.warnings.filter(({ code }) => code.includes('time'))).toEqual([]);
  });

  it('in another format than most of the column are bad cells', async () => {
    await expect(timesOf(['1700000000', '2023-11-14', '1700000001'])).rejects.toMatchObject({
      issues: [{ code: 'bad-timestamp', line: 3, values: { value: '2023-11-14', format: 'seconds' } }],
    });
  });

  it('with and without a zone are read, and the mixture is a notice', async () => {
    const { log } = await timesOf(['2023-11-14T22:13:20Z', '2023-11-14 22:13:20', '2023-11-14']);
    expect([...log.time!]).toEqual([1_700_000_000_000, 1_700_000_000_000, 1_699_920_000_000]);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'mixed-times'))).toMatch(
      /1 with a zone, 1 without one .*, 1 as a date only/,
    );
  });

  it('that none of a column called so holds refuse the file with the first of them', async () => {
    const error = await timesOf(['soon', 'later']).catch((fault: unknown) => fault);
    const [issue] = (error as CsvError).issues;
    expect(issue).toMatchObject({ code: 'no-times', column: 'time' });
    expect(issueSentence(issue)).toMatch(/“time” is called a time, but 2 of 2 cells .* \(first: “soon”\)/);
  });

  it('whose day and month could change places are asked for, and read as the mapping says', async () => {
    const cells = ['01/02/2024', '03/04/2024'];
    const error = await timesOf(cells).catch((fault: unknown) => fault);
    const [issue] = (error as CsvError).issues;
    expect(issue).toMatchObject({ code: 'choose', values: { about: 'timestamp' } });
    expect(issueSentence(issue)).toContain('as dd/mm/yyyy and as mm/dd/yyyy');
    expect(issueSentence(issue)).toContain("timeFormat: 'dd/mm/yyyy'");
    const { log } = await timesOf(cells, { timeFormat: 'mm/dd/yyyy' });
    expect([...log.time!]).toEqual([Date.UTC(2024, 0, 2), Date.UTC(2024, 2, 4)]);
  });

  it('are decided by rows far behind the first thousand as well', async () => {
    const day = (row: number) => (row < 1500 ? 1 + (row % 12) : 13 + (row % 12));
    const rows = Array.from({ length: 2000 }, (_, n) => {
      const date = `${String(day(n)).padStart(2, '0')}/03/2024`;
      return `u${n % 40},i${Math.floor(n / 40)},${n % 2},${date}`;
    });
    const { log, report } = await read(`user,item,click,time\n${rows.join('\n')}\n`);
    expect(report.timeFormat).toBe('dd/mm/yyyy');
    expect(log.time?.every((time) => new Date(time).getUTCMonth() === 2)).toBe(true);
  });

  it('whose day and month were decided are said', async () => {
    const { log, report } = await timesOf(['13/02/2024', '03/04/2024']);
    expect(report.timeFormat).toBe('dd/mm/yyyy');
    expect(issueSentence(log.warnings.find(({ code }) => code === 'time-format'))).toBe(
      'The times of “time” are read as dd/mm/yyyy, such as “13/02/2024”.',
    );
  });

  it('that are no dates put the rows in order, and say so', async () => {
    const { log } = await timesOf(['0.4', '98.25', '-1']);
    expect([...log.time!]).toEqual([400, 98_250, -1000]);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'times-order-only'))).toMatch(
      /“time” holds numbers that are not dates \(from -1 to 98\.25\)/,
    );
  });

  it('before 1990 or after next year are counted, with the first', async () => {
    const { log, report } = await timesOf(['2024-02-27', '9999-12-31', '1900-01-01']);
    expect(report.counts['implausible-times']).toBe(2);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'implausible-times'))).toMatch(
      /^2 times lie .* \(first: “9999-12-31”, read as a time in the year 9999\)/,
    );
  });

  it('may be a date and a time of day in two columns', async () => {
    const text = 'user,item,click,day,clock\nu,i,1,2024-02-27,10:15\nu,j,0,2024-02-27,09:00:30\n';
    const { log } = await read(text, { timestamp: 'day', timeOfDay: 'clock' });
    expect([...log.time!]).toEqual([Date.UTC(2024, 1, 27, 10, 15), Date.UTC(2024, 1, 27, 9, 0, 30)]);
    await expect(read(text, { click: 'click', timestamp: 'day', timeOfDay: 'click' })).rejects.toMatchObject({
      issues: [{ code: 'column-twice' }],
    });
    await expect(read(text, { timestamp: 'day', timeOfDay: 'day2' })).rejects.toMatchObject({
      issues: [{ code: 'unknown-column', column: 'day2' }],
    });
    await expect(
      read('user,item,click,day,clock\nu,i,1,2024-02-27,noon\n', { timestamp: 'day', timeOfDay: 'clock' }),
    ).rejects.toMatchObject({ issues: [{ code: 'no-times-of-day', column: 'clock' }] });
  });
});

describe('numeric features', () => {
  const prices = Array.from({ length: 40 }, (_, n) => (n * 1.25).toFixed(2));
  const table = (name: string, values: readonly string[]) =>
    `user,item,click,${name}\n${values.flatMap((value, n) => [`u1,i${n},1,${value}`, `u2,i${n},0,${value}`]).join('\n')}\n`;

  it('with fractions become ten bins of equally many items, from the lowest up', async () => {
    const { log } = await read(table('price', prices));
    const feature = oneValued(log.items.features[0]);
    expect(log.warnings.find(({ code }) => code === 'binned-column')?.column).toBe('price');
    expect(feature.values).toHaveLength(10);
    expect(feature.values[0]).toBe('0 – 3.75');
    const sizes = feature.values.map((_, bin) => feature.index.filter((value) => value === bin).length);
    expect(sizes).toEqual(new Array(10).fill(4));
  });

  it('that are whole stay categories unless the person names them', async () => {
    const years = prices.map((_, n) => String(1980 + (n % 20)));
    expect((await read(table('year', years))).log.items.features[0]?.values).toHaveLength(20);
    const named = await read(table('year', years), { numericFeatures: ['year'] });
    expect(named.log.items.features[0]?.values).toHaveLength(10);
    const none = await read(table('price', prices), { itemFeatures: ['price'], numericFeatures: [] });
    expect(none.log.items.features[0]?.values).toHaveLength(40);
  });

  it('have a value of their own for what is missing', async () => {
    const { log } = await read(table('price', ['', ...prices.slice(1)]));
    expect(log.items.features[0]?.values.at(-1)).toBe('(none)');
    expect([...oneValued(log.items.features[0]).index].filter((bin) => bin === 10)).toHaveLength(1);
  });

  it('with placeholders and a few words are still numbers, and the words are counted', async () => {
    const gaps = prices.map((price, n) => (n === 3 ? 'NaN' : n === 5 ? 'free' : price));
    const { log } = await read(table('price', gaps));
    const [feature] = log.items.features;
    expect(feature?.values).toHaveLength(11);
    expect(feature?.values.at(-1)).toBe('(none)');
    expect(issueSentence(log.warnings.find(({ code }) => code === 'binned-column'))).toMatch(
      /One of its values is not a number \(“free”\)/,
    );
  });

  it.each([
    ['a currency', (price: string) => `$${price}`],
    ['groups of thousands', (price: string) => `"1,0${price.padStart(5, '0')}"`],
    ['a decimal comma', (price: string) => `"${price.replace('.', ',')}"`],
    ['a point between thousands', (price: string) => `"1.0${price.padStart(5, '0').replace('.', ',')}"`],
  ])('with %s are bins', async (_, write) => {
    const { log } = await read(table('price', prices.map(write)));
    expect(log.items.features[0]?.values).toHaveLength(10);
  });

  it('that may be read in two ways are categories, with a notice, until the mapping says it', async () => {
    const written = prices.map((_, n) => `"${n + 1},${100 + n}"`);
    const { log } = await read(table('price', written));
    expect(log.items.features[0]?.values).toHaveLength(40);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'ambiguous-numbers'))).toMatch(
      /“1,100” may be written as 1234,5 or as 1,234\.5/,
    );
    const numberFormats = { price: '1,234.5' } as const;
    const named = await read(table('price', written), { numberFormats, numericFeatures: ['price'] });
    expect(named.log.items.features[0]?.values[0]).toBe('1100 – 4103');
  });

  it('with many equal values have fewer bins, none empty', () => {
    const { labels, bin } = quantileBins([
      ...new Array(90).fill(1),
      ...Array.from({ length: 10 }, (_, n) => n + 2),
    ]);
    expect(labels).toEqual(['1', '2 – 11']);
    expect(new Set(bin)).toEqual(new Set([0, 1]));
  });
});

describe('ratings', () => {
  const ratings = (cells: readonly string[], mapping: Partial<ColumnMapping> = {}) =>
    read(`user,item,rating\n${cells.map((cell, n) => `u${n % 3},i${n},"${cell}"`).join('\n')}\n`, {
      shape: 'ratings',
      thresholds: { click: 1000 },
      ...mapping,
    });

  it('with groups of thousands are read as what the column as a whole says', async () => {
    const { log, report } = await ratings(['120', '1,210', '2,911', '']);
    expect([...log.depth].filter((depth) => depth === 1)).toHaveLength(2);
    expect(report.numberFormats).toEqual({ rating: '1,234.5' });
    expect(log.warnings.some(({ code }) => code === 'number-format')).toBe(true);
  });

  it('that may be read in two ways are asked for', async () => {
    const cells = ['120', '1,211'];
    await expect(ratings(cells)).rejects.toMatchObject({
      issues: [
        {
          code: 'ambiguous-rating',
          column: 'rating',
          values: { value: '1,211', first: '1234,5', second: '1,234.5' },
        },
      ],
    });
    const { log } = await ratings(cells, { numberFormats: { rating: '1,234.5' } });
    expect([...log.depth]).toEqual([0, 1]);
  });

  it('in percent are their numbers, and placeholders are exposures only', async () => {
    const { log } = await ratings(['12%', '60%', 'NULL'], { thresholds: { click: 50 } });
    expect([...log.depth]).toEqual([0, 1, 0]);
  });

  it('of which the most frequent lies far from all others are a notice', async () => {
    const { log } = await ratings(['99', '99', '99', '-3', '8', '5'], { thresholds: { click: 5 } });
    expect(issueSentence(log.warnings.find(({ code }) => code === 'outlying-rating'))).toMatch(
      /^The most frequent rating, 99 \(3 rows\), lies far from all others \(-3 to 8\)/,
    );
    const grades = await ratings(['1', '1', '1', '2', '3', '5'], { thresholds: { click: 3 } });
    expect(grades.log.warnings.some(({ code }) => code === 'outlying-rating')).toBe(false);
  });
});

describe('flags', () => {
  const flags = (cells: readonly string[], mapping: Partial<ColumnMapping> = {}) =>
    read(`user,item,click\n${cells.map((cell, n) => `u,i${n},${cell}`).join('\n')}\n`, mapping);

  it.each([
    ['Y', 'N'],
    ['t', 'f'],
    ['ja', 'nein'],
    ['是', '否'],
    ['✓', ''],
    ['1', 'NULL'],
  ])('may be %s and %s', async (yes, no) => {
    expect([...(await flags([yes, no])).log.depth]).toEqual([1, 0]);
  });

  it('may be counts: at least 1 is a yes, which is said', async () => {
    const { log } = await flags(['0', '3', '1', '6']);
    expect([...log.depth]).toEqual([0, 1, 1, 1]);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'counts-as-flags'))).toBe(
      '“click” holds counts (up to 6): at least 1 is read as yes.',
    );
  });

  it('of a column that says the opposite change places, and nothing there is no flag', async () => {
    const { log } = await flags(['1', '0', '0'], { complements: ['click'] });
    expect([...log.depth]).toEqual([0, 1, 1]);
    await expect(flags(['1', '0', ''], { complements: ['click'] })).rejects.toMatchObject({
      issues: [{ code: 'bad-flag', line: 4 }],
    });
  });
});
