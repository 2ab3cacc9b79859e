/** What a draft comes to: what is sent to the reader, and what it would count. */
import type { ColumnMapping, LogFile } from '../../data/csv/understand/mappingTypes';
import { countFunnel, type FunnelCount } from '../../data/profile/funnelCount';
import { type Issue, OBJECTIVES, type PerObjective } from '../../data/schema';
import { type FileDraft, type MappingDraft, otherColumns, rolesOf } from './mappingDraft';

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
    const { shape: _, ...mapping } = mappingOf(file, true);
    return { source: file.file, name: file.profile.file, objective: file.objective, mapping };
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

export function countDraft({ files }: MappingDraft): FunnelCount {
  const [first] = files;
  if (files.length === 1 && first) return countFunnel(first.profile, mappingOf(first));
  return countFiles(files);
}

/** Files are joined on user and item: what is deeper counts as everything before it. */
function countFiles(files: readonly FileDraft[]): FunnelCount {
  const exact = files.every(({ profile }) => profile.rows.length === profile.rowCount);
  const reached = OBJECTIVES.map(() => new Map<string, [string, string]>());
  const rows: PerObjective<number> = { exposure: 0, click: 0, conversion: 0 };
  let rowsCounted = 0;
  for (const { profile, mapping, objective } of files) {
    rowsCounted += profile.rows.length;
    rows[objective] += profile.rowCount;
    const [user, item] = [mapping.user, mapping.item].map((name) =>
      profile.columns.findIndex((column) => column.name === name),
    );
    for (const fields of profile.rows) {
      const ids: [string, string] = [(fields[user!] ?? '').trim(), (fields[item!] ?? '').trim()];
      if (!ids[0] || !ids[1]) continue;
      for (let depth = OBJECTIVES.indexOf(objective); depth >= 0; depth--)
        reached[depth]!.set(ids.join('\u0000'), ids);
    }
  }
  const each = (count: (pairs: [string, string][]) => number): PerObjective<number> => {
    const [exposure = 0, click = 0, conversion = 0] = reached.map((pairs) => count([...pairs.values()]));
    return { exposure, click, conversion };
  };
  return {
    exact,
    rowsCounted,
    rows,
    pairs: each(({ length }) => length),
    users: each((pairs) => new Set(pairs.map(([user]) => user)).size),
    items: each((pairs) => new Set(pairs.map(([, item]) => item)).size),
    skipped: 0,
    unreadable: 0,
    clickWithoutExposure: 0,
    conversionWithoutClick: 0,
    issues: files.flatMap(missingIds),
  };
}

function missingIds({ profile, mapping }: FileDraft): FunnelCount['issues'] {
  return (['user', 'item'] as const)
    .filter((role) => !mapping[role])
    .map((role) => ({
      file: profile.file,
      column: role,
      code: 'column-not-chosen',
      values: { file: profile.file, role },
    }));
}

/** A file with more rows than can be loaded, while all users or too many of them are wanted. */
export function excessOf({ files, choices }: MappingDraft): Issue | undefined {
  const wanted = choices.sample?.share ?? 1;
  return files.map(({ profile }) => profile.excess).find((excess) => excess && wanted > (excess.share ?? 0));
}

/**
 * Something can be counted: Load makes sense, even where rows are faulty. Not where every row was counted and all are
 * of one kind of event, which is asked about.
 */
export const canLoad = ({ pairs, exact, issues }: FunnelCount): boolean =>
  pairs.exposure > 0 && !(exact && issues.some(({ code }) => code === 'one-objective'));

/** Nothing to ask: every column that counts was named as usual, and no row is at fault. */
export function isClear(draft: MappingDraft, count: FunnelCount): boolean {
  if (!canLoad(count) || count.issues.length > 0 || count.unreadable > 0 || count.pairs.click === 0)
    return false;
  const several = draft.files.length > 1;
  return draft.files.every((file) =>
    rolesOf(file, several).every((role) => !file.mapping[role] || file.proposal.roles[role].by === 'name'),
  );
}
