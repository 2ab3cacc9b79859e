/** Separated text to rows of fields, a piece at a time. */

import type { Dialect } from './dialect';
import { scanLine, scanRow } from './rowScanner';

/** `line` is the one the row starts on; `broken`: a quote does not close properly, and the fields are a guess. */
type TakeParsedRow = (fields: string[], line: number, broken: boolean) => void;

interface RowParser {
  push(text: string): void;
  /** What is left becomes the last row. */
  end(): void;
  /** What the rows needed to be rows. */
  findings(): ParserFindings;
}

export interface ParserFindings {
  /** Rows that end in a separator more than the header, which was taken away. */
  trailing: number;
  /** Cells in quotes over several lines that are rows of their own: their quotes were read as letters. */
  strayQuotes: { count: number; line: number; lines: number };
}

interface ParserOptions {
  readonly dialect: Dialect;
  /** Fields of a row; by default as many as the first has. */
  readonly width?: number | undefined;
  /** The line that the text begins with. */
  readonly firstLine?: number | undefined;
  /** Rows after which the rest is left. */
  readonly maxRows?: number | undefined;
}

/** Longer than any real row: a quote that nothing closes until then never is. */
const MAX_ROW_LENGTH = 1 << 21;

/** Gives every row that is not blank to `take`, the header too. Text is expected with \n line ends. */
export function createRowParser(options: ParserOptions, take: TakeParsedRow): RowParser {
  const { dialect, firstLine = 1, maxRows = Number.POSITIVE_INFINITY } = options;
  const { quote } = dialect;
  const split = lineSplitter(dialect);
  const rows = createRowTaker(options, take);
  let rest = '';
  let line = firstLine;
  let lost = false;

  /** Takes the rows that end within `rest`. */
  function parse(isLast: boolean): void {
    let at = 0;
    let quoteAt = -1;
    while (at < rest.length && rows.taken() < maxRows && !lost) {
      const lineEnd = rest.indexOf('\n', at);
      if (lineEnd < 0 && !isLast && rest.length - at <= MAX_ROW_LENGTH) break;
      const end = lineEnd < 0 ? rest.length : lineEnd;
      if (quoteAt < at) quoteAt = indexFrom(rest, quote, at);
      if (quoteAt >= end && (lineEnd >= 0 || isLast)) {
        rows.take(split(rest.slice(at, end)), line++, false);
        at = end + 1;
        continue;
      }
      const next = takeQuoted(at, end, isLast);
      if (next === undefined) break;
      at = next;
    }
    rest = at > rest.length || lost ? '' : rest.slice(at);
  }

  /** Takes the row at `at`, whose first line ends at `end`; returns where the next begins, or undefined to wait. */
  function takeQuoted(at: number, end: number, isLast: boolean): number | undefined {
    let row = scanRow(rest, at, { dialect, isLast });
    if (!row && rest.length - at > MAX_ROW_LENGTH) {
      lost = end === rest.length;
      row = lost ? { fields: [], end, broken: true } : scanRow(rest, at, { dialect, isLast: true });
    }
    if (!row) return undefined;
    const lines = row.end > end + 1 ? rest.slice(at, row.end).replace(/\n$/, '').split('\n') : [];
    if (lines.length > 1 && rows.areRows(lines, line)) {
      for (const single of lines) rows.take(scanLine(single, dialect), line++, false);
    } else {
      rows.take(row.fields, line, row.broken);
      line += Math.max(1, lines.length);
    }
    return row.end;
  }

  return {
    push(text) {
      rest += text;
      // Without a line end nothing can be complete.
      if (text.includes('\n') || rest.length > MAX_ROW_LENGTH) parse(false);
    },
    end: () => parse(true),
    findings: rows.findings,
  };
}

/** Returns the rows of a short text, the first `maxRows` of them, each with its line. */
export function parseRows(
  text: string,
  dialect: Dialect,
  maxRows: number,
): { fields: string[]; line: number }[] {
  const rows: { fields: string[]; line: number }[] = [];
  const parser = createRowParser({ dialect, maxRows }, (fields, line) => rows.push({ fields, line }));
  parser.push(text);
  parser.end();
  return rows;
}

function lineSplitter({ separator }: Dialect): (line: string) => string[] {
  if (separator === ' ') return (line) => line.replace(/^ +| +$/g, '').split(/ +/);
  return (line) => line.split(separator);
}

const indexFrom = (text: string, part: string, from: number): number => {
  const found = text.indexOf(part, from);
  return found < 0 ? Number.POSITIVE_INFINITY : found;
};

/** Rows that show which columns hold numbers. */
const ROWS_FOR_NUMBERS = 100;
/** Digits and what stands between them in numbers, dates and times; or nothing. */
const NUMBER_LIKE = /^[\s\d.,:+/-]*$/;
/** Narrower rows are too easily found in what somebody wrote over several lines. */
const MIN_WIDTH = 3;

/** Makes rows of fields: whole quoted lines opened, a trailing separator taken away, blank rows left out. */
function createRowTaker({ dialect, width: known }: ParserOptions, take: TakeParsedRow) {
  const strayQuotes = { count: 0, line: 0, lines: 0 };
  const numbers: boolean[] = [];
  let trailing = 0;
  let width = known;
  let taken = 0;

  const isRow = (fields: readonly string[]) =>
    fields.length === width || (fields.length - 1 === width && fields.at(-1)?.trim() === '');

  const noteNumbers = (fields: readonly string[]) =>
    fields.forEach((field, column) => {
      numbers[column] = (numbers[column] ?? true) && NUMBER_LIKE.test(field);
    });

  return {
    take(parsed: string[], line: number, broken: boolean) {
      const isWhole = dialect.wholeLines && parsed.length === 1 && !broken;
      const fields = isWhole ? scanLine(parsed[0]!, dialect) : parsed;
      if (!broken && !fields.some((field) => field.trim() !== '')) return;
      width ??= fields.length;
      if (fields.length === width + 1 && fields[width]!.trim() === '') {
        fields.pop();
        trailing++;
      }
      // The first may be the header.
      if (taken > 0 && taken < ROWS_FOR_NUMBERS) noteNumbers(fields);
      taken++;
      take(fields, line, broken);
    },
    /**
     * Returns whether the lines of a quoted cell are rows of their own: each as wide as a row, with numbers where
     * rows have numbers; without such a column there have to be three. Notes them as stray quotes.
     */
    areRows(lines: readonly string[], line: number): boolean {
      if (width === undefined || width < MIN_WIDTH) return false;
      const columns = numbers.flatMap((isNumber, column) => (isNumber ? [column] : []));
      if (columns.length === 0 && lines.length < 3) return false;
      const areAll = lines.every((single) => {
        const fields = scanLine(single, dialect);
        return isRow(fields) && columns.every((column) => NUMBER_LIKE.test(fields[column] ?? ''));
      });
      if (!areAll) return false;
      if (strayQuotes.count++ === 0) Object.assign(strayQuotes, { line, lines: lines.length });
      return true;
    },
    taken: () => taken,
    findings: (): ParserFindings => ({ trailing, strayQuotes }),
  };
}
