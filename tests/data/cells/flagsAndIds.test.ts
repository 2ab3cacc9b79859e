/** Flags, counts, placeholders and ids as real files write them. */
import { describe, expect, it } from 'vitest';
import { areComplements, readCount, readFlag } from '../../../src/data/csv/cells/flags';
import {
  cleanId,
  holdsInvisible,
  idFormatOf,
  isRounded,
  withoutFraction,
} from '../../../src/data/csv/cells/ids';
import { isMissing, isPlaceholder } from '../../../src/data/csv/cells/placeholders';
import { fc } from '../../fastCheck';

describe('a flag', () => {
  it.each('1 1.0 1. true TRUE t yes Yes Y ja J oui sí да はい 是 ✓ ✔'.split(' '))('%s is a yes', (cell) => {
    expect(readFlag(cell)).toBe(1);
  });

  it.each(['', ...'0 0.0 false F no N nein non não нет いいえ 否 ✗ NULL NaN \\N None —'.split(' ')])(
    '%j is a no',
    (cell) => {
      expect(readFlag(cell)).toBe(0);
    },
  );

  it.each(['2', '-1', '0.5', '10', 'maybe', 'x', '1e0', '01'])('%s is neither', (cell) => {
    expect(readFlag(cell)).toBeUndefined();
  });
});

describe('a count', () => {
  it.each([
    ['3', 3],
    ['0', 0],
    ['12.0', 12],
    ['1000000', 1e6],
  ] as const)('%s is %i', (cell, count) => {
    expect(readCount(cell)).toBe(count);
  });

  it.each(['1700000000', '-1', '0.5', '', 'many'])('%j is none', (cell) => {
    expect(readCount(cell)).toBeUndefined();
  });
});

describe('complements', () => {
  it('say yes where the other says no, in every row', () => {
    expect(areComplements(['1', '0', '0'], ['0', '1', '1'])).toBe(true);
    expect(areComplements(['Y', 'N'], ['N', 'Y'])).toBe(true);
    expect(areComplements(['1', '0', '0'], ['0', '1', '0'])).toBe(false);
    expect(areComplements(['1', '0'], ['0', 'maybe'])).toBe(false);
  });

  it('are not proven by columns that never change', () => {
    expect(areComplements(['1', '1'], ['0', '0'])).toBe(false);
    expect(areComplements([], [])).toBe(false);
  });
});

describe('a placeholder', () => {
  it.each('NULL null NaN nan NA N/A \\N None undefined <NA> (null) #N/A NaT — -'.split(' '))(
    '%s stands for nothing',
    (cell) => {
      expect(isPlaceholder(cell)).toBe(true);
      expect(isMissing(cell)).toBe(true);
    },
  );

  it.each(['na', 'none', '0', 'Nullarbor', 'NAN1', 'x', '(nullish)'])('%s is a value', (cell) => {
    expect(isMissing(cell)).toBe(false);
  });

  it('is not an empty cell, which is missing too', () => {
    expect(isPlaceholder('')).toBe(false);
    expect(isMissing('')).toBe(true);
  });
});

describe('an id', () => {
  it.each([
    [' u1 ', 'u1', false],
    ['u1\u00a0', 'u1', false],
    ['u\u200b1', 'u1', true],
    ['\u0000u1', 'u1', true],
    ['\u200eu1\u200f', 'u1', true],
    ['u1\u200b ', 'u1', true],
    ['a b', 'a b', false],
    ['0012345678', '0012345678', false],
    ['用户7', '用户7', false],
    ['👩\u200d🚀', '👩\u200d🚀', false],
    ['\u200b', '', true],
  ] as const)('%j becomes %j', (cell, id, invisible) => {
    expect(cleanId(cell)).toBe(id);
    expect(holdsInvisible(cell)).toBe(invisible);
  });

  it('that is clean stays as it is, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const id = cleanId(text);
        expect(cleanId(id)).toBe(id);
        expect(holdsInvisible(id)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['1.23450E+17', '1.2345e+17', '1E+05', '1,2345E+17'])('%s has lost digits', (id) => {
    expect(isRounded(id)).toBe(true);
  });

  it.each(['1e5', '123e45', '12E+3', 'E+17', '5e-3', '1+1'])('%s has not', (id) => {
    expect(isRounded(id)).toBe(false);
  });

  it('loses a fraction of 0 only where all ids of the column are whole numbers', () => {
    const areWhole = (ids: readonly string[]) => idFormatOf(ids).wholeNumbers;
    expect(areWhole(['300001.0', '300002', '7.00', '', 'NULL'])).toBe(true);
    expect(areWhole(['300001', '300002'])).toBe(false);
    expect(areWhole(['300001.0', '100666.16'])).toBe(false);
    expect(areWhole(['300001.0', 'a'])).toBe(false);
    expect(areWhole([])).toBe(false);
    expect(withoutFraction('300001.0')).toBe('300001');
    expect(withoutFraction('007.00')).toBe('007');
    expect(withoutFraction('100.50')).toBe('100.50');
    expect(withoutFraction('100')).toBe('100');
  });

  it('null is an id only among words, and where it is not much more frequent than they are', () => {
    const areWords = (ids: readonly string[]) => idFormatOf(ids).words;
    expect(areWords(['length', 'null', 'toString', 'null'])).toBe(true);
    expect(areWords(['length', 'null', 'toString', 'null', 'null'])).toBe(false);
    expect(areWords(['u1', 'null', 'u2'])).toBe(false);
    expect(areWords(['NULL'])).toBe(false);
  });
});
