/** What the rows of a file are, and which columns say what became of each exposure. */

import { isNoId, nameParts } from '../csv/understand/columnWords';
import { namedColumns, weaklyNamedColumns } from '../csv/understand/headerNames';
import type { ColumnFacts } from './columnFacts';
import { eventColumnOf, guessEvents } from './eventGuesses';
import { guessFlags, guessFlagsByContent, hasClickName } from './flagGuesses';
import { impressionColumn } from './impressionGuess';
import type { ShapeGuess } from './proposalTypes';
import { byContent, byName, type RoleTable } from './roleTable';

/**
 * Decides the shape and gives its roles: lists of impressions, then a click by name, kinds of events, a rating
 * by name, and what contents suggest. The more explicit the outcome, the less is guessed. Where contents allow
 * several readings it asks; without any outcome rows are exposures of one kind.
 */
export function guessOutcome(table: RoleTable): ShapeGuess {
  const list = impressionColumn(table);
  if (list !== undefined) {
    table.give('item', list, byContent({ code: 'impression-list' }, 'certain'));
    return { shape: 'impressions', confidence: 'certain' };
  }
  if (hasClickName(table)) {
    guessFlags(table);
    return { shape: 'flags', confidence: 'certain' };
  }
  const rating = ratingByName(table);
  const event = eventColumnOf(table);
  // A column that is only called type says less than one that is called a rating.
  if (event && !(rating !== undefined && event.isWeak)) return guessEvents(table, event);
  if (rating !== undefined) {
    table.give('rating', rating, byName('rating', table.names[rating]!));
    return { shape: 'ratings', confidence: 'certain' };
  }
  if (guessFlagsByContent(table)) return { shape: 'flags', confidence: 'plausible' };
  return ratingsByContent(table);
}

/** A column called a rating, whatever it holds: the reader tells the cells that are no numbers. */
function ratingByName(table: RoleTable): number | undefined {
  const free = new Set(table.free());
  const named = namedColumns('rating', table.names).filter((column) => free.has(column));
  return (
    named.find((column) => table.facts(column).numbers) ?? named.find((column) => isShort(table, column))
  );
}

/** Short cells: a column of texts may be called note. */
const isShort = (table: RoleTable, column: number) =>
  table.facts(column).filled.every((cell) => cell.length <= 12);

/** A count or a share under a usual name is plausible; a small scale under any other is asked for. */
function ratingsByContent(table: RoleTable): ShapeGuess {
  const free = new Set(table.free());
  const isNumeric = (column: number) => free.has(column) && table.facts(column).numbers !== undefined;
  const weak = weaklyNamedColumns('rating', table.names).find(isNumeric);
  if (weak !== undefined) {
    table.give('rating', weak, byName('rating', table.names[weak]!, 'plausible'));
    return { shape: 'ratings', confidence: 'plausible' };
  }
  const scales = [...free].filter((column) => isScale(table, column));
  if (isConventional(table, scales)) {
    table.give('user', 0, byContent({ code: 'conventional-place', values: { role: 'user' } }));
    table.give('item', 1, byContent({ code: 'conventional-place', values: { role: 'item' } }));
    table.give('rating', 2, byContent({ code: 'rating-scale' }));
    return { shape: 'ratings', confidence: 'plausible' };
  }
  if (scales.length === 0) return { shape: 'flags', confidence: 'ambiguous', isOneKind: true };
  table.ask('rating', scales, { code: 'scales' });
  return { shape: 'ratings', confidence: 'ambiguous' };
}

/** Without a header: user, item and a rating that reaches 5, as rating data are usually written. */
function isConventional(table: RoleTable, scales: readonly number[]): boolean {
  const { profile } = table;
  if (profile.header || !scales.includes(2) || (scales.length > 1 && !isRatedByPair(table))) return false;
  if (table.found.user || table.found.item || profile.columns.length > 4) return false;
  const isWhole = (column: number) => table.facts(column).filled.every((cell) => /^\d+$/.test(cell));
  const reachesFive = table.facts(2).counted?.some(({ value }) => Number(value) === 5) ?? false;
  return isWhole(0) && isWhole(1) && reachesFive && table.facts(0).isRepeating && table.facts(1).isRepeating;
}

/** True where the first two columns together name each row, and no other two do: small ids beside a rating. */
function isRatedByPair(table: RoleTable): boolean {
  const [first, second, third] = [0, 1, 2].map((column) => table.facts(column)) as [
    ColumnFacts,
    ColumnFacts,
    ColumnFacts,
  ];
  const isKey = (left: ColumnFacts, right: ColumnFacts) =>
    new Set(left.cells.map((cell, row) => `${cell}\u0000${right.cells[row]}`)).size === left.cells.length;
  const isNarrow = third.distinct < first.distinct && third.distinct < second.distinct;
  return isNarrow && isKey(first, second) && !isKey(first, third) && !isKey(second, third);
}

/** Three to thirty small numbers: grades, or codes of something. */
function isScale(table: RoleTable, column: number): boolean {
  const { counted, numbers, name } = table.facts(column);
  if (!numbers || !counted || counted.length < 3 || counted.length > 30) return false;
  return numbers.every((number) => Math.abs(number) <= 100) && !isMeasure(name);
}

/** Names of small numbers that are no grades: measures, ids, and numbered features. */
const isMeasure = (name: string) =>
  isNoId(name) ||
  nameParts(name).includes('id') ||
  /^(categorical|numerical|feature|feat|f)_?\d+$/i.test(name);
