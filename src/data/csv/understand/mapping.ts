/** Finds out which column of a file plays which role, from what the person says and from the header. */

import type { Issue } from '../../schema';
import { excerpt, listedNames } from '../issues/excerpt';
import { foldedName, guessColumn, guessTitles, type SingleRole, type TitleColumn } from './headerNames';
import { type ColumnMapping, type CsvReport, ROLES_OF_SHAPE } from './mappingTypes';

/** Columns by their place in the header. */
export interface Roles {
  single: Partial<Record<SingleRole, number>>;
  /** The time of day beside a date. */
  timeOfDay?: number;
  /** The column the person named, or those whose names sound like titles, the likeliest first. */
  titles: TitleColumn[];
  titleNamed: boolean;
  /** Named by the person; absent: to be found. */
  userFeatures?: number[];
  itemFeatures?: number[];
}

/** Outcomes that a log of their shape may lack: a list of impressions marks its own clicks. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'flags exposure',
  'flags conversion',
  'impressions click',
  'impressions conversion',
]);

/** The roles that a file's columns can have, and which of them are required. */
function rolesOf(
  shape: CsvReport['shape'],
  { acknowledge }: Partial<ColumnMapping>,
): { all: SingleRole[]; required: SingleRole[] } {
  const outcome: readonly SingleRole[] = shape === 'files' ? [] : ROLES_OF_SHAPE[shape];
  // Rows that are all of one kind need no column that says which.
  const isOneKind = acknowledge?.includes('one-objective') ?? false;
  const isRequired = (role: SingleRole) =>
    !OPTIONAL.has(`${shape} ${role}`) && !(isOneKind && role === 'click');
  return {
    all: ['user', 'item', ...outcome, 'timestamp'],
    required: ['user', 'item', ...outcome.filter(isRequired)],
  };
}

/**
 * The roles of the columns `names`, the person's `mapping` before guesses, and what is wrong:
 * `duplicate-column`, `unknown-column`, `column-twice`, `missing-column`.
 */
export function resolveRoles(
  names: readonly string[],
  mapping: Partial<ColumnMapping> = {},
  shape: CsvReport['shape'] = 'flags',
): { roles: Roles; issues: Issue[] } {
  const issues = duplicateNames(names);
  const { all, required } = rolesOf(shape, mapping);
  const roles = namedRoles({ names, named: mapping, all, issues });
  const taken = claimedColumns(names, roles, issues);
  for (const role of all) {
    const column = mapping[role] === undefined ? guessColumn(role, names, taken) : undefined;
    if (column === undefined) continue;
    roles.single[role] = column;
    taken.add(column);
  }
  for (const role of required) {
    // A name that is not in the file is an issue already.
    if (roles.single[role] === undefined && !mapping[role]) issues.push(missingColumn(role, names));
  }
  if (mapping.title === undefined) roles.titles = guessTitles(names, taken);
  return { roles, issues };
}

/** Returns the columns that the mapping names. */
function namedRoles(options: {
  readonly names: readonly string[];
  readonly named: Partial<ColumnMapping>;
  readonly all: readonly SingleRole[];
  readonly issues: Issue[];
}): Roles {
  const { names, named, all, issues } = options;
  const find = (name: string, role: string): number[] => {
    const exact = names.indexOf(name);
    const column = exact >= 0 ? exact : names.findIndex((header) => foldedName(header) === foldedName(name));
    if (column >= 0) return [column];
    issues.push({ column: name, code: 'unknown-column', values: { role, ...listedNames(names) } });
    return [];
  };
  const single: Roles['single'] = {};
  for (const role of all) {
    const [column] = named[role] ? find(named[role], role) : [];
    if (column !== undefined) single[role] = column;
  }
  const titles = named.title ? find(named.title, 'title') : [];
  const [timeOfDay] = named.timeOfDay ? find(named.timeOfDay, 'timeOfDay') : [];
  return {
    single,
    ...(timeOfDay !== undefined && { timeOfDay }),
    titles: titles.map((column) => ({ column, side: 'items' })),
    titleNamed: titles.length > 0,
    ...(named.userFeatures && {
      userFeatures: named.userFeatures.flatMap((name) => find(name, 'userFeature')),
    }),
    ...(named.itemFeatures && {
      itemFeatures: named.itemFeatures.flatMap((name) => find(name, 'itemFeature')),
    }),
  };
}

/** Returns the columns that have a role, each of which may have only one. */
function claimedColumns(names: readonly string[], roles: Roles, issues: Issue[]): Set<number> {
  const taken = new Set<number>();
  const claims = [
    ...Object.values(roles.single),
    ...(roles.timeOfDay === undefined ? [] : [roles.timeOfDay]),
    ...roles.titles.map(({ column }) => column),
    ...(roles.userFeatures ?? []),
    ...(roles.itemFeatures ?? []),
  ];
  for (const column of claims) {
    const name = names[column] ?? '';
    if (taken.has(column))
      issues.push({ column: name, code: 'column-twice', values: { name: excerpt(name) } });
    taken.add(column);
  }
  return taken;
}

function duplicateNames(names: readonly string[]): Issue[] {
  const repeated = new Set(names.filter((name, column) => names.indexOf(name) !== column));
  return [...repeated].map((name) => ({
    line: 1,
    column: name,
    code: 'duplicate-column',
    values: { name: excerpt(name) },
  }));
}

/** Usual names of the columns that no log can do without. */
const USUAL_NAMES: Partial<Record<SingleRole, string>> = {
  user: 'user_id',
  item: 'item_id',
  click: 'click',
  event: 'event',
  rating: 'rating',
};

function missingColumn(role: SingleRole, names: readonly string[]): Issue {
  const usual = USUAL_NAMES[role] ?? role;
  return { line: 1, column: usual, code: 'missing-column', values: { role, usual, ...listedNames(names) } };
}
