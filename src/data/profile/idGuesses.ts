/** Which columns hold the ids of users and items. */

import { isPlaceholder } from '../csv/cells/placeholders';
import { isNoId, isRequest, nameParts } from '../csv/understand/columnWords';
import { namedColumns, weaklyNamedColumns } from '../csv/understand/headerNames';
import type { ColumnFacts } from './columnFacts';
import { byContent, byName, type RoleTable } from './roleTable';

const SIDES = ['user', 'item'] as const;

/** A column of ids that is empty more often describes some rows, not all. */
const MOSTLY_FILLED = 0.5;
/** Fewer different values, in a file of more than fifty rows, are kinds of something. */
const FEWEST_IDS = 5;

/** Gives user and item to columns whose names leave no doubt. */
export function guessIdsByName(table: RoleTable): void {
  for (const role of SIDES) {
    const named = namedColumns(role, table.names).filter((column) => table.free().includes(column));
    const [first] = named;
    const filled = named.find((column) => isMostlyFilled(table.facts(column)));
    const column = filled ?? first;
    if (column === undefined || table.found[role]) continue;
    const session = role === 'user' && filled === undefined ? sessionBeside(table, column) : undefined;
    if (session === undefined) table.give(role, column, byName(role, table.names[column]!));
    else {
      const { filled: cells, cells: all, name } = table.facts(column);
      const share = 1 - cells.length / all.length;
      const placeholder = table.profile.columns[column]!.values?.find(({ value }) =>
        isPlaceholder(value),
      )?.value;
      const values = {
        column: name,
        share,
        session: table.names[session]!,
        placeholder: placeholder ?? 'none',
      };
      table.give(role, session, byContent({ code: 'session-for-user', values }));
    }
  }
}

const isMostlyFilled = ({ filled, cells }: ColumnFacts) => filled.length >= MOSTLY_FILLED * cells.length;

/** Returns a free column of sessions that is filled where the column of users is mostly empty. */
function sessionBeside(table: RoleTable, user: number): number | undefined {
  return weaklyNamedColumns('user', table.names).find(
    (column) => column !== user && table.free().includes(column) && isMostlyFilled(table.facts(column)),
  );
}

/**
 * Gives what is left of user and item where only one reading is possible: one column of ids is left for one
 * role, or each has a column with a fitting name. Asks otherwise; leaves the role empty where nothing fits.
 */
export function guessIdsByContent(table: RoleTable): void {
  const missing = SIDES.filter((role) => !table.found[role]);
  if (missing.length === 0) return;
  const free = new Set(table.free());
  const candidates = [...free].filter((column) => mayBeId(table.facts(column)));
  const weak = missing.map((role) => ({
    role,
    column: weaklyNamedColumns(role, table.names).find((column) => free.has(column)),
  }));
  const named = new Set(weak.map(({ column }) => column));
  const others = candidates.filter((column) => !named.has(column));
  if (others.length === 0) {
    for (const { role, column } of weak)
      if (column !== undefined) table.give(role, column, byName(role, table.names[column]!, 'plausible'));
  } else if (missing.length === 1 && candidates.length === 1 && named.has(undefined)) {
    const [role] = missing;
    table.give(role!, candidates[0]!, byContent({ code: 'only-ids', values: { role: role! } }));
  }
  const all = [...new Set([...candidates, ...[...named].filter((column) => column !== undefined)])];
  for (const role of missing)
    if (!table.found[role] && all.length > 0)
      table.ask(role, byLikelihood(table, all), { code: 'several-ids', values: { role } });
}

/** Returns the columns called an id first, then those with most values. */
function byLikelihood(table: RoleTable, columns: readonly number[]): number[] {
  const isCalledId = (column: number) => nameParts(table.names[column]!).includes('id');
  return columns.toSorted(
    (a, b) =>
      Number(isCalledId(b)) - Number(isCalledId(a)) || table.facts(b).distinct - table.facts(a).distinct,
  );
}

/** Values that repeat and are no flags, no measures, no times and no requests. */
function mayBeId(facts: ColumnFacts): boolean {
  const { name, filled, cells, distinct, isFlag, isRepeating } = facts;
  if (!isRepeating || isFlag || isNoId(name) || isRequest(name)) return false;
  if (filled.length < MOSTLY_FILLED * cells.length) return false;
  if (cells.length > 50 && distinct < FEWEST_IDS) return false;
  return !hasFractions(facts) && !isWrittenTime(facts);
}

/** Numbers with different fractions are measures; 100666.16 and 100259.16 may be ids. */
function hasFractions({ numbers }: ColumnFacts): boolean {
  const fractions = new Set(numbers?.map((number) => (number % 1).toFixed(6)));
  return fractions.size > 1;
}

/** Times with separators; numbers may be ids, however large. */
const isWrittenTime = ({ times, numbers }: ColumnFacts) =>
  times.format !== undefined && numbers === undefined && times.misfits === 0;
