/**
 * Decides what the remaining columns are. A column that never varies within an item (or user) is
 * known before anyone clicks, so it may be a feature; one that varies may be a consequence of the
 * click, and a model given it would cheat.
 */

import type { Issue, Side } from '../../schema';
import type { ColumnMapping, ColumnRole } from '../understand/mappingTypes';
import { featureOf } from './columnFeature';
import type { ColumnTracker, Seen, SideName } from './columnTracker';
import { kindOf } from './featureKind';

/** From this many entities on, a column with a value of its own for each is taken for another id. */
const MAX_UNIQUE_VALUES = 50;

const SIDES = ['users', 'items'] as const;

/** A column of readable names; without a side it belongs to the one in which it is constant. */
interface NamedTitle {
  name: string;
  side?: SideName;
}

/** What the person said of features and titles, and which columns sound like titles, the likeliest first. */
export interface FeatureChoice {
  readonly titles: readonly NamedTitle[];
  readonly titleNamed: boolean;
  /** By side, where the person named them. */
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
  /** By the column's name. */
  roles: Map<string, ColumnRole>;
  warnings: Issue[];
}

/** A column seen from both sides, entities in their final order. */
type BothSeen = Record<SideName, Seen & { repeated: boolean }>;

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
    const look = (side: SideName) => seenInOrder(tracker.seen(side), ordered[side].codes, rows);
    const seen = { users: look('users'), items: look('items') };
    const verdict = judge({ tracker, seen, sides, choice });
    found.roles.set(name, verdict.role);
    if (verdict.warning) found.warnings.push({ column: name, ...verdict.warning });
    if (!verdict.side) continue;
    if (verdict.role === 'title') {
      sides[verdict.side].titles = titlesOf(tracker, seen[verdict.side], sides[verdict.side].ids);
      continue;
    }
    const { feature, notice } = featureOf(tracker, kindOf(tracker, choice.mapping), seen[verdict.side]);
    sides[verdict.side].features.push(feature);
    if (notice) found.warnings.push({ column: name, ...notice });
  }
  return found;
}

/** `repeated`: some entity has two rows; otherwise to be constant means nothing. */
function seenInOrder({ first, constant }: Seen, codes: Int32Array, rows: number) {
  const inOrder = codes.map((code) => first[code] ?? -1);
  return { first: inOrder, constant, repeated: rows > codes.length };
}

interface Verdict {
  role: ColumnRole;
  side?: SideName;
  warning?: Issue;
}

/** A column's role, the first that holds: named feature, named title, title by its name, ignored, found feature. */
function judge(options: {
  readonly tracker: ColumnTracker;
  readonly seen: BothSeen;
  readonly sides: Record<SideName, Side>;
  readonly choice: FeatureChoice;
}): Verdict {
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
      (one) => seen[one].constant,
    );
    if (side && !sides[side].titles) return { role: 'title', side };
  }
  return judgeUnnamed(options);
}

/** The role of a column that nobody named. */
function judgeUnnamed({ tracker, seen, sides, choice }: Parameters<typeof judge>[0]): Verdict {
  const constant = SIDES.filter((one) => seen[one].constant);
  // To be constant for a side whose entities have one row each is no evidence against the other side.
  const proven = constant.filter((one) => seen[one].repeated);
  const [side, other] = proven.length === 1 ? proven : constant;
  const isSame = constant.length === 2 && new Set(seen.users.first).size === 1;
  if (other || isSame)
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

function titlesOf({ values }: ColumnTracker, { first }: Seen, ids: readonly string[]): string[] {
  return ids.map((id, entity) => values[first[entity]!] || id);
}

function featureRole(side: SideName): ColumnRole {
  return side === 'users' ? 'userFeature' : 'itemFeature';
}

/** A named column is used even when it varies, with a notice. */
function changing({ constant }: Seen, side: SideName): { warning?: Issue } {
  return constant ? {} : { warning: { code: 'changing-column', values: { side } } };
}
