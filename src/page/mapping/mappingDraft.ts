/** What a person is deciding about their own files before they are loaded. Plain values, pure changes. */

import type { Coded } from '../../coded';
import { thresholdsFor } from '../../data/csv/understand/logShape';
import {
  type ColumnMapping,
  type FileContent,
  type LogShape,
  ROLES_OF_SHAPE,
} from '../../data/csv/understand/mappingTypes';
import { eventsOf } from '../../data/profile/eventGuesses';
import type { FileProfile } from '../../data/profile/fileProfile';
import { guessContents } from '../../data/profile/fileSet';
import { proposeMapping } from '../../data/profile/proposal';
import type { MappingProposal, Question } from '../../data/profile/proposalTypes';
import { OBJECTIVES, type Objective } from '../../data/schema';

/** Roles that one column plays. Titles and features are detected when the file is read, unless the user decides. */
export type Role = 'user' | 'item' | 'timestamp' | 'exposure' | 'click' | 'conversion' | 'event' | 'rating';

/** What a column without a role can be. */
export type OtherRole = 'userFeature' | 'itemFeature' | 'ignored';

export interface FileDraft {
  readonly file: File;
  readonly profile: FileProfile;
  readonly proposal: MappingProposal;
  readonly mapping: Partial<ColumnMapping>;
  /** Other columns that the person decided about. */
  readonly others: Readonly<Record<string, OtherRole>>;
  /** What the file holds, where there are several; null until a person said what stays open. */
  readonly content: FileContent | null;
}

/** What every part of one file's screen is given. */
export interface FileProperties {
  file: FileDraft;
  index: number;
  isOneOfSeveral: boolean;
}

/** What is decided for all files at once. */
export type LogChoices = Pick<
  Partial<ColumnMapping>,
  'split' | 'nesting' | 'badRows' | 'sample' | 'names' | 'acknowledge'
>;

/** Undefined: as if nothing had been chosen. */
export type ChoiceChanges = { readonly [Key in keyof LogChoices]: LogChoices[Key] | undefined };

/** An empty name is none. A space at its end may be the middle of typing: reading takes it away. */
export function withName(
  names: LogChoices['names'],
  objective: Objective,
  name: string,
): LogChoices['names'] {
  const { [objective]: _, ...others } = names ?? {};
  const all = name.trim() === '' ? others : { ...others, [objective]: name };
  return Object.keys(all).length > 0 ? all : undefined;
}

export interface MappingDraft {
  readonly files: readonly FileDraft[];
  readonly choices: LogChoices;
}

const ALL_ROLES: readonly Role[] = ['user', 'item', 'timestamp', ...Object.values(ROLES_OF_SHAPE).flat()];

export function draftOf(file: File, profile: FileProfile, content: FileContent | null = 'log'): FileDraft {
  const proposal = proposeMapping(profile);
  return { file, profile, proposal, mapping: proposal.mapping, others: {}, content };
}

/** Several files: what each holds, null where neither columns nor names say it. One file is a log. */
export const contentsOf = (profiles: readonly FileProfile[]): (FileContent | null)[] =>
  profiles.length === 1 ? ['log'] : guessContents(profiles);

/** The file is not the public log that it looks like: it is understood by its names and contents. */
export function withoutKnownLog(draft: FileDraft): FileDraft {
  const proposal = proposeMapping(draft.profile, {}, { looksForKnown: false });
  return { ...draft, proposal, mapping: proposal.mapping, others: {} };
}

/** The questions that the person has not answered yet, of those that matter for what the file holds. */
export function openQuestions(draft: FileDraft, isOneOfSeveral: boolean): Question[] {
  const { proposal, mapping } = draft;
  const roles = rolesOf(draft, isOneOfSeveral);
  return proposal.questions.filter(({ about }) => {
    if (about === 'events') return roles.includes('event') && !hasMeanings(mapping);
    return roles.includes(about) && !mapping[about];
  });
}

/** Some kind of event has been given a meaning beyond having been seen. */
const hasMeanings = ({ events }: Partial<ColumnMapping>): boolean =>
  (events?.click?.length ?? 0) + (events?.conversion?.length ?? 0) > 0;

/**
 * A column has one role: taken from a role of the same kind, the two change places (user and item, click
 * and conversion); taken from another kind, that role is left without.
 */
export function withRole(draft: FileDraft, role: Role, column: string): FileDraft {
  const mapping = { ...draft.mapping };
  const before = mapping[role] ?? '';
  for (const other of column === '' ? [] : ALL_ROLES) {
    if (other !== role && mapping[other] === column) mapping[other] = areAlike(role, other) ? before : '';
  }
  mapping[role] = column;
  if (column !== '' && mapping.title === column) mapping.title = '';
  if (mapping.timestamp !== draft.mapping.timestamp) {
    // Another column is written in its own way.
    delete mapping.timeFormat;
    delete mapping.timeOfDay;
  }
  return withMeaning({ ...draft, mapping }, role);
}

const ALIKE: readonly (readonly Role[])[] = [['user', 'item'], ROLES_OF_SHAPE.flags];
const areAlike = (left: Role, right: Role) =>
  ALIKE.some((kind) => kind.includes(left) && kind.includes(right));

/** Another column of events or ratings has other values: they are guessed anew. */
function withMeaning(draft: FileDraft, role: Role): FileDraft {
  if (role === 'event') return { ...draft, mapping: { ...draft.mapping, events: guessedEvents(draft) } };
  if (role !== 'rating') return draft;
  const { profile, mapping } = draft;
  const column = profile.columns.findIndex(({ name }) => name === mapping.rating);
  return { ...draft, mapping: { ...mapping, thresholds: thresholdsFor({}, profile.rows, column) } };
}

function guessedEvents(draft: FileDraft): Record<Objective, string[]> {
  return eventsOf(eventValues(draft).map(({ value }) => value));
}

/** Back to the proposed shape is back to what was proposed; another one keeps who, what and when. */
export function withShape(draft: FileDraft, shape: LogShape): FileDraft {
  const { proposal, mapping } = draft;
  const { user, item, timestamp, timeFormat, timeOfDay, separator, encoding, header, title } = mapping;
  const kept = { user, item, timestamp, timeFormat, timeOfDay, separator, encoding, header, title };
  const unchanged = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  if (shape === proposal.shape) {
    const { timeFormat: _, timeOfDay: __, ...proposed } = proposal.mapping;
    return { ...draft, mapping: { ...proposed, ...unchanged } };
  }
  const empty = Object.fromEntries(ROLES_OF_SHAPE[shape].map((role) => [role, '']));
  return { ...draft, mapping: { ...unchanged, ...empty, shape } };
}

/** The values of the event column, the most frequent first; none where there are too many to be events. */
export function eventValues({ profile, mapping }: FileDraft): { value: string; rows: number }[] {
  return profile.columns.find(({ name }) => name === mapping.event)?.values ?? [];
}

export function withEvent(draft: FileDraft, value: string, meaning: Objective | 'none'): FileDraft {
  const before = draft.mapping.events ?? {};
  const events = Object.fromEntries(
    OBJECTIVES.map((objective) => {
      const others = (before[objective] ?? []).filter((candidate) => candidate !== value);
      return [objective, objective === meaning ? [...others, value] : others];
    }),
  );
  return { ...draft, mapping: { ...draft.mapping, events } };
}

export const titleOf = ({ mapping, proposal }: FileDraft): string =>
  mapping.title ?? proposal.roles.title.column ?? '';

/** The single roles of a file; with several files the file itself says what became of it. */
export function rolesOf({ mapping, content }: FileDraft, isOneOfSeveral: boolean): readonly Role[] {
  if (isOneOfSeveral && content === 'users') return ['user'];
  if (isOneOfSeveral && content === 'items') return ['item'];
  const isLog = !isOneOfSeveral || content === 'log';
  return ['user', 'item', ...(isLog ? ROLES_OF_SHAPE[mapping.shape ?? 'flags'] : []), 'timestamp'];
}

/** Columns without a role of their own, and what each will be taken for. */
export function otherColumns(
  draft: FileDraft,
  isOneOfSeveral: boolean,
): { name: string; role: OtherRole; reason?: Coded }[] {
  const { profile, mapping, proposal, others } = draft;
  const taken = new Set([profile.indexColumn, titleOf(draft)]);
  for (const role of rolesOf(draft, isOneOfSeveral)) taken.add(mapping[role]);
  const guesses = [
    ['userFeature', proposal.userFeatures],
    ['itemFeature', proposal.itemFeatures],
    ['ignored', proposal.ignored],
  ] as const;
  return profile.columns.flatMap(({ name }) => {
    if (taken.has(name)) return [];
    for (const [role, columns] of guesses) {
      const guess = columns.find(({ column }) => column === name);
      if (guess) return [{ name, role: others[name] ?? role, reason: guess.reason }];
    }
    return [{ name, role: others[name] ?? 'ignored' }];
  });
}
