/** Finds what separates the cells of a text. */

import { countKnownNames } from '../../csv/understand/headerNames';
import type { Separator } from '../../csv/understand/mappingTypes';
import type { Dialect } from './dialect';
import { parseRows } from './rowParser';

/** Cells of a row that are compared with names of a log: a line of a million separators has no more of them. */
const NAMES = 1000;
/** Rows that guesses are made from. */
export const ROWS_TO_GUESS_FROM = 1000;

const USUAL: readonly Separator[] = [',', ';', '\t', '|', '::'];
/** Common within cells, or hardly used: taken only where no usual separator makes a table. */
const RARE: readonly Separator[] = ['\u0001', '\u0002', '\u0003', '^', ' '];

interface Separated {
  separator: Separator;
  rows: { fields: string[]; line: number }[];
  /** The place of the header, or of the first row, behind lines of a title. */
  first: number;
  /** Known names there, rows as wide as it is, and its width: the larger the likelier, in this order. */
  score: readonly [number, number, number];
}

/**
 * Returns the separator under which the first row holds most names of a log; then the one with the most rows as
 * wide as the first; then the one with most columns. `quoting`: what else is known of the dialect.
 */
export function separate(
  text: string,
  quoting: Omit<Dialect, 'separator'>,
  chosen?: Separator | undefined,
): Separated {
  const read = (separator: Separator) => separatedBy(text, { ...quoting, separator });
  if (chosen) return read(chosen);
  const usual = best(USUAL.map(read));
  if (isTable(usual)) return usual;
  const rare = RARE.map(read).filter(isTable);
  return rare.length > 0 && usual.score[0] === 0 ? best(rare) : usual;
}

function separatedBy(text: string, dialect: Dialect): Separated {
  const rows = parseRows(text, dialect, ROWS_TO_GUESS_FROM);
  const first = firstRow(rows.map(({ fields }) => fields));
  const width = rows[first]?.fields.length ?? 0;
  const fitting = rows.slice(first + 1).filter(({ fields }) => fields.length === width).length;
  const known = countKnownNames((rows[first]?.fields ?? []).slice(0, NAMES));
  return {
    separator: dialect.separator,
    rows,
    first,
    score: width > 1 ? [known, fitting, width] : [0, -1, 0],
  };
}

/** The most likely; of equals the first. */
function best(candidates: readonly Separated[]): Separated {
  return candidates.reduce((winner, candidate) => {
    const at = candidate.score.findIndex((value, index) => value !== winner.score[index]);
    return at >= 0 && candidate.score[at]! > winner.score[at]! ? candidate : winner;
  });
}

/** Share of the rows that are as wide as the first, where they are a table. */
const FITTING = 0.9;

const isTable = ({ rows, first, score: [, fitting, width] }: Separated): boolean =>
  width > 1 && fitting >= FITTING * (rows.length - first - 1);

/** Titles have fewer lines. */
const MAX_TITLE_ROWS = 30;

/**
 * Returns the place of the first row that is as wide as most and holds names of a log, where the rows above it
 * are not: lines of a title; else 0.
 */
function firstRow(rows: readonly (readonly string[])[]): number {
  const [first = []] = rows;
  const usual = mostCommonWidth(rows);
  if (usual < 2 || first.length === usual || countKnownNames(first.slice(0, NAMES)) > 0) return 0;
  const found = rows.slice(0, MAX_TITLE_ROWS + 1).findIndex(({ length }) => length === usual);
  return found > 0 && countKnownNames(rows[found]!.slice(0, NAMES)) > 0 ? found : 0;
}

function mostCommonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}
