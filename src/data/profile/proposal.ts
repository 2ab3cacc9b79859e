/** A guess for every role of a log, each with its reason and how sure it is, for the person to correct. */

import { numberFormatOf } from '../csv/cells/numberColumn';
import { foldedName, guessTitles } from '../csv/understand/headerNames';
import { thresholdsFor } from '../csv/understand/logShape';
import {
  type ColumnMapping,
  ROLES_OF_SHAPE,
  SINGLE_ROLES,
  type SingleRole,
} from '../csv/understand/mappingTypes';
import { eventsOf } from './eventGuesses';
import { proposeFeatures } from './featureProposal';
import type { FileProfile } from './fileProfile';
import { complementOfClick, signalsOf } from './flagGuesses';
import { guessIdsByContent, guessIdsByName } from './idGuesses';
import { knownLog } from './knownLogs';
import type { KnownLog } from './knownLogTypes';
import { guessOutcome } from './outcomeGuesses';
import type { Guess, KnownLogHint, MappingProposal, ShapeGuess } from './proposalTypes';
import { createRoleTable, type RoleTable } from './roleTable';
import { giveSaid, impliedShape, shapeSaid } from './saidMapping';
import { guessTime } from './timeGuess';
import { refusalOf } from './unusableTable';

/**
 * A pure function of the profile and of what a person said already, which goes before every guess. Then a known
 * log, unless it is overruled; names, contents; ids come last, from what is left.
 */
export function proposeMapping(
  profile: FileProfile,
  said: Partial<ColumnMapping> = {},
  { looksForKnown = true } = {},
): MappingProposal {
  const table = createRoleTable(profile);
  giveSaid(table, said);
  const known = looksForKnown ? knownFor(profile, said) : undefined;
  if (known) giveKnown(table, known, said);
  guessIdsByName(table);
  guessTime(table, said);
  const shape = shapeOfKnown(table, known, said) ?? shapeSaid(table, said) ?? guessOutcome(table);
  guessIdsByContent(table);
  return assemble(table, { said, known, shape });
}

/** The public log that the file looks like, unless the person says what its rows are. */
function knownFor(profile: FileProfile, said: Partial<ColumnMapping>): KnownLog | undefined {
  const known = knownLog(profile);
  const shape = said.shape ?? impliedShape(said);
  return shape && shape !== known?.mapping.shape ? undefined : known;
}

/** Gives the roles that the known log's table names and the person did not. */
function giveKnown(table: RoleTable, { mapping, cells }: KnownLog, said: Partial<ColumnMapping>): void {
  const free = table.free();
  if (mapping.timestamp === '' && said.timestamp === undefined) table.close('timestamp');
  // Three numbers and a time may be other things than ratings.
  const confidence = cells && mapping.shape === 'ratings' ? 'plausible' : 'certain';
  for (const role of SINGLE_ROLES) {
    const name = mapping[role];
    if (!name || said[role] !== undefined) continue;
    const column = free.find((candidate) => foldedName(table.names[candidate]!) === foldedName(name));
    if (column === undefined) continue;
    table.give(role, column, {
      by: 'known',
      confidence,
      reason: { code: 'known-column', values: { role } },
    });
  }
}

function shapeOfKnown(
  table: RoleTable,
  known: KnownLog | undefined,
  said: Partial<ColumnMapping>,
): ShapeGuess | undefined {
  if (!known) return undefined;
  const { shape, events, event } = known.mapping;
  if (!shape) return known.oneKind && { shape: 'flags', confidence: 'ambiguous', isOneKind: true };
  const column = table.of('event')?.column;
  if (event && !events && !said.events && column !== undefined)
    table.ask('events', [column], { code: 'known-codes', values: { column: event, id: known.id } });
  return { shape, confidence: cellsOnly(known) ? 'plausible' : 'certain' };
}

const cellsOnly = ({ cells, mapping }: KnownLog) => cells !== undefined && mapping.shape === 'ratings';

interface Decided {
  readonly said: Partial<ColumnMapping>;
  readonly known: KnownLog | undefined;
  readonly shape: ShapeGuess;
}

function assemble(table: RoleTable, decided: Decided): MappingProposal {
  const { profile, names, found, questions } = table;
  const { known, shape } = decided;
  const isUsed = (role: SingleRole) => isOfShape(role, shape.shape);
  const columnOf = (role: SingleRole) => (isUsed(role) ? (table.of(role)?.column ?? -1) : -1);
  const taken = new Set([
    ...SINGLE_ROLES.map(columnOf),
    names.indexOf(profile.indexColumn ?? '\u0000'),
    table.timeOfDay ?? -1,
  ]);
  const [user, item] = [columnOf('user'), columnOf('item')];
  const titles = known?.mapping.title === '' ? [] : guessTitles(names, taken);
  // The items of a list share their row: its other columns say nothing of any of them.
  const hasLists = shape.shape === 'impressions';
  const features = proposeFeatures(profile, { user, item: hasLists ? -1 : item, taken, titles });
  const roles = Object.fromEntries(
    SINGLE_ROLES.map((role) => [role, (isUsed(role) && found[role]) || nothing(role)]),
  ) as Record<SingleRole, Guess>;
  const refusal = refusalOf(table, decided);
  return {
    shape: shape.shape,
    shapeConfidence: shape.confidence,
    roles: { ...roles, title: features.title ?? nothing('title') },
    questions: refusal ? [] : questions.filter(({ about }) => about === 'events' || isUsed(about)),
    ...(refusal && { refusal }),
    signals: shape.shape === 'flags' && !found.conversion ? signalsOf(table) : [],
    ...(known && { known: hintOf(known) }),
    userFeatures: features.users,
    itemFeatures: features.items,
    ignored: features.ignored,
    mapping: mappingOf(table, decided),
    preview: profile.preview,
  };
}

const hintOf = ({ id, name, licence, source, hasRemark }: KnownLog): KnownLogHint => ({
  id,
  name,
  licence,
  source,
  hasRemark: hasRemark === true,
});

const nothing = (role: SingleRole | 'title'): Guess => ({
  by: 'nothing',
  confidence: 'certain',
  reason: { code: 'no-column', values: { role } },
});

const isOfShape = (role: SingleRole, shape: ShapeGuess['shape']): boolean =>
  ['user', 'item', 'timestamp', ...ROLES_OF_SHAPE[shape]].includes(role);

/** Everything that reading would otherwise guess; a question stays open as an empty role. */
function mappingOf(table: RoleTable, { said, known, shape }: Decided): Partial<ColumnMapping> {
  const { profile, found } = table;
  const mapping: Partial<ColumnMapping> = { shape: shape.shape, ...formatChoice(profile) };
  for (const role of SINGLE_ROLES)
    if (isOfShape(role, shape.shape)) mapping[role] = found[role]?.column ?? '';
  if (known?.mapping.title !== undefined) mapping.title = known.mapping.title;
  const isAsked = table.questions.some(({ about }) => about === 'events');
  const events =
    known?.mapping.events ?? eventsOf(table.of('event')?.counted?.map(({ value }) => value) ?? []);
  if (shape.shape === 'events' && !isAsked) mapping.events = events;
  if (shape.shape === 'ratings')
    mapping.thresholds = thresholdsFor({}, profile.rows, table.of('rating')?.column ?? -1);
  if (mapping.click && shape.shape === 'flags' && complementOfClick(mapping.click))
    mapping.complements = [mapping.click];
  if (table.timeOfDay !== undefined) mapping.timeOfDay = table.names[table.timeOfDay]!;
  return { ...mapping, ...cellFormats(table, mapping), ...said };
}

/** How the times and the ratings are written, decided on the sample: the first rows alone may not tell. */
function cellFormats(table: RoleTable, mapping: Partial<ColumnMapping>): Partial<ColumnMapping> {
  const timeFormat = mapping.timestamp ? table.of('timestamp')?.times.format : undefined;
  const rating = mapping.rating ? table.of('rating') : undefined;
  const { format = '1234.5' } = numberFormatOf(rating?.filled ?? []);
  return {
    ...(timeFormat && { timeFormat }),
    ...(rating && format !== '1234.5' && { numberFormats: { [rating.name]: format } }),
  };
}

/** Separator, header and encoding of a text; a table of another kind has none to choose. */
function formatChoice({ separator, header, encoding }: FileProfile): Partial<ColumnMapping> {
  return separator ? { separator, header, ...(encoding && { encoding }) } : {};
}
