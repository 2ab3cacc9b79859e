/** Guesses the layout of a text from its first rows: dialect, header or none, what stands above and in front. */

import { CsvError } from '../../csv/issues/issueList';
import { cleanName, countIdNames, declaredType } from '../../csv/understand/headerNames';
import type { Separator } from '../../csv/understand/mappingTypes';
import { checkWidth } from '../limits';
import type { TableLayout } from '../table';
import type { Dialect } from './dialect';
import { isHeader } from './headerGuess';
import { isRowNumbers } from './indexColumn';
import { commentLines, commentsLength, separatorLine, startOfLine } from './preface';
import { parseRows } from './rowParser';
import { scanLine } from './rowScanner';
import { ROWS_TO_GUESS_FROM, separate } from './separatorGuess';

export interface TextLayout extends TableLayout {
  dialect: Dialect;
  /** The cells of the header; absent where the first row is data. */
  header?: readonly string[];
  /** Where the header or the first row begins, and on which line. */
  start: { at: number; line: number };
  /** Lines above it that are comments or a title. */
  passedOver: number;
}

interface LayoutChoice {
  readonly separator?: Separator | undefined;
  readonly header?: boolean | undefined;
}

/** A longer “name” is a row of a file that is no table. */
const MAX_NAME_LENGTH = 200;

/** Returns the layout of the text that `file` begins with. Throws CsvError where it is blank or absurdly wide. */
export function textLayout(file: string, head: string, chosen: LayoutChoice): TextLayout {
  const named = separatorLine(head);
  const { dialect, at } = guessDialect(head, named.length, chosen.separator ?? named.separator);
  const rows = parseRows(head.slice(at), dialect, ROWS_TO_GUESS_FROM).map(({ fields }) => fields);
  const [first, ...rest] = rows;
  if (!first) throw new CsvError([{ file, code: 'empty-file' }]);
  checkWidth(file, first.length, dialect.separator);
  const isNamed = chosen.header ?? isHeader(first, rest);
  return {
    dialect,
    ...(isNamed && { header: first }),
    start: { at, line: head.slice(0, at).split('\n').length },
    passedOver: head.slice(named.length, at).split('\n').slice(0, -1).filter(isNotBlank).length,
    ...columnsOf(isNamed ? first : undefined, isNamed ? rest : rows),
  };
}

/** Finds the dialect, and where the table begins behind what stands above it. */
function guessDialect(
  text: string,
  from: number,
  chosen: Separator | undefined,
): { dialect: Dialect; at: number } {
  const comments = commentsLength(text.slice(from));
  const body = text.slice(from + comments);
  const quoting = guessQuoting(body);
  const { separator, rows, first } = separate(body, quoting, chosen);
  const dialect = { ...quoting, separator };
  const below = rows.slice(first).map(({ fields }) => fields);
  if (comments > 0) {
    const behind = commentedStart(text.slice(from, from + comments), below, dialect);
    if (behind !== undefined) return { dialect, at: from + behind };
  }
  return { dialect, at: from + comments + startOfLine(body, rows[first]?.line ?? 1) };
}

/**
 * Returns where the table begins among lines that look like comments: behind the sign of the last, where it is
 * the header; at the first, where lines as wide as the rows are rows. Undefined where they are comments.
 */
function commentedStart(
  comments: string,
  rows: readonly (readonly string[])[],
  dialect: Dialect,
): number | undefined {
  const lines = commentLines(comments).map((line) => ({ ...line, fields: scanLine(line.text, dialect) }));
  const width = rows[0]?.length ?? 0;
  const last = lines.at(-1);
  if (!last || width < 2) return undefined;
  const isNameless = countIdNames(rows[0] ?? []) === 0;
  if (isNameless && last.fields.length === width && isHeader(last.fields, rows)) return last.start;
  return lines.some(({ fields }) => fields.length === width) ? 0 : undefined;
}

/** Lines that are looked at. */
const LINES = 200;

/** Whether every line as a whole is in quotes, or every cell of the first line in single ones. */
function guessQuoting(text: string): Omit<Dialect, 'separator'> {
  const lines = text
    .split('\n', LINES)
    .map((line) => line.trim())
    .filter(isNotBlank);
  const whole = lines.filter((line) => /^"(?:[^"]|"")*"$/.test(line) && /[,;\t|]/.test(line)).length;
  const single = !text.includes('"') && /^'[^']*'([,;\t|]'[^']*')+$/.test(lines[0] ?? '');
  return { quote: single ? "'" : '"', wholeLines: lines.length > 0 && whole > 0.9 * lines.length };
}

const isNotBlank = (line: string): boolean => line.trim() !== '';

function columnsOf(header: readonly string[] | undefined, rows: string[][]): TableLayout {
  const titles = header ?? (rows[0] ?? []).map(() => '');
  const widths = (width: number) => rows.length > 0 && rows.every(({ length }) => length === width);
  // R leaves the name of its row numbers out: every row is one field longer than the header.
  const isShifted = header !== undefined && widths(titles.length + 1) && isRowNumbers('', rows);
  // A separator behind the last name only.
  const isTrailing = titles.length > 1 && titles.at(-1)?.trim() === '' && widths(titles.length - 1);
  const all = isShifted ? ['', ...titles] : isTrailing ? titles.slice(0, -1) : titles;
  const indexColumn = header !== undefined && isRowNumbers(all[0] ?? '', rows) ? 0 : undefined;
  return {
    names: all.map((name, index) => cleanName(name).slice(0, MAX_NAME_LENGTH) || `column ${index + 1}`),
    types: all.map(declaredType),
    ...(indexColumn !== undefined && { indexColumn }),
    rows,
  };
}
