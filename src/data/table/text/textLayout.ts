/** Guesses the layout of a file from its first rows: separator, header or none, an index column in front. */

import { CsvError } from '../../csv/issues/issueList';
import { parseTimestamp } from '../../csv/rows/timestamps';
import { cleanName, countIdNames, countKnownNames, declaredType } from '../../csv/understand/headerNames';
import { SEPARATORS, type Separator } from '../../csv/understand/mappingTypes';
import type { TableLayout } from '../table';
import { parseRows } from './rowParser';

interface TextLayout extends TableLayout {
  separator: Separator;
  /** The first row names the columns. */
  header: boolean;
}

interface LayoutChoice {
  readonly separator?: Separator | undefined;
  readonly header?: boolean | undefined;
}

const ROWS_TO_GUESS_FROM = 1000;
/** A longer “name” is a row of a file that is no table. */
const MAX_NAME_LENGTH = 200;

/** Wider is no log: each column that may be a feature costs memory for every user and item. */
const MAX_COLUMNS = 1000;

/** The layout of the text that `file` begins with. Throws CsvError where it is blank or absurdly wide. */
export function textLayout(file: string, head: string, chosen: LayoutChoice): TextLayout {
  const layout = guessLayout(head, chosen);
  if (!layout) throw new CsvError([{ file, code: 'empty-file' }]);
  const { separator, names } = layout;
  if (names.length <= MAX_COLUMNS) return layout;
  const values = { columns: names.length, max: MAX_COLUMNS, separator };
  throw new CsvError([{ file, line: 1, code: 'too-many-columns', values }]);
}

/** The layout of the text a file begins with; undefined when there is nothing but blanks. */
export function guessLayout(text: string, chosen: LayoutChoice = {}): TextLayout | undefined {
  const best = bestSeparator(text, chosen.separator);
  const [first, ...rest] = best.rows;
  if (!first) return undefined;
  const header = chosen.header ?? isHeader(first, rest);
  const rows = header ? rest : best.rows;
  const titles = header ? first : (rows[0] ?? []).map(() => '');
  // R leaves the name of its row numbers out: every row is one field longer than the header.
  const longer = rows.length > 0 && rows.every(({ length }) => length === first.length + 1);
  const shifted = header && longer && isRowNumbers('', rows);
  const all = shifted ? ['', ...titles] : titles;
  const indexColumn = header && isRowNumbers(all[0] ?? '', rows) ? 0 : undefined;
  return {
    separator: best.separator,
    header,
    names: all.map((name, index) => cleanName(name).slice(0, MAX_NAME_LENGTH) || `column ${index + 1}`),
    types: all.map(declaredType),
    ...(indexColumn !== undefined && { indexColumn }),
    rows,
  };
}

/**
 * The separator under which the first line holds most names of a log; then the one with the most
 * rows as wide as the first; then the one with most columns.
 */
function bestSeparator(text: string, chosen?: Separator): { separator: Separator; rows: string[][] } {
  const guesses = (chosen ? [chosen] : SEPARATORS).map((separator) => {
    const rows = parseRows(text, separator, ROWS_TO_GUESS_FROM);
    const [first = [], ...rest] = rows;
    const fitting = rest.filter((row) => row.length === first.length).length;
    const score = first.length > 1 ? [countKnownNames(first), fitting, first.length] : [0, -1, 0];
    return { separator, rows, score };
  });
  guesses.sort((a, b) => {
    const differs = a.score.findIndex((value, index) => value !== b.score[index]);
    return differs < 0 ? 0 : b.score[differs]! - a.score[differs]!;
  });
  return guesses[0]!;
}

/**
 * A header names ids, or holds neither numbers, times nor gaps, nor a value that comes again below it:
 * `u1,i1,view` is a row of a log in which somebody views again.
 */
function isHeader(first: readonly string[], rows: readonly string[][]): boolean {
  if (countIdNames(first) > 0) return true;
  return first.every((cell, column) => {
    const value = cell.trim();
    if (value === '' && column > 0) return false;
    if (value !== '' && (Number.isFinite(Number(value)) || parseTimestamp(value) !== undefined)) return false;
    return value === '' || !rows.some((row) => row[column]?.trim() === value);
  });
}

/** Whole numbers that only rise, under no name (pandas, R) or under the one pandas gives to no name. */
function isRowNumbers(name: string, rows: readonly string[][]): boolean {
  if (!/^(unnamed: ?\d+)?$/i.test(name.trim()) || rows.length === 0) return false;
  const numbers = rows.map(([cell = '']) => (/^\d+$/.test(cell.trim()) ? Number(cell) : Number.NaN));
  return numbers.every((number, index) => (index === 0 ? number >= 0 : number > numbers[index - 1]!));
}
