/** Finds out which column of a file plays which role, from what the person says and from the header. */
import { z } from 'zod';
import type { ColumnMapping } from './columns';
import {
  folded,
  guessColumn,
  guessTitles,
  SINGLE_ROLES,
  type SingleRole,
  type TitleColumn,
} from './headerNames';
import type { Issue } from './schema';

/** Columns by their place in the header. */
export interface Roles {
  single: Partial<Record<SingleRole, number>>;
  /** The column the person named, or those whose names sound like titles, the likeliest first. */
  titles: TitleColumn[];
  titleNamed: boolean;
  /** Named by the person; absent: to be found. */
  userFeatures?: number[];
  itemFeatures?: number[];
}

const columnMapping = z
  .strictObject({
    user: z.string(),
    item: z.string(),
    exposure: z.string(),
    click: z.string(),
    conversion: z.string(),
    timestamp: z.string(),
    title: z.string(),
    userFeatures: z.array(z.string()),
    itemFeatures: z.array(z.string()),
  } satisfies Record<keyof ColumnMapping, z.ZodType>)
  .partial();
type Named = z.infer<typeof columnMapping>;

/**
 * The roles of the columns `names`, the person's `mapping` before guesses, and what is wrong:
 * `bad-mapping`, `duplicate-column`, `unknown-column`, `column-twice`, `missing-column`.
 */
export function resolveRoles(
  names: readonly string[],
  mapping: unknown = {},
): { roles: Roles; issues: Issue[] } {
  const parsed = columnMapping.safeParse(mapping);
  if (!parsed.success)
    return { roles: { single: {}, titles: [], titleNamed: false }, issues: badMapping(parsed.error) };
  const issues = duplicateNames(names);
  const roles = namedRoles(names, parsed.data, issues);
  const taken = claimedColumns(names, roles, issues);
  for (const role of SINGLE_ROLES) {
    const column = parsed.data[role] === undefined ? guessColumn(role, names, taken) : undefined;
    if (column === undefined) continue;
    roles.single[role] = column;
    taken.add(column);
  }
  for (const role of ['user', 'item', 'click'] as const) {
    // A name that is not in the file was complained of already.
    if (roles.single[role] === undefined && !parsed.data[role]) issues.push(missingColumn(role, names));
  }
  if (parsed.data.title === undefined) roles.titles = guessTitles(names, taken);
  return { roles, issues };
}

/** What the person named, as columns. */
function namedRoles(names: readonly string[], named: Named, issues: Issue[]): Roles {
  const find = (name: string, role: string): number[] => {
    const exact = names.indexOf(name);
    const column = exact >= 0 ? exact : names.findIndex((other) => folded(other) === folded(name));
    if (column >= 0) return [column];
    issues.push(unknownColumn(name, role, names));
    return [];
  };
  const single: Roles['single'] = {};
  for (const role of SINGLE_ROLES) {
    const [column] = named[role] ? find(named[role], role) : [];
    if (column !== undefined) single[role] = column;
  }
  const titles = named.title ? find(named.title, 'title') : [];
  return {
    single,
    titles: titles.map((column) => ({ column, side: 'items' })),
    titleNamed: titles.length > 0,
    ...(named.userFeatures && {
      userFeatures: named.userFeatures.flatMap((name) => find(name, 'a user feature')),
    }),
    ...(named.itemFeatures && {
      itemFeatures: named.itemFeatures.flatMap((name) => find(name, 'an item feature')),
    }),
  };
}

/** All columns that have a role, each of which may have only one. */
function claimedColumns(names: readonly string[], roles: Roles, issues: Issue[]): Set<number> {
  const taken = new Set<number>();
  const claims = [
    ...Object.values(roles.single),
    ...roles.titles.map(({ column }) => column),
    ...(roles.userFeatures ?? []),
    ...(roles.itemFeatures ?? []),
  ];
  for (const column of claims) {
    if (taken.has(column)) issues.push(columnTwice(names[column] ?? ''));
    taken.add(column);
  }
  return taken;
}

function badMapping(error: z.ZodError): Issue[] {
  return error.issues.map(({ path, message }) => ({
    code: 'bad-mapping',
    message: `The column mapping cannot be used (${path.join('.') || 'as a whole'}: ${message}). Name columns by their names.`,
  }));
}

function duplicateNames(names: readonly string[]): Issue[] {
  const repeated = new Set(names.filter((name, column) => names.indexOf(name) !== column));
  return [...repeated].map((name) => ({
    line: 1,
    column: name,
    code: 'duplicate-column',
    message: `Two columns are called “${name}”. Rename one of them.`,
  }));
}

function unknownColumn(name: string, role: string, names: readonly string[]): Issue {
  return {
    column: name,
    code: 'unknown-column',
    message: `The mapping names this column as ${role}, but the file has ${quoted(names)}. Name one of these.`,
  };
}

function columnTwice(name: string): Issue {
  return {
    column: name,
    code: 'column-twice',
    message: `The mapping gives “${name}” two roles. Give it only one.`,
  };
}

function missingColumn(role: 'user' | 'item' | 'click', names: readonly string[]): Issue {
  const usual = { user: 'user_id', item: 'item_id', click: 'click' }[role];
  return {
    line: 1,
    column: usual,
    code: 'missing-column',
    message:
      `No column tells the ${role}: the first line has ${quoted(names)}. ` +
      `It must name the columns; call this one “${usual}”, or choose it in the mapping.`,
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}
