/** Which columns of yes and no are exposure, click and conversion, and which are further signals. */

import { NEGATIVE_SIGNALS, nameParts, POSITIVE_SIGNALS } from '../csv/understand/columnWords';
import { bareFlagName, namedColumns, weaklyNamedColumns } from '../csv/understand/headerNames';
import { type ColumnFacts, isYes, variesWithin } from './columnFacts';
import { byContent, byName, type RoleTable } from './roleTable';

/** Conversions that must be clicked before a column of a doubtful name is taken for the conversion. */
const MOSTLY_NESTED = 0.8;

const named = (table: RoleTable, role: 'exposure' | 'click' | 'conversion') => {
  const free = new Set(table.free());
  return namedColumns(role, table.names).filter((column) => free.has(column));
};

const isFlagOrCount = ({ isFlag, isCount }: ColumnFacts) => isFlag || isCount;

/** True where a column is called a click: it then decides the shape. */
export const hasClickName = (table: RoleTable): boolean => named(table, 'click').length > 0;

/** Gives the flags that are named; the click keeps its column whatever it holds, so that it is never denied. */
export function guessFlags(table: RoleTable): void {
  const clicks = named(table, 'click');
  const click = clicks.find((column) => isFlagOrCount(table.facts(column))) ?? clicks[0];
  if (click !== undefined) table.give('click', click, byName('click', table.names[click]!));
  const exposure = named(table, 'exposure').find((column) => isExposure(table, table.facts(column)));
  if (exposure !== undefined) table.give('exposure', exposure, byName('exposure', table.names[exposure]!));
  const conversion = named(table, 'conversion').find((column) => isOutcome(table.facts(column)));
  if (conversion === undefined) return;
  const facts = table.facts(conversion);
  if (!/^order/.test(bareFlagName(facts.name)) || nestedShare(table, facts) >= MOSTLY_NESTED) {
    table.give('conversion', conversion, byName('conversion', facts.name));
  } else {
    const reason = { code: 'not-nested', values: { column: facts.name } };
    table.ask('conversion', [conversion], reason, { isOptional: true });
  }
}

/** Flags, counts, and columns of one value: nobody may have bought anything. */
const isOutcome = (facts: ColumnFacts) => isFlagOrCount(facts) || facts.distinct <= 1 || !facts.numbers;

/** Views may be counted elsewhere: a count that is often 0 is an exposure only if it is called one. */
function isExposure(table: RoleTable, facts: ColumnFacts): boolean {
  if (facts.isFlag || facts.distinct === 1) return true;
  if (!facts.isCount) return facts.distinct <= 8;
  return (
    /^(exposure|impression)/.test(bareFlagName(facts.name)) ||
    !facts.filled.includes('0') ||
    !table.of('click')
  );
}

/** The share of the pairs with a conversion that have a click too, in any of their rows. */
function nestedShare(table: RoleTable, conversion: ColumnFacts): number {
  const [click, user, item] = [table.of('click'), table.of('user'), table.of('item')];
  if (!click) return 1;
  const clicked = new Set<string>();
  const converted = new Set<string>();
  conversion.cells.forEach((cell, row) => {
    const pair = `${user?.cells[row] ?? row}\u0000${item?.cells[row] ?? row}`;
    if (isYes(click.cells[row]!)) clicked.add(pair);
    if (isYes(cell)) converted.add(pair);
  });
  return converted.size === 0
    ? 1
    : [...converted].filter((pair) => clicked.has(pair)).length / converted.size;
}

/**
 * Flags of what users did and liked, and under any name those that are nested in the click; the most frequent
 * first. What they disliked or took back is none.
 */
export function signalsOf(table: RoleTable): { column: string; share: number }[] {
  return table
    .free()
    .map((column) => table.facts(column))
    .filter((facts) => facts.isFlag && (isPositiveSignal(facts.name) || isStepBeyondClick(table, facts)))
    .map((facts) => ({ column: facts.name, share: shareOfOnes(facts) }))
    .sort((a, b) => b.share - a.share);
}

function isPositiveSignal(name: string): boolean {
  if (nameParts(name).some((part) => NEGATIVE_SIGNALS.includes(part))) return false;
  return POSITIVE_SIGNALS.includes(bareFlagName(name)) || namedAsOutcome(name);
}

/** True where whatever it marks was clicked too, and it describes neither users nor items. */
function isStepBeyondClick(table: RoleTable, facts: ColumnFacts): boolean {
  const click = table.of('click');
  return click !== undefined && isNested(facts, click) && mayBeOutcome(table, facts);
}

const namedAsOutcome = (name: string) =>
  namedColumns('conversion', [name]).length > 0 || namedColumns('click', [name]).length > 0;

function shareOfOnes({ counted, cells }: ColumnFacts): number {
  const ones = counted?.filter(({ value }) => isYes(value)) ?? [];
  const all = counted?.reduce((sum, { rows }) => sum + rows, 0) || cells.length;
  return ones.reduce((sum, { rows }) => sum + rows, 0) / all;
}

/**
 * Flags under other names. True where there is one called label or target, or, without a header, one flag or
 * a pair of which one is nested in the other; asks where there are others, and is then true as well.
 */
export function guessFlagsByContent(table: RoleTable): boolean {
  const conversion = named(table, 'conversion').find((column) => isOutcome(table.facts(column)));
  if (conversion !== undefined) {
    table.give('conversion', conversion, byName('conversion', table.names[conversion]!));
    return true;
  }
  const flags = table
    .free()
    .map((column) => table.facts(column))
    .filter((facts) => facts.isFlag && mayBeOutcome(table, facts))
    .sort((a, b) => shareOfOnes(b) - shareOfOnes(a));
  const weak = weaklyNamedColumns('click', table.names).filter((column) =>
    flags.some((facts) => facts.column === column),
  );
  if (weak.length === 1) {
    table.give('click', weak[0]!, byName('click', table.names[weak[0]!]!, 'plausible'));
    return true;
  }
  const complement = flags.find(({ name }) => complementOfClick(name));
  if (complement && flags.length === 1) {
    table.give(
      'click',
      complement.column,
      byContent({ code: 'complement', values: { column: complement.name } }),
    );
    return true;
  }
  if (flags.length === 0) return false;
  if (!giveNested(table, flags)) {
    const columns = flags.map(({ column }) => column);
    table.ask('click', columns, { code: 'several-flags', values: { count: flags.length } });
  }
  return true;
}

/** True for nonclk, not_clicked, no-click. */
export const complementOfClick = (name: string): boolean => {
  const folded = bareFlagName(name);
  return (
    /^(non|not|no)/.test(folded) && namedColumns('click', [folded.replace(/^(non|not|no)/, '')]).length > 0
  );
};

/** Without a header, one flag is the click, and of two the one that is nested in the other the conversion. */
function giveNested(table: RoleTable, flags: readonly ColumnFacts[]): boolean {
  const [first, second, ...more] = flags;
  if (table.profile.header || !first || more.length > 0) return false;
  const give = (role: 'click' | 'conversion', facts: ColumnFacts) =>
    table.give(role, facts.column, byContent({ code: 'flags', values: { share: shareOfOnes(facts) } }));
  if (second && !isNested(second, first)) return false;
  give('click', first);
  if (second) give('conversion', second);
  return true;
}

const isNested = (deeper: ColumnFacts, shallower: ColumnFacts): boolean =>
  deeper.cells.every((cell, row) => !isYes(cell) || isYes(shallower.cells[row]!));

/** What never changes within a user or within an item describes them, and a dislike is no step. */
function mayBeOutcome(table: RoleTable, facts: ColumnFacts): boolean {
  if (nameParts(facts.name).some((part) => NEGATIVE_SIGNALS.includes(part))) return false;
  return (['user', 'item'] as const).every((role) => {
    const side = table.of(role);
    return !side?.isRepeating || variesWithin(facts, side);
  });
}
