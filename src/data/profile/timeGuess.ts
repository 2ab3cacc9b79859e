/** Which column holds the time: of several the finest clock that varies within users. */

import { DAY_MS } from '../csv/cells/calendar';
import { timeOfDayFormatOf } from '../csv/cells/timeOfDay';
import { nameParts } from '../csv/understand/columnWords';
import { namedColumns } from '../csv/understand/headerNames';
import type { ColumnMapping } from '../csv/understand/mappingTypes';
import { type ColumnFacts, variesWithin } from './columnFacts';
import { byContent, byName, type RoleTable } from './roleTable';

/** Gives the time to a column, or asks where one that is called so cannot be read as times. */
export function guessTime(table: RoleTable, said: Pick<Partial<ColumnMapping>, 'timeFormat'> = {}): void {
  if (table.found.timestamp) return;
  const free = new Set(table.free());
  const named = namedColumns('timestamp', table.names).filter((column) => free.has(column));
  const readable = named.filter(
    (column) => said.timeFormat !== undefined || isReadable(table, table.facts(column)),
  );
  const unnamed = [...free].filter(
    (column) => !named.includes(column) && looksLikeTimes(table, column) && changes(table, column),
  );
  const best = [...readable, ...unnamed].sort(
    (a, b) =>
      Number(changes(table, b)) - Number(changes(table, a)) ||
      Number(readable.includes(b)) - Number(readable.includes(a)) ||
      stepOf(table, a) - stepOf(table, b),
  )[0];
  if (best !== undefined && readable.includes(best)) {
    const isDoubtful = table.facts(best).distinct > 1 && !changes(table, best);
    table.give(
      'timestamp',
      best,
      byName('timestamp', table.names[best]!, isDoubtful ? 'plausible' : 'certain'),
    );
  } else if (best !== undefined && named.every((column) => isMostlyEmpty(table.facts(column)))) {
    const unit = table.facts(best).times.format ?? '';
    table.give('timestamp', best, byContent({ code: 'times', values: { unit } }));
  } else askAboutNamed(table, named);
  findTimeOfDay(table);
}

/** A date alone may have its time of day in a column beside it. */
function findTimeOfDay(table: RoleTable): void {
  const time = table.of('timestamp');
  if (time?.times.stepMs !== DAY_MS || time.distinct < 2) return;
  table.timeOfDay = table.free().find((column) => {
    const { name, filled, times, cells } = table.facts(column);
    const isCalled = nameParts(name).some((part) => TIME_OF_DAY_WORDS.has(part));
    if (!isCalled || filled.length < cells.length || times.span?.from) return false;
    return timeOfDayFormatOf(filled) !== undefined;
  });
}

const TIME_OF_DAY_WORDS = new Set(
  'time hour hourmin clock uhrzeit zeit hora heure ora 时间 時刻 时刻'.split(' '),
);

/** A column called a time of which most cells are none, or that can be read in two ways. */
function askAboutNamed(table: RoleTable, named: readonly number[]): void {
  const column = named.find((candidate) => !isMostlyEmpty(table.facts(candidate)));
  if (column === undefined) return;
  const { name, times, numbers } = table.facts(column);
  const { ambiguous, misfits, filled, firstMisfit = '' } = times;
  const optional = { isOptional: true };
  if (ambiguous) {
    const [first = '', second = ''] = ambiguous;
    table.ask(
      'timestamp',
      [column],
      { code: 'two-time-formats', values: { column: name, first, second } },
      optional,
    );
  } else if (times.format !== undefined || numbers) {
    table.ask('timestamp', [column], { code: 'no-dates', values: { column: name } }, optional);
  } else {
    const values = { column: name, count: misfits, rows: filled, first: firstMisfit };
    table.ask('timestamp', [column], { code: 'no-times', values }, optional);
  }
}

const isMostlyEmpty = ({ filled, cells }: ColumnFacts) => filled.length < 0.1 * cells.length;

const stepOf = (table: RoleTable, column: number) =>
  table.facts(column).times.stepMs ?? Number.POSITIVE_INFINITY;

/** Changes between rows of a user and of an item, where they are known: an item's release date does not. */
function changes(table: RoleTable, column: number): boolean {
  const facts = table.facts(column);
  return (['user', 'item'] as const).every((role) => {
    const side = table.of(role);
    return !side?.isRepeating || variesWithin(facts, side);
  });
}

/** So few cells prove nothing: the reader tells those that are no times. */
const FEW = 20;

/** Most cells are times that a log may have; numbers that are no dates must rise with the rows. */
function isReadable(table: RoleTable, facts: ColumnFacts): boolean {
  const { format, ambiguous, orderOnly, implausible, filled } = facts.times;
  if (filled < FEW && !ambiguous) return true;
  if (format === undefined || ambiguous) return false;
  if (!orderOnly) return implausible <= 0.5 * filled;
  return /stamp|^ts$|offset|order/i.test(facts.name) || risesWithin(facts, table.of('user'));
}

/** True where hardly any row has a smaller number than the one before it, of the same user where there is one. */
function risesWithin({ cells }: ColumnFacts, user: ColumnFacts | undefined): boolean {
  const latest = new Map<string, number>();
  let compared = 0;
  let falling = 0;
  cells.forEach((cell, row) => {
    const entity = user?.cells[row] ?? '';
    const before = latest.get(entity);
    const now = Number(cell.replace(',', '.'));
    latest.set(entity, now);
    if (before === undefined) return;
    compared++;
    if (now < before) falling++;
  });
  return compared > 0 && falling <= 0.02 * compared;
}

/** Times under a name that says nothing: written ones, or numbers since 1970 that hardly repeat. */
function looksLikeTimes(table: RoleTable, column: number): boolean {
  const { name, times, numbers, distinct, filled, cells } = table.facts(column);
  if (times.format === undefined || times.ambiguous || times.orderOnly) return false;
  if (times.misfits > 0.02 * times.filled || times.implausible > 0.02 * times.filled) return false;
  if (filled.length < 0.98 * cells.length || distinct < 2) return false;
  return numbers === undefined || (distinct > 0.5 * filled.length && !nameParts(name).includes('id'));
}
