/** What each of several files holds: parts of one log, the events of an objective, or a table beside the log. */

import { CsvError } from '../csv/issues/issueList';
import { nameParts } from '../csv/understand/columnWords';
import { usualMeaning } from '../csv/understand/eventWords';
import { foldedName, namedColumns } from '../csv/understand/headerNames';
import type { ColumnMapping, FileContent } from '../csv/understand/mappingTypes';
import { OBJECTIVES, type Objective } from '../schema';
import { throwIfUndecided } from './choice';
import type { FileProfile } from './fileProfile';
import { proposeMapping } from './proposal';
import type { MappingProposal } from './proposalTypes';

/** Words of file names for tables that describe users or items. */
const SIDE_WORDS: Record<'users' | 'items', readonly string[]> = {
  users: 'user users customer customers member members visitor visitors profile profiles'.split(' '),
  items:
    'item items product products movie movies film films article articles news song songs track tracks book books video videos game games catalog catalogue anime artist artists'.split(
      ' ',
    ),
};

/**
 * Decides what each file holds, what is `given` first, with what is `said` of its columns: by RecBole's endings; files of one header with an outcome
 * are parts of one log; a table without users, or without items, describes the other side; an objective is
 * taken from a file's name. Null where nothing decides.
 */
export function guessContents(
  profiles: readonly FileProfile[],
  given: readonly (FileContent | undefined)[] = [],
  said: readonly Partial<ColumnMapping>[] = [],
): (FileContent | null)[] {
  const proposals = profiles.map((profile, index) => proposeMapping(profile, said[index]));
  const guesses = profiles.map((profile, index) => given[index] ?? sideOf(profile, proposals[index]!));
  const open = profiles.flatMap((_, index) => (guesses[index] ? [] : [index]));
  if (open.length === 0) return guesses.map((guess) => guess ?? null);
  const isLog = open.every((index) => hasOutcome(proposals[index]!));
  const isOneHeader = new Set(open.map((index) => headerOf(profiles[index]!))).size === 1;
  if (isLog && (isOneHeader || open.length === 1)) for (const index of open) guesses[index] = 'log';
  else if (!isLog) {
    const named = open.map((index) => objectiveOfName(profiles[index]!.file));
    const isClear = named.every(Boolean) && new Set(named).size === named.length;
    const taken = guesses.some((guess) => named.includes(guess as Objective));
    const steps = fromExposure(named);
    if (isClear && !taken) for (const [place, index] of open.entries()) guesses[index] = steps[place];
  }
  return guesses.map((guess) => guess ?? null);
}

/** Returns what each file holds. Throws CsvError with `choose-contents` where nothing decides it. */
export function contentsOf(
  profiles: readonly FileProfile[],
  given: readonly (FileContent | undefined)[],
  said: readonly Partial<ColumnMapping>[],
): FileContent[] {
  const contents = given.every((content) => content !== undefined)
    ? [...given]
    : guessContents(profiles, given, said);
  return contents.map((content, index) => {
    if (content) return content;
    const files = profiles.map(({ file }) => `“${file}”`).join(', ');
    throw new CsvError([{ file: profiles[index]!.file, code: 'choose-contents', values: { files } }]);
  });
}

const headerOf = ({ columns, header }: FileProfile) =>
  header ? columns.map(({ name }) => foldedName(name)).join('\u0000') : `${columns.length} columns`;

/** A table of one side: by RecBole's ending, or with the ids of that side and without those of the other. */
function sideOf(profile: FileProfile, { roles }: MappingProposal): FileContent | undefined {
  const ending = /\.(user|item|inter)$/i.exec(profile.file.replace(/\.(gz|zip)$/i, ''))?.[1]?.toLowerCase();
  if (ending === 'user') return 'users';
  if (ending === 'item') return 'items';
  if (ending === 'inter') return undefined;
  const names = profile.columns.map(({ name }) => name);
  const [hasUser, hasItem] = [namedColumns('user', names).length > 0, namedColumns('item', names).length > 0];
  if (hasUser && !hasItem && isUnique(profile, roles.user.column)) return 'users';
  if (hasItem && !hasUser && isUnique(profile, roles.item.column)) return 'items';
  const parts = nameParts(profile.file.replace(/\.[^.]*$/, ''));
  for (const side of ['users', 'items'] as const)
    if (
      !profile.header &&
      parts.some((part) => SIDE_WORDS[side].includes(part)) &&
      isUnique(profile, names[0])
    )
      return side;
  return undefined;
}

/** A table that describes users or items has each of them once. */
function isUnique({ columns, rows }: FileProfile, name: string | undefined): boolean {
  const column = columns.findIndex((candidate) => candidate.name === name);
  const ids = rows.map((row) => (row[column] ?? '').trim());
  return column >= 0 && new Set(ids).size === ids.length;
}

/** True where the rows themselves say what became of what was shown. */
const hasOutcome = ({ roles }: MappingProposal): boolean =>
  [roles.click, roles.event, roles.rating, roles.conversion].some(({ column }) => column !== undefined);

/** Where no file holds what was seen, the events of the shallowest are the first step: clicks and buys. */
function fromExposure(named: readonly (Objective | undefined)[]): (Objective | undefined)[] {
  if (named.includes('exposure')) return [...named];
  const present = OBJECTIVES.filter((objective) => named.includes(objective));
  return named.map((objective) => objective && OBJECTIVES[present.indexOf(objective)]);
}

function objectiveOfName(file: string): Objective | undefined {
  const words = file.replace(/(\.\w+)+$/, '').split(/[\s_.-]+/);
  return words.map((word) => usualMeaning(word)).find(Boolean);
}

/** A file of one objective needs no column that says which. */
const NO_OUTCOME = { shape: 'flags', exposure: '', click: '', conversion: '' } as const;

/** Returns the columns of ids and times of a file that holds one objective, or of the key of a side table. */
export function setMapping(
  profile: FileProfile,
  content: Exclude<FileContent, 'log'>,
  said: Partial<ColumnMapping>,
): Partial<ColumnMapping> {
  const { mapping, questions } = proposeMapping(profile, { ...said, ...NO_OUTCOME });
  const { user = '', item = '', timestamp = '', timeFormat, timeOfDay } = mapping;
  if (content === 'users' || content === 'items') {
    const key = content === 'users' ? 'user' : 'item';
    const [first] = profile.columns;
    return { user: '', item: '', [key]: (key === 'user' ? user : item) || (first?.name ?? '') };
  }
  const open = questions.filter(({ about }) => about === 'user' || about === 'item');
  if (open.length > 0) throwIfUndecided(profile.file, { ...proposeMapping(profile, said), questions: open });
  return {
    ...(user && { user }),
    ...(item && { item }),
    timestamp,
    ...(timeFormat && { timeFormat }),
    ...(timeOfDay && { timeOfDay }),
  };
}
