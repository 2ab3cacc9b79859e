/** What each column of a profile holds: the facts that proposals are made of. */

import { readCount, readFlag } from '../csv/cells/flags';
import { numberFormatOf, readNumbers } from '../csv/cells/numberColumn';
import { isMissing } from '../csv/cells/placeholders';
import { timeFormatOf } from '../csv/cells/timeColumn';
import type { TimeColumn } from '../csv/cells/timeFormats';
import type { FileProfile } from './fileProfile';

export interface ColumnFacts {
  readonly column: number;
  readonly name: string;
  /** [sampled rows] trimmed cells; empty where there is nothing, or a placeholder for nothing. */
  readonly cells: readonly string[];
  /** The cells that hold something. */
  readonly filled: readonly string[];
  /** Different values among the cells. */
  readonly distinct: number;
  /** Values of the whole file with their rows, the most frequent first; absent where they are many. */
  readonly counted: readonly { value: string; rows: number }[] | undefined;
  /** Only yes and no, both of them. */
  readonly isFlag: boolean;
  /** Whole numbers from 0 on, among them larger ones than 1. */
  readonly isCount: boolean;
  /** [filled] numbers; absent where more than 2 % of the cells are none. */
  readonly numbers: readonly number[] | undefined;
  /** What the cells are when they are read as times. */
  readonly times: TimeColumn;
  /** Values repeat, and there are several. */
  readonly isRepeating: boolean;
}

/** Numbers are a column's kind where hardly any cell is none. */
const MOSTLY = 0.98;

/** Returns a function that finds out about a column of the profile at first use. */
export function columnFacts(profile: FileProfile): (column: number) => ColumnFacts {
  const known = new Map<number, ColumnFacts>();
  return (column) => {
    const found = known.get(column) ?? factsOf(profile, column);
    known.set(column, found);
    return found;
  };
}

function factsOf({ columns, rows }: FileProfile, column: number): ColumnFacts {
  const { name, values } = columns[column]!;
  const cells = rows.map((row) => withoutPlaceholder((row[column] ?? '').trim()));
  const filled = cells.filter((cell) => cell !== '');
  const distinct = new Set(filled).size;
  const counted = values?.filter(({ value }) => !isMissing(value));
  return {
    column,
    name,
    cells,
    filled,
    distinct,
    counted,
    isFlag: isFlag(counted),
    isCount: isCount(counted, filled),
    numbers: numbersIn(filled),
    times: timeFormatOf(filled),
    isRepeating: distinct > 1 && distinct < filled.length,
  };
}

const withoutPlaceholder = (cell: string) => (isMissing(cell) ? '' : cell);

function numbersIn(filled: readonly string[]): number[] | undefined {
  const { format, ambiguous, misfits } = numberFormatOf(filled);
  const written = format ?? ambiguous?.[0];
  if (filled.length === 0 || written === undefined) return undefined;
  if (format !== undefined && misfits > (1 - MOSTLY) * filled.length) return undefined;
  return readNumbers(filled, written);
}

function isFlag(counted: ColumnFacts['counted']): boolean {
  if (!counted || counted.length < 2 || counted.length > 8) return false;
  const flags = new Set(counted.map(({ value }) => readFlag(value)));
  return flags.size === 2 && !flags.has(undefined);
}

/** Whole numbers, none of them with leading zeros: 0946 is a day or an id. */
function isCount(counted: ColumnFacts['counted'], filled: readonly string[]): boolean {
  const values = counted?.map(({ value }) => value) ?? filled;
  const counts = values.map((value) => (/^0\d/.test(value) ? undefined : readCount(value)));
  return (
    counts.length > 0 && counts.every((count) => count !== undefined) && counts.some((count) => count! > 1)
  );
}

/** True for a cell that says yes, or how often. */
export const isYes = (cell: string): boolean => (readFlag(cell) ?? readCount(cell) ?? 0) > 0;

/** True where some value of `by` has rows with different cells in the column. */
export function variesWithin({ cells }: ColumnFacts, by: ColumnFacts): boolean {
  const first = new Map<string, string>();
  return cells.some((cell, row) => {
    const entity = by.cells[row]!;
    const before = first.get(entity);
    if (before === undefined) first.set(entity, cell);
    return before !== undefined && before !== cell;
  });
}
