/** What a person said of a file's columns goes before every guess. */

import { foldedName, namedColumns } from '../csv/understand/headerNames';
import { type ColumnMapping, SINGLE_ROLES } from '../csv/understand/mappingTypes';
import { askForMeanings, eventColumnOf } from './eventGuesses';
import { guessFlags } from './flagGuesses';
import type { ShapeGuess } from './proposalTypes';
import { byName, type RoleTable } from './roleTable';

/** Gives the columns that the person named, and keeps those that were named for features or titles out. */
export function giveSaid(table: RoleTable, said: Partial<ColumnMapping>): void {
  for (const role of SINGLE_ROLES) {
    const name = said[role];
    if (name === '') table.close(role);
    const column = name ? columnCalled(table, name) : undefined;
    if (column !== undefined) table.give(role, column, { by: 'said', confidence: 'certain', reason: SAID });
  }
  for (const name of [said.title ?? '', ...(said.userFeatures ?? []), ...(said.itemFeatures ?? [])]) {
    const column = name === '' ? undefined : columnCalled(table, name);
    if (column !== undefined) table.reserve(column);
  }
}

const SAID = { code: 'said' };

/** Returns the column of exactly this name, else the first that is called so but for spelling. */
function columnCalled(table: RoleTable, name: string): number | undefined {
  const exact = table.names.indexOf(name);
  const column =
    exact >= 0 ? exact : table.names.findIndex((other) => foldedName(other) === foldedName(name));
  return column < 0 ? undefined : column;
}

/** Returns the shape that the person said or implied by naming columns of it, and gives its other roles by name. */
export function shapeSaid(table: RoleTable, said: Partial<ColumnMapping>): ShapeGuess | undefined {
  const shape = said.shape ?? impliedShape(said);
  if (!shape) return undefined;
  if (shape === 'flags') guessFlags(table);
  if (shape === 'events') completeEvents(table, said);
  if (shape === 'ratings') {
    const free = table.free();
    const rating = namedColumns('rating', table.names).find((column) => free.includes(column));
    if (rating !== undefined) table.give('rating', rating, byName('rating', table.names[rating]!));
  }
  return { shape, confidence: 'certain' };
}

/** Finds the column of events by its values where only these were said; asks for meanings that were not. */
function completeEvents(table: RoleTable, { events }: Partial<ColumnMapping>): void {
  const said = new Set(Object.values(events ?? {}).flat());
  const holding = table
    .free()
    .find((column) => table.facts(column).counted?.some(({ value }) => said.has(value)));
  const column = eventColumnOf(table)?.facts.column ?? holding;
  if (column !== undefined) table.give('event', column, byName('event', table.names[column]!));
  const facts = table.of('event');
  if (facts && !events) askForMeanings(table, facts);
}

/** Returns the shape that the named columns belong to. */
export function impliedShape({ click, event, events, rating, thresholds }: Partial<ColumnMapping>) {
  if (click) return 'flags' as const;
  if (event || events) return 'events' as const;
  return rating || thresholds ? ('ratings' as const) : undefined;
}
