/** Finds the cells of one row within a longer text. */

import { type Dialect, quotesAreLetters } from './dialect';

interface ScannedRow {
  fields: string[];
  /** Where the next row begins. */
  end: number;
  /** A quote opens a cell and does not close it properly: the fields are those of the line, quotes as letters. */
  broken: boolean;
}

interface ScanOptions {
  readonly dialect: Dialect;
  /** No text follows. */
  readonly isLast: boolean;
  /** Quotes that do not wrap a cell are letters. */
  readonly letters: boolean;
}

/** Returns the row that begins at `start`; undefined where it may not end within the text. */
export function scanRow(
  text: string,
  start: number,
  { dialect, isLast }: Omit<ScanOptions, 'letters'>,
): ScannedRow | undefined {
  const row = scanCells(text, start, { dialect, isLast, letters: quotesAreLetters(dialect) });
  if (row !== 'broken') return row;
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0 && !isLast) return undefined;
  const end = lineEnd < 0 ? text.length : lineEnd;
  return { fields: scanLine(text.slice(start, end), dialect), end: end + 1, broken: true };
}

/** Returns the cells of a line that is a row by itself: quotes that do not wrap a cell are letters. */
export function scanLine(line: string, dialect: Dialect): string[] {
  const row = scanCells(line, 0, { dialect, isLast: true, letters: true });
  return row === undefined || row === 'broken' ? [line] : row.fields;
}

function scanCells(text: string, start: number, options: ScanOptions): ScannedRow | 'broken' | undefined {
  const { separator } = options.dialect;
  const inGaps = separator === ' ';
  const fields: string[] = [];
  let at = inGaps ? afterBlanks(text, start) : start;
  for (;;) {
    const cell = scanCell(text, at, options);
    if (cell === undefined || cell === 'broken') return cell;
    fields.push(cell.value);
    const next = inGaps ? afterBlanks(text, cell.end) : cell.end;
    if (next >= text.length) return options.isLast ? { fields, end: text.length, broken: false } : undefined;
    if (text[next] === '\n') return { fields, end: next + 1, broken: false };
    at = inGaps ? next : next + separator.length;
  }
}

/** `end`: the place of the separator or line end behind the cell. */
interface ScannedCell {
  value: string;
  end: number;
}

function scanCell(text: string, at: number, options: ScanOptions): ScannedCell | 'broken' | undefined {
  const { separator, quote } = options.dialect;
  const open = separator === ' ' ? at : afterBlanks(text, at);
  if (open >= text.length && !options.isLast) return undefined;
  if (text[open] === quote) {
    const closing = closingQuote(text, open, options);
    if (closing === 'cut') return undefined;
    if (closing !== 'open') return { value: unquoted(text, { open, ...closing, quote }), end: closing.end };
    if (!options.letters && open === at) return 'broken';
  }
  const lineEnd = text.indexOf('\n', at);
  const next = text.indexOf(separator, at);
  const end = next >= 0 && (lineEnd < 0 || next < lineEnd) ? next : lineEnd;
  if (end < 0 && !options.isLast) return undefined;
  const cellEnd = end < 0 ? text.length : end;
  return { value: text.slice(at, cellEnd), end: cellEnd };
}

interface Closing {
  /** The place of the closing quote. */
  close: number;
  end: number;
  hasPairs: boolean;
  hasBackslashes: boolean;
}

/**
 * Finds the quote that closes the cell opened at `open`: the first behind which the cell ends, but for blanks.
 * Two quotes, or one behind a backslash, are one within the cell. `open`: none closes it; `cut`: the text ends
 * too early to know.
 */
function closingQuote(text: string, open: number, options: ScanOptions): Closing | 'open' | 'cut' {
  const { isLast, dialect } = options;
  const { separator, quote } = dialect;
  let hasPairs = false;
  let hasBackslashes = false;
  let close = text.indexOf(quote, open + 1);
  while (close >= 0) {
    const end = separator === ' ' ? close + 1 : afterBlanks(text, close + 1);
    if (end > text.length - separator.length && !isLast) return 'cut';
    if (text[close + 1] === quote) {
      hasPairs = true;
      close = text.indexOf(quote, close + 2);
    } else if (end >= text.length || text[end] === '\n' || text.startsWith(separator, end)) {
      return { close, end, hasPairs, hasBackslashes };
    } else if (text[close - 1] === '\\') {
      hasBackslashes = true;
      close = text.indexOf(quote, close + 1);
    } else return 'open';
  }
  return isLast ? 'open' : 'cut';
}

function unquoted(
  text: string,
  { open, close, quote, hasPairs, hasBackslashes }: Closing & { open: number; quote: string },
): string {
  const inner = text.slice(open + 1, close);
  const single = hasPairs ? inner.replaceAll(quote + quote, quote) : inner;
  return hasBackslashes ? single.replaceAll(`\\${quote}`, quote) : single;
}

function afterBlanks(text: string, at: number): number {
  let place = at;
  while (text[place] === ' ') place++;
  return place;
}
