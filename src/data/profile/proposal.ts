/** A guess for every role of a log, each with its reason, for the person to correct. */

import type { Coded } from '../../coded';
import { guessColumn, guessTitles, type SingleRole } from '../csv/understand/headerNames';
import { thresholdsFor, usualMeaning } from '../csv/understand/logShape';
import {
  type ColumnMapping,
  type ColumnRole,
  type LogShape,
  ROLES_OF_SHAPE,
} from '../csv/understand/mappingTypes';
import { OBJECTIVES, type PerObjective } from '../schema';
import { contentsFit, guessByContent, proposeShape } from './columnGuesses';
import { type ColumnReason, type Guess, proposeFeatures } from './featureProposal';
import type { ColumnProfile, FileProfile } from './fileProfile';

export interface MappingProposal {
  shape: LogShape;
  roles: Record<SingleRole | 'title', Guess>;
  userFeatures: ColumnReason[];
  itemFeatures: ColumnReason[];
  ignored: ColumnReason[];
  /** Ready for readCsv; features are left out, so that reading judges them on all rows. */
  mapping: Partial<ColumnMapping>;
  /** The first twenty rows. */
  preview: string[][];
}

const ROLES = ['timestamp', 'event', 'exposure', 'click', 'conversion', 'rating', 'user', 'item'] as const;

/** A pure function of the profile. Names go before contents; ids come last, from what is left. */
export function proposeMapping(profile: FileProfile): MappingProposal {
  const names = profile.columns.map(({ name }) => name);
  const taken = new Set<number>();
  const index = profile.indexColumn === undefined ? -1 : names.indexOf(profile.indexColumn);
  if (index >= 0) taken.add(index);
  const found: Partial<Record<SingleRole, Guess>> = {};
  const give = (role: SingleRole, column: number | undefined, by: Guess['by'], reason: Coded) => {
    if (column === undefined || found[role]) return;
    taken.add(column);
    found[role] = { column: names[column]!, by, reason };
  };
  for (const role of ROLES) {
    const column = guessColumn(role, names, taken);
    if (column === undefined || !contentsFit(role, profile.columns[column]!, profile)) continue;
    give(role, column, 'name', { code: 'usual-name', values: { role, column: names[column]! } });
  }
  const shape = proposeShape(profile, found);
  for (const { role, column, reason } of guessByContent(profile, shape, taken, found)) {
    give(role, column, 'content', reason);
  }
  const unused = ROLES.filter((role) => isOfOtherShape(role, shape));
  for (const role of unused) delete found[role];
  return assemble(profile, shape, found);
}

function isOfOtherShape(role: SingleRole, shape: LogShape): boolean {
  if (role === 'user' || role === 'item' || role === 'timestamp') return false;
  return !(ROLES_OF_SHAPE[shape] as readonly SingleRole[]).includes(role);
}

function assemble(
  profile: FileProfile,
  shape: LogShape,
  found: Partial<Record<SingleRole, Guess>>,
): MappingProposal {
  const names = profile.columns.map(({ name }) => name);
  const columnOf = (role: SingleRole) => names.indexOf(found[role]?.column ?? '\u0000');
  const taken = new Set([...ROLES.map(columnOf), names.indexOf(profile.indexColumn ?? '\u0000')]);
  const features = proposeFeatures(profile, {
    user: columnOf('user'),
    item: columnOf('item'),
    taken,
    titles: guessTitles(names, taken),
  });
  const nothing = (role: ColumnRole): Guess => ({
    by: 'nothing',
    reason: { code: 'no-column', values: { role } },
  });
  const roles = Object.fromEntries(ROLES.map((role) => [role, found[role] ?? nothing(role)])) as Record<
    SingleRole,
    Guess
  >;
  const mapping: Partial<ColumnMapping> = { shape, ...formatChoice(profile) };
  for (const role of ROLES) if (!isOfOtherShape(role, shape)) mapping[role] = found[role]?.column ?? '';
  if (shape === 'events') mapping.events = eventsOf(profile.columns[columnOf('event')]);
  if (shape === 'ratings') mapping.thresholds = thresholdsFor({}, profile.rows, columnOf('rating'));
  return {
    shape,
    roles: { ...roles, title: features.title ?? nothing('title') },
    userFeatures: features.users,
    itemFeatures: features.items,
    ignored: features.ignored,
    mapping,
    preview: profile.preview,
  };
}

/** The format of a text, for the mapping to repeat; other files hold theirs. */
function formatChoice({ kind, separator, header, encoding }: FileProfile): Partial<ColumnMapping> {
  if (kind !== 'text' || !separator) return {};
  return { separator, header, ...(encoding && { encoding }) };
}

function eventsOf(column: ColumnProfile | undefined): PerObjective<string[]> {
  const values = column?.values?.map(({ value }) => value) ?? [];
  const [exposure = [], click = [], conversion = []] = OBJECTIVES.map((objective) =>
    values.filter((value) => usualMeaning(value) === objective),
  );
  return { exposure, click, conversion };
}
