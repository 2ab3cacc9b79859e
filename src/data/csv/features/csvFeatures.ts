/**
 * Decides what the remaining columns are. A column that never varies within an item (or user) is
 * known before anyone clicks, so it may be a feature; one that varies may be a consequence of the
 * click, and a model given it would cheat.
 */

import type { Issue, Side } from '../../schema';
import { isMissing } from '../cells/placeholders';
import { givenFormat } from '../rows/columnFormats';
import type { ColumnMapping, ColumnRole } from '../understand/mappingTypes';
import { featureOf } from './columnFeature';
import type { ColumnTracker, SideName, SideValues } from './columnTracker';
import { kindOf } from './featureKind';

/** Entities beyond which a column with a different value for each is taken for another id. */
const MAX_UNIQUE_VALUES = 50;

const SIDES = ['users', 'items'] as const;

/** A column of readable names; without a side it belongs to the one in which it is constant. */
export interface NamedTitle {
  name: string;
  side?: SideName;
}

/** What the person said of features and titles, and which columns sound like titles, the likeliest first. */
export interface FeatureChoice {
  readonly titles: readonly NamedTitle[];
  readonly titleNamed: boolean;
  /** Columns that the mapping names as features, by side. */
  readonly named: Partial<Record<SideName, readonly string[]>>;
  readonly mapping: Partial<ColumnMapping>;
}

/** The entities of one side in their final order. */
export interface OrderedSide {
  ids: string[];
  /** [entities] the code under which the trackers know it. */
  codes: Int32Array;
}

interface FoundSides {
  users: Side;
  items: Side;
  /** Roles by the column's name. */
  roles: Map<string, ColumnRole>;
  warnings: Issue[];
}

/** A column seen from both sides, entities in their final order. */
type ValuesBySide = Record<SideName, SideValues & { repeated: boolean }>;

/** Sides with features and titles, from every column that has no role yet. */
export function findFeatures(options: {
  readonly trackers: ReadonlyMap<string, ColumnTracker>;
  readonly ordered: Record<SideName, OrderedSide>;
  readonly rows: number;
  readonly choice: FeatureChoice;
}): FoundSides {
  const { trackers, ordered, rows, choice } = options;
  const sides: Record<SideName, Side> = {
    users: { ids: ordered.users.ids, features: [] },
    items: { ids: ordered.items.ids, features: [] },
  };
  const found: FoundSides = { ...sides, roles: new Map(), warnings: [] };
  // Titles first, so that the likeliest of several gets the place.
  const order = new Set([...choice.titles.map(({ name }) => name), ...trackers.keys()]);
  for (const name of order) {
    const tracker = trackers.get(name);
    if (!tracker) continue;
    const valuesIn = (side: SideName) => valuesInOrder(tracker.seen(side), ordered[side].codes, rows);
    const seen = { users: valuesIn('users'), items: valuesIn('items') };
    const decision = decideRole({ tracker, seen, sides, choice });
    found.roles.set(name, decision.role);
    if (decision.warning) found.warnings.push({ column: name, ...decision.warning });
    if (!decision.side) continue;
    if (decision.role === 'title') {
      sides[decision.side].titles = titlesOf(tracker, seen[decision.side], sides[decision.side].ids);
      continue;
    }
    const { feature, notice } = featureOf({
      tracker,
      kind: kindOf(tracker, choice.mapping),
      numberFormat: givenFormat(choice.mapping, name),
      first: seen[decision.side].first,
    });
    sides[decision.side].features.push(feature);
    if (notice) found.warnings.push({ column: name, ...notice });
  }
  return found;
}

/** `repeated`: some entity has two rows; otherwise to be constant means nothing. */
function valuesInOrder({ first, constant }: SideValues, codes: Int32Array, rows: number) {
  const inOrder = codes.map((code) => first[code] ?? -1);
  return { first: inOrder, constant, repeated: rows > codes.length };
}

interface RoleDecision {
  role: ColumnRole;
  side?: SideName;
  warning?: Issue;
}

/** A column's role, the first that holds: named feature, named title, title by its name, ignored, found feature. */
function decideRole(options: {
  readonly tracker: ColumnTracker;
  readonly seen: ValuesBySide;
  readonly sides: Record<SideName, Side>;
  readonly choice: FeatureChoice;
}): RoleDecision {
  const { tracker, seen, sides, choice } = options;
  const { name } = tracker;
  const named = SIDES.find((side) => choice.named[side]?.includes(name));
  if (named) return { role: featureRole(named), side: named, ...changing(seen[named], named) };
  const title = choice.titles.find((candidate) => candidate.name === name);
  if (title && choice.titleNamed) {
    return { role: 'title', side: 'items', ...changing(seen.items, 'items') };
  }
  if (title) {
    const side = (title.side ? [title.side] : (['items', 'users'] as const)).find(
      (side) => seen[side].constant,
    );
    if (side && !sides[side].titles) return { role: 'title', side };
  }
  return decideUnnamed(options);
}

/** Decides the role of a column that the mapping does not name. */
function decideUnnamed({ tracker, seen, sides, choice }: Parameters<typeof decideRole>[0]): RoleDecision {
  const constant = SIDES.filter((side) => seen[side].constant);
  // To be constant for a side whose entities have one row each is no evidence against the other side.
  const proven = constant.filter((side) => seen[side].repeated);
  const [side, secondSide] = proven.length === 1 ? proven : constant;
  const isSame = constant.length === 2 && new Set(seen.users.first).size === 1;
  if (secondSide || isSame)
    return {
      role: 'ignored',
      warning: { code: 'constant-column', values: { rows: isSame ? 'same' : 'different' } },
    };
  if (!side) return { role: 'ignored', warning: { code: 'ignored-column' } };
  // The person listed this side's features, and this column is none of them.
  if (choice.named[side]) return { role: 'ignored' };
  const entities = sides[side].ids.length;
  const isUnique = entities > MAX_UNIQUE_VALUES && new Set(seen[side].first).size === entities;
  if (isUnique && kindOf(tracker, choice.mapping) === 'categories')
    return { role: 'ignored', warning: { code: 'identifier-column', values: { side } } };
  return {
    role: featureRole(side),
    side,
    ...(seen[side].repeated ? {} : { warning: { code: 'unproven-column', values: { side } } }),
  };
}

function titlesOf({ values }: ColumnTracker, { first }: SideValues, ids: readonly string[]): string[] {
  return ids.map((id, entity) => {
    const title = values[first[entity]!] ?? '';
    return isMissing(title) ? id : title;
  });
}

function featureRole(side: SideName): ColumnRole {
  return side === 'users' ? 'userFeature' : 'itemFeature';
}

/** A named column is used even when it varies, with a notice. */
function changing({ constant }: SideValues, side: SideName): { warning?: Issue } {
  return constant ? {} : { warning: { code: 'changing-column', values: { side } } };
}
