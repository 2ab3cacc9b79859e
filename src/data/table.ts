/**
 * Reads separated text into columns. Each column keeps its distinct values once and a code for each
 * row, so that whatever follows looks at a value once, however often it occurs.
 */
import Papa from 'papaparse';
import { SEPARATORS, type Separator } from './columns';
import { cleanName, countKnownNames } from './headerNames';
import type { IssueList } from './validate';

export interface Column {
  name: string;
  /** Distinct values, trimmed, in the order in which they occur. */
  values: string[];
  /** [rows] indices into `values`. */
  codes: Int32Array;
}

export interface Table {
  columns: Column[];
  /** [rows] the line a row starts on; the file's first is 1. */
  lines: Int32Array;
}

interface Header {
  separator: Separator;
  names: string[];
}

const ROWS_TO_GUESS_FROM = 30;

/** One kind of line end and no byte order mark, so that lines can be counted. */
export function normalised(text: string): string {
  const bare = text.replace(/^\uFEFF/, '');
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}

/**
 * The separator under which the first line holds most names of a log; then the one with the most
 * rows as wide as the header; then the one with most columns. undefined for an empty text.
 */
export function readHeader(text: string): Header | undefined {
  const guesses = SEPARATORS.map((separator) => {
    const { data } = Papa.parse<string[]>(text, {
      delimiter: separator,
      newline: '\n',
      preview: ROWS_TO_GUESS_FROM,
      skipEmptyLines: 'greedy',
    });
    const [names = [], ...rows] = data;
    const wide = names.length > 1;
    const fitting = rows.filter((row) => row.length === names.length).length;
    return { separator, names, score: wide ? [countKnownNames(names), fitting, names.length] : [0, -1, 0] };
  });
  const [best] = guesses.sort((a, b) => {
    const differs = a.score.findIndex((value, place) => value !== b.score[place]);
    return differs < 0 ? 0 : b.score[differs]! - a.score[differs]!;
  });
  if (!best || best.names.length === 0) return undefined;
  const names = best.names.map((name, place) => cleanName(name) || `column ${place + 1}`);
  return { separator: best.separator, names };
}

/**
 * All rows below the header. Blank lines are skipped; rows that do not fit the header, and quotes
 * that do not close, are added to `issues` (`field-count`, `bad-quotes`) and left out.
 */
export function readTable(
  text: string,
  header: Header,
  issues: IssueList,
  onProgress?: (done: number, total: number) => void,
): Table {
  const encoders = header.names.map((): Encoder => ({ codeOf: new Map(), codes: [] }));
  const lines: number[] = [];
  const linesInFields = text.includes('"');
  let nextLine = 1;
  let headerSeen = false;
  let reported = 0;

  Papa.parse<string[]>(text, {
    delimiter: header.separator,
    newline: '\n',
    step({ data: fields, errors, meta }) {
      const line = nextLine;
      nextLine += 1 + (linesInFields ? lineEndsIn(fields) : 0);
      if (onProgress && meta.cursor - reported > text.length / 100) {
        reported = meta.cursor;
        onProgress(reported, text.length);
      }
      if (fields.every((field) => field.trim() === '')) return;
      const isHeader = !headerSeen;
      headerSeen = true;
      if (errors.length > 0) return issues.add(badQuotes(line));
      if (isHeader) return;
      if (fields.length !== encoders.length) {
        return issues.add(fieldCount(line, fields.length, encoders.length));
      }
      encodeRow(encoders, fields);
      lines.push(line);
    },
  });
  onProgress?.(text.length, text.length);
  const columns = encoders.map(({ codeOf, codes }, place) => ({
    name: header.names[place]!,
    values: [...codeOf.keys()],
    codes: Int32Array.from(codes),
  }));
  return { columns, lines: Int32Array.from(lines) };
}

interface Encoder {
  codeOf: Map<string, number>;
  codes: number[];
}

function encodeRow(encoders: readonly Encoder[], fields: readonly string[]): void {
  encoders.forEach(({ codeOf, codes }, place) => {
    const value = fields[place]!.trim();
    let code = codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(value, code);
    }
    codes.push(code);
  });
}

/** A quoted field may hold line ends of its own. */
function lineEndsIn(fields: readonly string[]): number {
  return fields.reduce(
    (count, field) => count + (field.includes('\n') ? field.split('\n').length - 1 : 0),
    0,
  );
}

function fieldCount(line: number, found: number, expected: number) {
  return {
    line,
    code: 'field-count',
    message:
      `This row has ${found} ${found === 1 ? 'field' : 'fields'} and the header ${expected}. ` +
      'Add or remove separators, or put a value that contains the separator in double quotes.',
  };
}

function badQuotes(line: number) {
  return {
    line,
    code: 'bad-quotes',
    message:
      'A double quote opens a field in this row and does not close it properly. ' +
      'Close it, and write a quote inside a quoted field twice.',
  };
}
