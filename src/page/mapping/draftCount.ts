/** What a draft comes to: what is sent to the reader, and what it would count. */
import type { ColumnMapping, LogFile } from '../../data/csv/understand/mappingTypes';
import type { FileProfile } from '../../data/profile/fileProfile';
import { countFunnel, type FunnelCount } from '../../data/profile/funnelCount';
import type { Issue } from '../../data/schema';
import { countFiles, isObjective } from './fileSetCount';
import {
  type FileDraft,
  type LogChoices,
  type MappingDraft,
  openQuestions,
  otherColumns,
  type Role,
  rolesOf,
} from './mappingDraft';

export interface LoadRequest {
  readonly source: File | readonly LogFile[];
  readonly mapping: Partial<ColumnMapping>;
}

/** Returns the arguments of loadCsv. */
export function loadRequestOf({ files, choices }: MappingDraft): LoadRequest {
  const [first] = files;
  if (files.length === 1 && first)
    return { source: first.file, mapping: { ...mappingOf(first), ...choices } };
  const source = files.map((file): LogFile => {
    const { shape, ...mapping } = mappingOf(file, true);
    const ofLog = file.content === 'log' && shape ? { shape } : {};
    const { file: name } = file.profile;
    return {
      source: file.file,
      name,
      ...(file.content && { objective: file.content }),
      mapping: { ...mapping, ...ofLog },
    };
  });
  return { source, mapping: choices };
}

/** Features are listed only where the user decided about one; otherwise reading decides from all rows. */
function mappingOf(file: FileDraft, isOneOfSeveral = false): Partial<ColumnMapping> {
  if (Object.keys(file.others).length === 0) return file.mapping;
  const others = otherColumns(file, isOneOfSeveral);
  const named = (wanted: string) => others.filter(({ role }) => role === wanted).map(({ name }) => name);
  return { ...file.mapping, userFeatures: named('userFeature'), itemFeatures: named('itemFeature') };
}

export function countDraft({ files, choices }: MappingDraft): FunnelCount {
  const [first] = files;
  const open = files.find(({ content }) => content === null);
  const logs = files.filter(({ content }) => content === 'log');
  const parts = files.length === 1 ? files : logs;
  if (parts.length === 0 || !first || open) {
    const count = countFiles(files.filter(({ content }) => isObjective(content)));
    const undecided = open && { file: open.profile.file, code: 'contents-not-chosen' };
    return undecided ? { ...count, issues: [undecided, ...count.issues] } : count;
  }
  const [log] = parts;
  const refusal = refusalOf(log!, choices);
  const count = countFunnel(joinedProfile(parts), { ...mappingOf(log!, files.length > 1), ...choices });
  return refusal ? { ...count, issues: [refusal] } : count;
}

/** Why the file cannot be loaded, as long as the person has named no outcome and accepted nothing. */
function refusalOf({ proposal, mapping, profile }: FileDraft, choices: LogChoices): Issue | undefined {
  const { refusal } = proposal;
  const isAccepted = choices.acknowledge?.includes('one-objective') ?? false;
  const isAnswered = mapping.click || mapping.event || mapping.rating || isAccepted;
  return refusal && !isAnswered ? { file: profile.file, ...refusal } : undefined;
}

/** Parts of one log, which have the same columns, as one profile. */
function joinedProfile(parts: readonly FileDraft[]): FileProfile {
  const profiles = parts.map(({ profile }) => profile);
  const rowCount = profiles.reduce((sum, profile) => sum + profile.rowCount, 0);
  return { ...profiles[0]!, rows: profiles.flatMap(({ rows }) => rows), rowCount };
}

/** A file with more rows than can be loaded, while all users or too many of them are wanted. */
export function excessOf({ files, choices }: MappingDraft): Issue | undefined {
  const wanted = choices.sample?.share ?? 1;
  return files.map(({ profile }) => profile.excess).find((excess) => excess && wanted > (excess.share ?? 0));
}

/** What no row could mend: the person has to decide first. */
const UNDECIDED = ['contents-not-chosen', 'wide-table'];

/**
 * Something can be counted: Load makes sense, even where rows are faulty. Not where something is undecided, nor where
 * every row was counted and all are of one kind of event, which is asked about.
 */
export const canLoad = ({ pairs, exact, issues }: FunnelCount): boolean =>
  pairs.exposure > 0 &&
  !issues.some(({ code }) => UNDECIDED.includes(code) || (exact && code === 'one-objective'));

/**
 * Nothing to ask: every column that counts is certain, every question is answered, no row is at fault, and files
 * join.
 */
export function isClear(draft: MappingDraft, count: FunnelCount): boolean {
  if (!canLoad(count) || count.issues.length > 0 || count.unreadable > 0 || count.pairs.click === 0)
    return false;
  if (areApart(draft, count)) return false;
  const several = draft.files.length > 1;
  return draft.files.every((file) => {
    const { mapping, proposal } = file;
    const isSure = (role: Role) => !mapping[role] || proposal.roles[role].confidence === 'certain';
    return openQuestions(file, several).length === 0 && rolesOf(file, several).every(isSure);
  });
}

/** Several files of which the pairs clicked or converted are none that were shown. */
export const areApart = ({ files }: MappingDraft, count: FunnelCount): boolean =>
  files.length > 1 && count.clickWithoutExposure > 0 && count.clickWithoutExposure === count.pairs.click;
