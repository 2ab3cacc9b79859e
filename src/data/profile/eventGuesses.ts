/** Which column says what kind of event a row is, and what the kinds mean. */

import { eventMeaning, usualMeaning } from '../csv/understand/eventWords';
import { namedColumns } from '../csv/understand/headerNames';
import { OBJECTIVES, type PerObjective } from '../schema';
import type { ColumnFacts } from './columnFacts';
import type { ShapeGuess } from './proposalTypes';
import { byContent, byName, type RoleTable } from './roleTable';

export interface EventColumn {
  readonly facts: ColumnFacts;
  readonly isNamed: boolean;
  /** Called type, as many things are. */
  readonly isWeak: boolean;
  readonly kind: 'words' | 'codes' | 'other';
}

const MOST_KINDS = 50;
const MOST_CODES = 12;
/** Rows whose kind of event is understood, before the kinds are taken for events. */
const MOSTLY_UNDERSTOOD = 0.5;
/** The share of rows that no missing step of the funnel is as rare as. */
const FEW_UNKNOWN = 0.05;

/** Returns the column of kinds of events: by its name with usual words, codes or others, or by its words alone. */
export function eventColumnOf(table: RoleTable): EventColumn | undefined {
  const free = table.free();
  const columns = namedColumns('event', table.names).filter((column) => free.includes(column));
  const named = columns.map((column) => eventColumn(table.facts(column), true));
  const order = ['words', 'codes', 'other'] as const;
  for (const kind of order) {
    const found = named.find((column) => column?.kind === kind && !(column.isWeak && kind === 'other'));
    if (found) return found;
  }
  return free
    .filter((column) => !columns.includes(column))
    .map((column) => eventColumn(table.facts(column), false))
    .find((column) => column?.kind === 'words');
}

function eventColumn(facts: ColumnFacts, isNamed: boolean): EventColumn | undefined {
  const { counted, name } = facts;
  if (!counted || counted.length < 1 || counted.length > MOST_KINDS) return undefined;
  const isWeak = /(^|\.)type$/i.test(name.trim());
  const all = counted.reduce((sum, { rows }) => sum + rows, 0);
  const understood = counted.filter(({ value }) => eventMeaning(value) !== undefined);
  const rows = understood.reduce((sum, seen) => sum + seen.rows, 0);
  const meanings = new Set(understood.map(({ value }) => usualMeaning(value)).filter(Boolean));
  const isWords = rows > MOSTLY_UNDERSTOOD * all && (isNamed || meanings.size > 1);
  const isCodes =
    counted.length >= 2 &&
    counted.length <= MOST_CODES &&
    counted.every(({ value }) => /^\d{1,2}(\.0)?$/.test(value));
  return { facts, isNamed, isWeak, kind: isWords ? 'words' : isCodes ? 'codes' : 'other' };
}

/** Gives the event column its role; asks what the kinds mean where their words do not say it. */
export function guessEvents(table: RoleTable, { facts, isNamed }: EventColumn): ShapeGuess {
  const guess = isNamed ? byName('event', facts.name) : byContent({ code: 'event-names' });
  table.give('event', facts.column, guess);
  const isClear = askForMeanings(table, facts);
  return { shape: 'events', confidence: !isClear ? 'ambiguous' : isNamed ? 'certain' : 'plausible' };
}

/** Asks what the kinds of events mean, unless their words say it; returns whether they do. */
export function askForMeanings(table: RoleTable, facts: ColumnFacts): boolean {
  const kind = eventColumn(facts, true)?.kind ?? 'other';
  const { unknown, missing } = gapsOf(facts);
  if (kind === 'words' && (!missing || unknown <= FEW_UNKNOWN)) return true;
  const code = kind === 'codes' ? 'event-codes' : 'event-words';
  table.ask('events', [facts.column], { code, values: { column: facts.name } });
  return false;
}

/** The share of the rows of kinds whose word says nothing, and whether a step of the funnel is missing. */
function gapsOf({ counted = [] }: ColumnFacts) {
  const unknown = counted
    .filter(({ value }) => eventMeaning(value) === undefined)
    .reduce((sum, { rows }) => sum + rows, 0);
  const { exposure, click } = eventsOf(counted.map(({ value }) => value));
  const all = counted.reduce((sum, { rows }) => sum + rows, 0);
  return { unknown: unknown / all, missing: exposure.length === 0 || click.length === 0 };
}

/**
 * Returns the values by the objective they usually mean. Where nothing is an exposure and clicks come beside
 * carts or favourites, clicks are the first step: every event is an exposure then.
 */
export function eventsOf(values: readonly string[]): PerObjective<string[]> {
  const [exposure = [], click = [], conversion = []] = OBJECTIVES.map((objective) =>
    values.filter((value) => eventMeaning(value) === objective),
  );
  const isClick = (value: string) => namedColumns('click', [value]).length > 0;
  const clicks = click.filter(isClick);
  const others = click.filter((value) => !isClick(value));
  if (exposure.length > 0 || clicks.length === 0 || others.length === 0)
    return { exposure, click, conversion };
  return { exposure: clicks, click: others, conversion };
}
