/**
 * Understands files before they are read: profiles each, proposes what is not said, and refuses what stays
 * open. Whatever reads a log of a person's files, on the page or in a script, goes this way.
 */

import { listedNames } from '../csv/issues/excerpt';
import type { CsvOptions } from '../csv/readCsv';
import { resolveRoles } from '../csv/understand/mapping';
import { checkedMapping } from '../csv/understand/mappingSchema';
import {
  type ColumnMapping,
  type FileContent,
  type LogFile,
  ROLES_OF_SHAPE,
  type SingleRole,
} from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
import { throwIfUndecided } from './choice';
import { type FileProfile, profileFile } from './fileProfile';
import { contentsOf, setMapping } from './fileSet';
import { proposeMapping } from './proposal';
import type { MappingProposal } from './proposalTypes';

export interface Understood {
  readonly source: CsvOptions['source'];
  readonly mapping: CsvOptions['mapping'];
  /** What was guessed, and what the file was recognised as. */
  readonly notices: readonly Issue[];
}

/** The roles that decide what a row means; features are judged on all rows. */
const DECIDED = [
  'shape',
  'events',
  'thresholds',
  'complements',
  'timeOfDay',
  'timeFormat',
  'numberFormats',
  'title',
] as const;

/**
 * Returns the options' files with complete mappings: what the person said, else what is proposed. Throws
 * CsvError with `choose`, `one-objective` or `wide-table`; a mapping that cannot be used is left to the reader,
 * which says why.
 */
export async function understandFiles(options: CsvOptions): Promise<Understood> {
  const { source, mapping } = options;
  const checked = checkedMapping(mapping);
  const asTheyAre: Understood = { source, mapping, notices: [] };
  if (checked.issues.length > 0) return asTheyAre;
  if (Array.isArray(source)) return understandSet(source as readonly LogFile[], checked.mapping, options);
  if (isComplete(checked.mapping)) return asTheyAre;
  const file = source as string | Blob;
  const profile = await profileFile({ ...options, source: file, mapping: checked.mapping });
  const decided = decide(profile, checked.mapping);
  return decided ? { source, ...decided } : asTheyAre;
}

/** Undefined where the reader has to tell what is wrong: nothing can be read, or the mapping does not fit. */
function decide(profile: FileProfile, said: Partial<ColumnMapping>): Omit<Understood, 'source'> | undefined {
  if (profile.rowCount === 0) return undefined;
  const proposal = proposeMapping(profile, said);
  const names = profile.columns.map(({ name }) => name);
  const { issues } = resolveRoles(names, said, proposal.shape);
  if (issues.some(({ code }) => code !== 'missing-column')) return undefined;
  throwIfUndecided(profile.file, proposal);
  return { mapping: { ...rolesIn(proposal.mapping), ...said }, notices: noticesOf(profile.file, proposal) };
}

/** What was decided of a file's meaning; its separator and encoding are found again as they were. */
function rolesIn(mapping: Partial<ColumnMapping>): Partial<ColumnMapping> {
  const keys = new Set<string>([
    ...DECIDED,
    'user',
    'item',
    'timestamp',
    ...Object.values(ROLES_OF_SHAPE).flat(),
  ]);
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => keys.has(key)));
}

/** True where nothing is left to propose. */
function isComplete(mapping: Partial<ColumnMapping>): boolean {
  const { shape } = mapping;
  if (!shape) return false;
  const roles: readonly SingleRole[] = ['user', 'item', 'timestamp', ...ROLES_OF_SHAPE[shape]];
  if (roles.some((role) => mapping[role] === undefined)) return false;
  return (
    (shape !== 'events' || mapping.events !== undefined) &&
    (shape !== 'ratings' || mapping.thresholds !== undefined)
  );
}

/** True where nothing is left to propose of one of several files. */
function isDecidedFile(content: FileContent | undefined, mapping: Partial<ColumnMapping>): boolean {
  if (content === undefined) return false;
  if (content === 'log') return isComplete(mapping);
  if (content === 'users') return Boolean(mapping.user);
  if (content === 'items') return Boolean(mapping.item);
  return Boolean(mapping.user && mapping.item) && mapping.timestamp !== undefined;
}

/** Says which public log a file was recognised as, and which columns were guessed. */
function noticesOf(file: string, { known, roles, signals }: MappingProposal): Issue[] {
  const guessed = Object.entries(roles).filter(
    ([, { confidence, column }]) => confidence === 'plausible' && column !== undefined,
  );
  return [
    ...(known
      ? [
          {
            file,
            code: 'known-log',
            values: { name: known.name, licence: known.licence, source: known.source },
          },
        ]
      : []),
    ...(signals.length > 0
      ? [
          {
            file,
            code: 'signals',
            values: { count: signals.length, ...listedNames(signals.map(({ column }) => column)) },
          },
        ]
      : []),
    ...guessed.map(([role, { column = '', by, reason }]): Issue => {
      if (reason.code === 'session-for-user') return { file, column, ...reason };
      return { file, column, code: 'guessed-role', values: { role, column, by } };
    }),
  ];
}

/** Understands several files: what each holds, and its columns. */
async function understandSet(
  files: readonly LogFile[],
  mapping: Partial<ColumnMapping>,
  options: CsvOptions,
): Promise<Understood> {
  const isDecided = (file: LogFile) => isDecidedFile(file.objective, { ...mapping, ...file.mapping });
  if (files.every(isDecided)) return { source: files, mapping, notices: [] };
  const saidOf = files.map((file) => ({ ...mapping, ...checkedMapping(file.mapping).mapping }));
  const profiles: FileProfile[] = [];
  for (const [index, file] of files.entries()) {
    const said = saidOf[index]!;
    const fileName = file.name ?? (file.source instanceof File ? file.source.name : undefined);
    profiles.push(
      await profileFile({ ...options, onProgress: undefined, source: file.source, fileName, mapping: said }),
    );
  }
  const contents = contentsOf(
    profiles,
    files.map(({ objective }) => objective),
    saidOf,
  );
  const notices: Issue[] = [];
  const source = files.map((file, index): LogFile => {
    const said = saidOf[index]!;
    const content = contents[index]!;
    const profile = profiles[index]!;
    if (content === 'log') {
      const decided = decide(profile, said);
      notices.push(...(decided?.notices ?? []));
      return { ...file, objective: content, mapping: { ...decided?.mapping, ...file.mapping } };
    }
    return {
      ...file,
      objective: content,
      mapping: { ...setMapping(profile, content, said), ...file.mapping },
    };
  });
  return { source, mapping, notices };
}
