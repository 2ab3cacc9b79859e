/** Numbers of every spelling: written, decided over the column, read back; and numbers that may be two. */
import { describe, expect, it } from 'vitest';
import { numberFormatOf, readNumbers } from '../../../src/data/csv/cells/numberColumn';
import { type NumberFormat, readNumber } from '../../../src/data/csv/cells/numberFormats';
import { fc } from '../../fastCheck';

interface Spelling {
  /** 1234567.25 */
  readonly example: string;
  readonly format: NumberFormat;
  readonly write: (number: number) => string;
}

const fixed = (number: number) => number.toFixed(2);
/** Groups of three digits between `mark`, two digits behind `decimal`. */
const grouped = (mark: string, decimal: string) => (number: number) => {
  const [whole = '', cents = ''] = fixed(number).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, mark)}${decimal}${cents}`;
};

const SPELLINGS: readonly Spelling[] = [
  { example: '1234567.25', format: '1234.5', write: fixed },
  { example: '1234567,25', format: '1234,5', write: (number) => fixed(number).replace('.', ',') },
  { example: '1,234,567.25', format: '1,234.5', write: grouped(',', '.') },
  { example: '1.234.567,25', format: '1.234,5', write: grouped('.', ',') },
  { example: '1 234 567.25', format: '1 234.5', write: grouped(' ', '.') },
  { example: '1\u202f234\u202f567,25', format: '1 234,5', write: grouped('\u202f', ',') },
  { example: "1'234'567.25", format: "1'234.5", write: grouped("'", '.') },
  { example: '$1,234,567.25', format: '1,234.5', write: (number) => `$${grouped(',', '.')(number)}` },
  { example: '1.234.567,25 €', format: '1.234,5', write: (number) => `${grouped('.', ',')(number)} €` },
  { example: 'CHF 1234567.25', format: '1234.5', write: (number) => `CHF ${fixed(number)}` },
  { example: '1234567.25%', format: '1234.5', write: (number) => `${fixed(number)}%` },
  { example: '1.23456725e+6', format: '1234.5', write: (number) => number.toExponential() },
];

const cents = fc.integer({ min: 0, max: 2e9 }).map((number) => number / 100);

describe.each(SPELLINGS)('a column of numbers such as $example', ({ example, format, write }) => {
  it('is written so', () => {
    expect(write(1234567.25)).toBe(example);
    expect(readNumber(example, format)).toBe(1234567.25);
    const negative = /^\d/.test(example) ? `-${example}` : example.replace(/\d/, '-$&');
    expect(readNumber(negative, format)).toBe(-1234567.25);
  });

  it('reads back in the format that was decided', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 30 }), (numbers) => {
        const cells = numbers.map(write);
        const column = numberFormatOf(cells);
        expect(column).toMatchObject({ filled: cells.length, misfits: 0 });
        expect(readNumbers(cells)).toEqual(numbers);
      }),
      { numRuns: 100 },
    );
  });

  it('is recognised however many cells are empty, placeholders or a few of them words', () => {
    const column = numberFormatOf([example, '', 'NaN', '—', example, example, 'free']);
    expect(column).toMatchObject({ format, filled: 4, misfits: 1, firstMisfit: 'free' });
    expect(column.isMeasured).toBe(true);
  });
});

describe('a mark before three digits', () => {
  it.each([
    // As B25: 120 beside 1,210 would be 120,000 if these were decimals of fixed length.
    { cells: ['120', '1,211', '1,210'], format: '1,234.5' },
    { cells: ['1,234,567', '12'], format: '1,234.5' },
    { cells: ['12,34,567', '12'], format: '1,234.5' },
    { cells: ['0,125', '1,500'], format: '1234,5' },
    { cells: ['1,5', '1,250'], format: '1234,5' },
    { cells: ['1500', '1,255'], format: '1234,5' },
    // Averages of three.
    { cells: ['3,667', '4', '4,333', '2,667'], format: '1234,5' },
    { cells: ['3.667', '4', '4.333', '2.667'], format: '1234.5' },
    { cells: ['1.250', '2.500'], format: '1234.5' },
    { cells: ['1.234.567', '12'], format: '1.234,5' },
  ] as const)('in $cells is read as $format', ({ cells, format }) => {
    expect(numberFormatOf(cells).format).toBe(format);
  });

  it.each([
    { cells: ['1,211', '2,914'] },
    { cells: ['120', '1,211'] },
    { cells: ['0', '1,210'] },
    { cells: ['1500', '1,210'] },
    { cells: ['120', '1.210'] },
    { cells: ['4', '3,667'] },
  ])('in $cells may be two numbers, and neither is taken', ({ cells }) => {
    const column = numberFormatOf(cells);
    expect(column.ambiguous).toHaveLength(2);
    expect(column.format).toBeUndefined();
    expect(column.example).toMatch(/[.,]/);
    expect(readNumbers(cells)).toEqual([]);
  });

  it('of counts with groups is never read as a decimal mark', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 60 });
    const written = (number: number) => number.toLocaleString('en-US');
    fc.assert(
      fc.property(counts, (numbers) => {
        const cells = numbers.map(written);
        const column = numberFormatOf(cells);
        if (!column.ambiguous) expect(readNumbers(cells)).toEqual(numbers);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is no number', () => {
  it.each([
    '',
    'a',
    '1.2.3',
    '12-13',
    '--5',
    '+-5',
    '0x10',
    'Infinity',
    '1e999',
    'ab12',
    '.',
    '12 apples',
    '1,5,5',
  ])('%j is read in no format', (cell) => {
    for (const { format } of SPELLINGS) expect(readNumber(cell, format)).toBeUndefined();
  });

  it('makes a column without format', () => {
    expect(numberFormatOf(['red', 'green', '5'])).toMatchObject({
      filled: 3,
      misfits: 3,
      firstMisfit: 'red',
    });
    expect(numberFormatOf(['red', 'green', '5']).format).toBeUndefined();
    expect(numberFormatOf(['', 'NA']).format).toBeUndefined();
  });
});

it('whole numbers without a currency are counted, not measured', () => {
  expect(numberFormatOf(['1', '2', '3.0']).isMeasured).toBe(false);
  expect(numberFormatOf(['$1', '$2']).isMeasured).toBe(true);
});
