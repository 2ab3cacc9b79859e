/** Separated text to rows of fields, a piece at a time. papaparse does the parsing. */
import Papa from 'papaparse';
import type { Separator } from '../../csv/understand/mappingTypes';

/** `line` is the one the row starts on; `broken`: a quote does not close properly. */
type TakeParsedRow = (fields: string[], line: number, broken: boolean) => void;

interface RowParser {
  push(text: string): void;
  /** What is left becomes the last row. */
  end(): void;
}

/** Longer than any real row: beyond it a quote was never closed, and each piece would be parsed again. */
const MAX_ROW_LENGTH = 1 << 21;

/** Gives every row that is not blank to `take`, the header too. Text is expected with \n line ends. */
export function createRowParser(separator: Separator, take: TakeParsedRow): RowParser {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  let rest = '';
  let line = 1;
  let lost = false;

  function parse(isLast: boolean): void {
    if (lost) return;
    const { data, errors, meta }: Papa.ParseResult<string[]> = parser.parse(rest, 0, !isLast);
    const broken = new Set(errors.map(({ row }) => row));
    const linesInFields = rest.includes('"');
    data.forEach((fields, row) => {
      const start = line;
      line += 1 + (linesInFields ? lineEndsIn(fields) : 0);
      if (fields.some((field) => field.trim() !== '')) take(fields, start, broken.has(row));
    });
    rest = isLast ? '' : rest.slice(meta.cursor);
    if (rest.length <= MAX_ROW_LENGTH) return;
    lost = true;
    rest = '';
    take([], line, true);
  }

  return {
    push(text) {
      rest += text;
      // Without a line end nothing can be complete.
      if (text.includes('\n') || rest.length > MAX_ROW_LENGTH) parse(false);
    },
    end: () => parse(true),
  };
}

/** Returns the rows of a short text. */
export function parseRows(text: string, separator: Separator, maxRows: number): string[][] {
  const { data } = Papa.parse<string[]>(text, {
    delimiter: separator,
    newline: '\n',
    preview: maxRows,
    skipEmptyLines: 'greedy',
  });
  return data;
}

/** A quoted field may hold line ends of its own. */
function lineEndsIn(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) {
    if (field.includes('\n')) count += field.split('\n').length - 1;
  }
  return count;
}
