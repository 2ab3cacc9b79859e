/**
 * Decides what the remaining columns are. A column that never varies within an item (or user) is
 * known before anyone clicks, so it may be a feature; one that varies may be a consequence of the
 * click, and a model given it would cheat.
 */
import type { ColumnRole } from './columns';
import type { CsvRows } from './csvRows';
import type { Roles } from './mapping';
import type { Feature, Issue, Side } from './schema';
import type { Column, Table } from './table';

/** Stands for a value that is empty in the file. */
const NO_VALUE = '(none)';

/** From this many entities on, a column with a value of its own for each is taken for another id. */
const MOST_UNIQUE_VALUES = 50;

type SideName = 'users' | 'items';
const SIDES = ['users', 'items'] as const;
const ONE: Record<SideName, string> = { users: 'user', items: 'item' };

/** One column seen from one side. */
interface Seen {
  /** [entities] the code of its first row. */
  first: Int32Array;
  /** All rows of every entity agree. */
  constant: boolean;
  /** Some entity has two rows: otherwise to be constant means nothing. */
  repeated: boolean;
}

interface FoundSides {
  users: Side;
  items: Side;
  /** By column; columns with a single role (user, click, …) have theirs already. */
  roles: ColumnRole[];
  warnings: Issue[];
}

/** Sides with features and titles, from every column that has no role yet. */
export function findFeatures(table: Table, rows: CsvRows, roles: Roles): FoundSides {
  const sides: Record<SideName, Side> = {
    users: { ids: rows.userIds, features: [] },
    items: { ids: rows.itemIds, features: [] },
  };
  const found: FoundSides = { ...sides, roles: table.columns.map(() => 'ignored'), warnings: [] };
  for (const [role, column] of Object.entries(roles.single)) found.roles[column] = role as ColumnRole;
  const taken = new Set(Object.values(roles.single));
  // Titles first, so that the likeliest of several gets the place.
  const order = new Set([...roles.titles.map(({ column }) => column), ...table.columns.keys()]);
  for (const place of order) {
    const column = table.columns[place];
    if (!column || taken.has(place)) continue;
    const seen = {
      users: look(column, rows.user, sides.users, rows),
      items: look(column, rows.item, sides.items, rows),
    };
    const verdict = judge({ place, seen, sides, roles });
    if (verdict.side && verdict.role === 'title') {
      sides[verdict.side].titles = titlesOf(column, seen[verdict.side], sides[verdict.side].ids);
    } else if (verdict.side) {
      sides[verdict.side].features.push(featureOf(column, seen[verdict.side]));
    }
    found.roles[place] = verdict.role;
    if (verdict.warning) found.warnings.push({ column: column.name, ...verdict.warning });
  }
  return found;
}

interface Verdict {
  role: ColumnRole;
  side?: SideName;
  warning?: Issue;
}

/** A column's role, the first that holds: named feature, named title, title by its name, ignored, found feature. */
function judge(options: {
  readonly place: number;
  readonly seen: Record<SideName, Seen>;
  readonly sides: Record<SideName, Side>;
  readonly roles: Roles;
}): Verdict {
  const { place, seen, sides, roles } = options;
  const named = SIDES.find((side) => namedFeatures(roles, side)?.includes(place));
  if (named) return { role: featureRole(named), side: named, ...changing(seen[named], named) };
  const title = roles.titles.find((candidate) => candidate.column === place);
  if (title && roles.titleNamed) return { role: 'title', side: 'items', ...changing(seen.items, 'items') };
  if (title) {
    const side = (title.side ? [title.side] : (['items', 'users'] as const)).find(
      (one) => seen[one].constant,
    );
    if (side && !sides[side].titles) return { role: 'title', side };
  }
  const constant = SIDES.filter((one) => seen[one].constant);
  // To be constant for a side whose entities have one row each is no evidence against the other side.
  const proven = constant.filter((one) => seen[one].repeated);
  const [side, other] = proven.length === 1 ? proven : constant;
  const isSame = constant.length === 2 && new Set(seen.users.first).size === 1;
  if (other || isSame) return { role: 'ignored', warning: saysNothing(isSame) };
  if (!side) return { role: 'ignored', warning: mayRevealLabel() };
  // The person listed this side's features, and this column is none of them.
  if (namedFeatures(roles, side)) return { role: 'ignored' };
  const entities = sides[side].ids.length;
  const isUnique = entities > MOST_UNIQUE_VALUES && new Set(seen[side].first).size === entities;
  if (isUnique) return { role: 'ignored', warning: anotherId(side) };
  return { role: featureRole(side), side, ...(seen[side].repeated ? {} : { warning: unproven(side) }) };
}

function look(column: Column, entityOf: Int32Array, side: Side, rows: CsvRows): Seen {
  const first = new Int32Array(side.ids.length).fill(-1);
  let constant = true;
  for (let row = 0; row < entityOf.length; row++) {
    const entity = entityOf[row]!;
    const code = column.codes[rows.source[row]!]!;
    if (first[entity] === -1) first[entity] = code;
    else if (first[entity] !== code) constant = false;
  }
  return { first, constant, repeated: entityOf.length > first.length };
}

/** Values sorted, so that the order of a file's rows does not matter. */
function featureOf(column: Column, { first }: Seen): Feature {
  const texts = Array.from(first, (code) => column.values[code]! || NO_VALUE);
  const values = [...new Set(texts)].sort();
  const placeOf = new Map(values.map((value, place) => [value, place]));
  return { name: column.name, values, index: Int32Array.from(texts, (text) => placeOf.get(text)!) };
}

function titlesOf(column: Column, { first }: Seen, ids: readonly string[]): string[] {
  return ids.map((id, entity) => column.values[first[entity]!]! || id);
}

function namedFeatures(roles: Roles, side: SideName): number[] | undefined {
  return side === 'users' ? roles.userFeatures : roles.itemFeatures;
}

function featureRole(side: SideName): ColumnRole {
  return side === 'users' ? 'userFeature' : 'itemFeature';
}

/** A named column is used even when it varies, but not in silence. */
function changing({ constant }: Seen, side: SideName): { warning?: Issue } {
  if (constant) return {};
  const message =
    `Its value changes between rows of the same ${ONE[side]}: the first one is used. ` +
    'If it is a consequence of the click, it reveals the label; then take it out of the mapping.';
  return { warning: { code: 'changing-column', message } };
}

function mayRevealLabel(): Issue {
  const message =
    'Ignored: its value changes between rows of the same user and of the same item, ' +
    'so it is no feature of either and may reveal the label.';
  return { code: 'ignored-column', message };
}

function saysNothing(isSame: boolean): Issue {
  const what = isSame ? 'it has the same value in every row' : 'it is constant for users and items alike';
  return { code: 'constant-column', message: `Ignored: ${what}, so nothing tells which side it describes.` };
}

function anotherId(side: SideName): Issue {
  const message =
    `Ignored: it has a different value for every ${ONE[side]}, like a second id. ` +
    'Name it title to show it as one.';
  return { code: 'identifier-column', message };
}

function unproven(side: SideName): Issue {
  const message =
    `Used as a feature, but every ${ONE[side]} has only one row, so that it may just as well be a ` +
    'consequence of the click. If it is, it reveals the label; then remove the column.';
  return { code: 'unproven-column', message };
}
