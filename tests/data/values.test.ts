/** Ids, times and numbers as real logs write them. */
import { describe, expect, it } from 'vitest';
import { quantileBins } from '../../src/data/csv/features/binning';
import { readCsv } from '../../src/data/csv/readCsv';
import { parseTimestamp, timeUnit } from '../../src/data/csv/rows/timestamps';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { oneValued } from '../valueFeature';
import { issueSentence } from './wording';

const read = (source: string, mapping: Partial<ColumnMapping> = {}) => readCsv({ source, mapping });

describe('ids', () => {
  it('keep zeros in front, an X at the end, inner spaces and digits beyond what a number holds', async () => {
    const ids = ['0012345678', '012345678X', '9007199254740993', '1.0', 'a b', 'NULL', '-0', '用户7'];
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
  it.each([
    ['1700000000', 'seconds'],
    ['1700000000.5', 'seconds'],
    ['1700000000000', 'milliseconds'],
    ['1700000000000000', 'microseconds'],
    ['2023-11-14T22:13:20Z', 'ISO'],
    ['2023-11-14 23:13:20+01:00', 'ISO'],
    ['2023-11-14 22:13:20.000', 'ISO without zone'],
    ['2023/11/14 22:13:20', 'ISO without zone'],
    ['2023-11-14', 'date'],
    ['20231114', 'date'],
  ])('%s is read as %s and within a day of the same moment', (value, unit) => {
    expect(timeUnit(value)).toBe(unit);
    expect(Math.abs(parseTimestamp(value)! - 1_700_000_000_000)).toBeLessThan(86_400_000);
  });

  it('microseconds keep their order within a millisecond', () => {
    expect(parseTimestamp('1700000000000001')! - parseTimestamp('1700000000000000')!).toBeCloseTo(0.001, 3);
  });

  it('the unit is reported, and a mixture is a notice', async () => {
    const micro = await read('user,item,click,time\nu,i,1,1700000000000000\nu,j,0,1700000000000001\n');
    expect(micro.report.timeUnit).toBe('microseconds');
    const mixed = await read('user,item,click,time\nu,i,1,1700000000\nu,j,0,2023-11-14\nu,k,0,1700000001\n');
    expect(mixed.report.timeUnit).toBe('seconds');
    expect(issueSentence(mixed.log.warnings.find(({ code }) => code === 'mixed-times'))).toMatch(
      /seconds \(2\), date \(1\)/,
    );
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

  it('with many equal values have fewer bins, none empty', () => {
    const { labels, bin } = quantileBins([
      ...new Array(90).fill(1),
      ...Array.from({ length: 10 }, (_, n) => n + 2),
    ]);
    expect(labels).toEqual(['1', '2 – 11']);
    expect(new Set(bin)).toEqual(new Set([0, 1]));
  });
});
