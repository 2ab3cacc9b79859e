/** Times of every spelling: written, decided over the column, read back. */
import { describe, expect, it } from 'vitest';
import { daysSince1970, fullYear } from '../../../src/data/csv/cells/calendar';
import { readTime } from '../../../src/data/csv/cells/readTime';
import { isTime, timeFormatOf } from '../../../src/data/csv/cells/timeColumn';
import { readTimeOfDay, timeOfDayFormatOf } from '../../../src/data/csv/cells/timeOfDay';
import { fc } from '../../fastCheck';
import { SPELLINGS } from './writtenTime';

const MOMENT = Date.UTC(2024, 1, 27, 14, 59, 8, 125);
const NEXT_YEAR = new Date().getUTCFullYear() + 1;

/** Any time that a log may hold. */
const time = fc
  .integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(NEXT_YEAR, 11, 30) })
  .map((milliseconds) => new Date(milliseconds));
const times = fc.array(time, { minLength: 1, maxLength: 40 });

describe.each(SPELLINGS)('a column of times such as $example', ({ example, format, stepMs, write }) => {
  const cut = (milliseconds: number) => Math.floor(milliseconds / stepMs) * stepMs;

  it('is written so', () => {
    expect(write(new Date(MOMENT))).toBe(example);
  });

  it(`is recognised as ${format}, or called ambiguous, and reads back`, () => {
    fc.assert(
      fc.property(times, (written) => {
        const cells = written.map(write);
        const column = timeFormatOf(cells);
        expect(column.ambiguous ?? [column.format]).toContain(format);
        for (const [row, cell] of cells.entries()) {
          expect(readTime(cell, format)).toBeCloseTo(cut(written[row]!.getTime()), 2);
        }
        if (column.ambiguous) return;
        expect(column).toMatchObject({ filled: cells.length, misfits: 0, orderOnly: false, implausible: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('is recognised however many cells are empty or placeholders, and counts those that are something else', () => {
    // The 27th of the month decides what is day and what is month; a year of two digits may be a day.
    const good = Array.from({ length: 9 }, () => example);
    const column = timeFormatOf([...good, '', 'NULL', ' ', '\\N', 'later']);
    if (/^\d\d\/\d\d\/\d\d$/.test(example)) {
      expect(column.ambiguous).toContain(format);
      return;
    }
    expect(column).toMatchObject({ format, filled: 10, misfits: 1, firstMisfit: 'later' });
    expect(column.span).toEqual({ from: cut(MOMENT), to: cut(MOMENT) });
  });
});

describe('day and month', () => {
  it('are decided by one cell of the whole column', () => {
    const early = ['01/02/2024', '03/04/2024', '05/06/2024'];
    expect(timeFormatOf(early)).toMatchObject({ ambiguous: ['dd/mm/yyyy', 'mm/dd/yyyy'], misfits: 3 });
    expect(timeFormatOf(early).format).toBeUndefined();
    expect(timeFormatOf([...early, '13/04/2024']).format).toBe('dd/mm/yyyy');
    expect(timeFormatOf([...early, '04/13/2024']).format).toBe('mm/dd/yyyy');
  });

  it('need no decision where both readings are the same day, and none behind dots', () => {
    expect(timeFormatOf(['05/05/2024', '06/06/2024']).format).toBe('dd/mm/yyyy');
    expect(timeFormatOf(['01.02.2024', '03.04.2024']).format).toBe('dd/mm/yyyy');
  });

  it('of a year with two digits may be the year as well', () => {
    expect(timeFormatOf(['10/11/12']).ambiguous).toEqual(['dd/mm/yyyy', 'mm/dd/yyyy', 'yy/mm/dd']);
    expect(timeFormatOf(['10/11/12', '31/01/12', '29/02/12']).format).toBe('dd/mm/yyyy');
  });
});

describe('numbers', () => {
  it('are dates only where they lie between 1990 and next year', () => {
    // 151603700 s is in 1974, 5e9 s in 2128.
    expect(timeFormatOf(['151603700', '151603701'])).toMatchObject({ format: 'order', orderOnly: true });
    expect(timeFormatOf(['5000000000']).orderOnly).toBe(true);
    expect(timeFormatOf(['880000000']).format).toBe('seconds');
  });

  it('that are no dates are an order, which they keep', () => {
    const offsets = ['20120000', '20120007', '20120105', '20120735'];
    expect(timeFormatOf(offsets).format).toBe('order');
    const read = offsets.map((cell) => readTime(cell, 'order')!);
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(timeFormatOf(['0946', '0712', '0779']).format).toBe('order');
    expect(readTime('-1', 'order')).toBe(-1000);
  });

  it('of which a few are absurd are still dates: the absurd ones are said or do not fit', () => {
    const seconds = Array.from({ length: 98 }, (_, row) => String(1_700_000_000 + row));
    const column = timeFormatOf([...seconds, '-2134949234', '0']);
    expect(column).toMatchObject({ format: 'seconds', misfits: 1, firstMisfit: '-2134949234' });
    expect(column.implausible).toBe(1);
  });

  it('of which half are 0 are dates with missing values', () => {
    expect(timeFormatOf(['0', '0', '0', '1700000000000']).format).toBe('milliseconds');
  });

  it('keep their order within a millisecond', () => {
    const [first, second] = ['1700000000000000', '1700000000000001'].map((cell) =>
      readTime(cell, 'microseconds'),
    );
    expect(second! - first!).toBeCloseTo(0.001, 3);
  });
});

describe('a time that does not exist', () => {
  it.each([
    ['2023-02-30', 'yyyy-mm-dd'],
    ['2023-13-01', 'yyyy-mm-dd'],
    ['0000-00-00 00:00:00', 'yyyy-mm-dd'],
    ['2024-02-27 24:00:00', 'yyyy-mm-dd'],
    ['2024-02-27 12:60', 'yyyy-mm-dd'],
    ['2024-02-27 12:00:00 CST', 'yyyy-mm-dd'],
    ['2024-02-27 13:00 PM', 'yyyy-mm-dd'],
    ['29.02.2023', 'dd/mm/yyyy'],
    ['20231301', 'yyyymmdd'],
    ['2024-02-27', 'dd/mm/yyyy'],
    ['12 Brumaire 2024', 'dd mmm yyyy'],
    ['-5', 'seconds'],
    ['0x10', 'seconds'],
    ['Infinity', 'order'],
    ['', 'order'],
  ] as const)('%s is not read as %s', (cell, format) => {
    expect(readTime(cell, format)).toBeUndefined();
  });

  it('makes a column of them no column of times, with the first of them', () => {
    expect(timeFormatOf(['soon', 'later', '2024-02-27'])).toMatchObject({
      misfits: 3,
      firstMisfit: 'soon',
      orderOnly: false,
    });
    expect(timeFormatOf(['soon']).format).toBeUndefined();
    expect(timeFormatOf([])).toMatchObject({ filled: 0, misfits: 0 });
  });
});

describe('days and years', () => {
  it('are those of the platform, leap years and centuries too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 0, max: 365 }), (year, day) => {
        const date = new Date(0);
        date.setUTCFullYear(year, 0, 1 + day);
        const found = daysSince1970(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        expect(found).toBe(date.getTime() / 86_400_000);
      }),
    );
  });

  it('of two digits are the latest that is not after next year', () => {
    expect(fullYear(NEXT_YEAR - 2000)).toBe(NEXT_YEAR);
    expect(fullYear(NEXT_YEAR - 1999)).toBe(NEXT_YEAR - 99);
    expect(fullYear(99)).toBe(1999);
  });
});

describe('one cell', () => {
  it.each(['2024-02-27', '01/02/2024', '20240227', '1700000000', 'Feb 27, 2024'])('%s is a time', (cell) => {
    expect(isTime(cell)).toBe(true);
  });

  it.each(['user_id', '5', '45349', '', 'NULL', '3.5', 'May'])('%s is none by itself', (cell) => {
    expect(isTime(cell)).toBe(false);
  });
});

describe('a time of day', () => {
  it.each([
    [['10:15', '23:59'], 'hh:mm', '23:59', 86_340_000],
    [['2:59:08 PM'], 'hh:mm', '2:59:08 PM', 53_948_000],
    [['0', '14', '23'], 'hh', '14', 50_400_000],
    [['600', '5', '2359'], 'hhmm', '5', 300_000],
    [['235959', '25908'], 'hhmmss', '25908', 10_748_000],
  ] as const)('of %j is read', (cells, format, cell, milliseconds) => {
    expect(timeOfDayFormatOf(cells)).toBe(format);
    expect(readTimeOfDay(cell, format)).toBe(milliseconds);
  });

  it('is no number beyond the day, and no date', () => {
    expect(timeOfDayFormatOf(['2460'])).toBeUndefined();
    expect(timeOfDayFormatOf(['2024-02-27 10:15'])).toBeUndefined();
    expect(timeOfDayFormatOf(['', 'NULL'])).toBeUndefined();
  });
});

describe('the finest clock of a column', () => {
  it.each([
    [['2024-02-27', '2024-02-28'], 86_400_000],
    [['2024-02-27 10', '2024-02-28 11'], 3_600_000],
    [['2024-02-27 10:15', '2024-02-28 11:00'], 60_000],
    [['1700000000', '1700000001'], 1000],
    [['1700000000123', '1700000001000'], 1],
  ] as const)('of %j is %i ms', (cells, stepMs) => {
    expect(timeFormatOf(cells).stepMs).toBe(stepMs);
  });
});
