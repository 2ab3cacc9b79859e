/** Decides over all cells of a column in which format its numbers are written. */
import { holdsUnit, NUMBER_FORMATS, type NumberFormat, readableFormats, readNumber } from './numberFormats';
import { isMissing } from './placeholders';

/** What a column holds, if it is read as numbers. */
export interface NumberColumn {
  /** Reads at least half of the cells; absent where none does, or where two do and differ (`ambiguous`). */
  readonly format?: NumberFormat;
  /** Formats that read the same cells as different numbers: 1,210 may be 1.21 or 1210. */
  readonly ambiguous?: readonly NumberFormat[];
  /** Cells that hold something: neither empty nor a placeholder such as NULL. */
  readonly filled: number;
  /** Filled cells that the format cannot read (all of them without a format), and the first of these. */
  readonly misfits: number;
  readonly firstMisfit?: string;
  /** A cell that shows the format: the first with a mark between digits. */
  readonly example?: string;
  /** Some number has a fraction other than 0, or the sign of a currency or percent: measured, not counted. */
  readonly isMeasured: boolean;
}

/** Formats of one mark, as decimal mark and as mark between groups: they read 1,210 and 1.210 differently. */
const READINGS = {
  ',': { decimal: '1234,5', grouping: '1,234.5' },
  '.': { decimal: '1234.5', grouping: '1.234,5' },
} as const satisfies Record<string, Record<string, NumberFormat>>;

/**
 * Returns the one format that reads most of the filled cells, and at least half of them. Where a mark may be a
 * decimal mark or stand between groups (1,210), the other cells decide; where they do not, it is ambiguous.
 */
export function numberFormatOf(values: Iterable<string>): NumberColumn {
  const cells: string[] = [];
  for (const value of values) {
    const text = value.trim();
    if (!isMissing(text)) cells.push(text);
  }
  const counts = new Map<NumberFormat, number>();
  for (const cell of cells) {
    for (const format of readableFormats(cell)) counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  if (most === 0 || 2 * most < cells.length) return numbersIn(cells, undefined);
  const best = NUMBER_FORMATS.filter((format) => counts.get(format) === most);
  for (const mark of [',', '.'] as const) {
    const { decimal, grouping } = READINGS[mark];
    if (!best.includes(decimal) || !best.includes(grouping)) continue;
    const reading = readingOf(
      cells.filter((cell) => readNumber(cell, decimal) !== undefined),
      mark,
    );
    if (reading === 'both') return { ...numbersIn(cells, undefined), ambiguous: [decimal, grouping] };
    if (reading) return numbersIn(cells, READINGS[mark][reading]);
  }
  return numbersIn(cells, best[0]);
}

/** Returns the numbers of a column, read in its own format unless one is given; cells that are none are left out. */
export function readNumbers(values: readonly string[], format?: NumberFormat): number[] {
  const written = format ?? numberFormatOf(values).format;
  if (written === undefined) return [];
  return values.flatMap((value) => readNumber(value.trim(), written) ?? []);
}

/** Fractions of thirds, sixths, sevenths, eighths and ninths to three digits: averages of few numbers. */
const FRACTIONS: ReadonlySet<string> = new Set(
  [3, 6, 7, 8, 9].flatMap((parts) =>
    Array.from({ length: parts - 1 }, (_, index) => ((index + 1) / parts).toFixed(3).slice(2)),
  ),
);

/** Different cells from which on it is no chance that all end in such a fraction (2.4 % each). */
const MIN_AVERAGES = 3;

/**
 * Returns what `mark` does in cells that have three digits behind it. Beside 1,210 a whole number such as 120
 * speaks for groups: a program that writes decimals of fixed length would write 120,000. A whole number that is
 * not grouped (1500) speaks for decimals, as do fractions that are all those of small parts (3,667). Without
 * such a cell a point is the decimal mark, and a comma may be both. Undefined where no cell has the mark.
 */
function readingOf(cells: readonly string[], mark: ',' | '.'): 'decimal' | 'grouping' | 'both' | undefined {
  const marked = cells.filter((cell) => cell.includes(mark)).map((cell) => cell.replace(/[^\d.,]/g, ''));
  if (marked.length === 0) return undefined;
  const plain = cells.filter((cell) => !cell.includes(mark)).map((cell) => cell.replace(/\D/g, ''));
  const others = plain.filter((digits) => Number(digits) !== 0);
  const isPadded = marked.some((cell) => cell.endsWith('0'));
  if (others.some((digits) => digits.length > 3)) return isPadded ? 'both' : 'decimal';
  if (others.length === 0) return mark === '.' ? 'decimal' : 'both';
  if (isPadded) return mark === ',' ? 'grouping' : 'both';
  const isAverages =
    new Set(marked).size >= MIN_AVERAGES && marked.every((cell) => FRACTIONS.has(cell.slice(-3)));
  return isAverages ? 'decimal' : 'both';
}

/** Reads all cells in the format, for what the column as a whole is. */
function numbersIn(cells: readonly string[], format: NumberFormat | undefined): NumberColumn {
  const misfits = cells.filter((cell) => format === undefined || readNumber(cell, format) === undefined);
  const example = cells.find((cell) => /\d[^\d\s]\d/.test(cell)) ?? cells[0];
  const isMeasured =
    format !== undefined &&
    cells.some((cell) => holdsUnit(cell) || (readNumber(cell, format) ?? 0) % 1 !== 0);
  return {
    ...(format !== undefined && { format }),
    filled: cells.length,
    misfits: misfits.length,
    ...(misfits[0] !== undefined && { firstMisfit: misfits[0] }),
    ...(example !== undefined && { example }),
    isMeasured,
  };
}
