/** Tells a row of names from a row of data. */

import { countIdNames, countKnownNames } from '../../csv/understand/headerNames';

type Cells = readonly string[];

/**
 * Returns whether the first row names the columns: it holds a name that only ids have, or nothing but names;
 * or words over columns of numbers; or numbers that never come again where all others do. A value that comes
 * again below it is data: `u1,i1,view` is a row of a log in which somebody views again.
 */
export function isHeader(first: Cells, rows: readonly Cells[]): boolean {
  const cells = first.map((cell) => cell.trim());
  const others = rows.filter((row) => !isSameRow(row, first));
  const recurs = cells.map(
    (value, column) => value !== '' && others.some((row) => row[column]?.trim() === value),
  );
  if (cells.some((cell, column) => !recurs[column] && countIdNames([cell]) > 0)) return true;
  if (recurs.some(Boolean)) return false;
  return areNames(cells) || areWordsOverNumbers(cells, others) || areNumbersAsNames(cells, others);
}

/** Returns whether both rows hold the same, but for blanks and a byte order mark. */
export function isSameRow(left: Cells, right: Cells): boolean {
  return (
    left.length === right.length &&
    left.every(
      (cell, column) => cell.replace('\uFEFF', '').trim() === right[column]!.replace('\uFEFF', '').trim(),
    )
  );
}

/** Dates and times of day, in whatever order. */
const TIME_LIKE = /\d[-/.:]\d+[-/.:]\d|^\d{1,2}:\d{2}/;
const PLACEHOLDER = /^(null|nan|nat|na|n\/a|none|undefined|-?inf(inity)?|\\n|<na>|\(null\))$/i;

const isNumber = (value: string): boolean => value !== '' && Number.isFinite(Number(value.replace(',', '.')));
const isName = (value: string): boolean =>
  /\p{L}/u.test(value) && !isNumber(value) && !TIME_LIKE.test(value) && !PLACEHOLDER.test(value);

/** The first name may be missing: that of row numbers. */
function areNames(cells: Cells): boolean {
  return cells.every((value, column) => {
    if (value === '') return column === 0;
    return !isNumber(value) && !TIME_LIKE.test(value);
  });
}

/** Share of a column's values that are numbers, where it is one of numbers. */
const MOST = 0.95;

/** Two names over numbers, or one that logs usually have; numbers may be names too. */
function areWordsOverNumbers(cells: Cells, rows: readonly Cells[]): boolean {
  if (rows.length === 0 || cells.some((value) => value === '' || TIME_LIKE.test(value))) return false;
  if (new Set(cells).size < cells.length) return false;
  const words = cells.filter((value, column) => isName(value) && isNumeric(rows, column)).length;
  return words >= 2 || (words === 1 && countKnownNames(cells) > 0);
}

function isNumeric(rows: readonly Cells[], column: number): boolean {
  const values = rows.map((row) => row[column]?.trim() ?? '');
  const held = values.filter((value) => value !== '' && !PLACEHOLDER.test(value));
  const numbers = held.filter((value) => isNumber(value) || TIME_LIKE.test(value)).length;
  return held.length > 0 && numbers >= MOST * held.length;
}

/** Fewer rows prove nothing by what does not come again. */
const MIN_ROWS = 20;
const MIN_COLUMNS = 3;
/** Share of a column's rows whose value another row has, where values repeat. */
const REPEATED = 0.9;

/** Numbers over at least three columns whose values repeat, while the numbers themselves never do. */
function areNumbersAsNames(cells: Cells, rows: readonly Cells[]): boolean {
  if (rows.length < MIN_ROWS || cells.length < MIN_COLUMNS) return false;
  if (!cells.every((value) => /^\d+$/.test(value)) || new Set(cells).size < cells.length) return false;
  return cells.every((_, column) => {
    const rowsOf = new Map<string, number>();
    for (const row of rows) rowsOf.set(row[column] ?? '', (rowsOf.get(row[column] ?? '') ?? 0) + 1);
    const repeated = [...rowsOf.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
    return repeated >= REPEATED * rows.length;
  });
}
