/** What several files, each of one objective, would come to when they are joined on user and item. */
import type { ColumnMapping } from '../../data/csv/understand/mappingTypes';
import type { FileProfile } from '../../data/profile/fileProfile';
import type { FunnelCount } from '../../data/profile/funnelCount';
import { OBJECTIVES, type Objective, type PerObjective } from '../../data/schema';
import type { FileDraft } from './mappingDraft';

/** True for the events of one objective. */
export const isObjective = (content: FileDraft['content']): content is Objective =>
  content !== null && (OBJECTIVES as readonly string[]).includes(content);

/** Files are joined on user and item: what is deeper counts as everything before it. */
export function countFiles(files: readonly FileDraft[]): FunnelCount {
  const exact = files.every(({ profile }) => profile.rows.length === profile.rowCount);
  const reached = OBJECTIVES.map(() => new Map<string, [string, string]>());
  const rows: PerObjective<number> = { exposure: 0, click: 0, conversion: 0 };
  let rowsCounted = 0;
  for (const { profile, mapping, content } of files) {
    if (!isObjective(content)) continue;
    rowsCounted += profile.rows.length;
    rows[content] += profile.rowCount;
    for (const pair of pairsOf(profile, mapping)) {
      const [user = '', item = ''] = pair.split('\u0000');
      for (let depth = OBJECTIVES.indexOf(content); depth >= 0; depth--)
        reached[depth]!.set(pair, [user, item]);
    }
  }
  const shown = new Set(
    files
      .filter(({ content }) => content === 'exposure')
      .flatMap(({ profile, mapping }) => pairsOf(profile, mapping)),
  );
  const deeper = [...reached[1]!.keys()];
  const apart = shown.size > 0 ? deeper.filter((pair) => !shown.has(pair)).length : 0;
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
    clickWithoutExposure: apart,
    conversionWithoutClick: 0,
    issues: files.flatMap(missingIds),
  };
}

/** Users and items of the rows that have both, joined by a zero byte. */
function pairsOf({ columns, rows }: FileProfile, mapping: Partial<ColumnMapping>): string[] {
  const [user, item] = [mapping.user, mapping.item].map((name) =>
    columns.findIndex((column) => column.name === name),
  );
  return rows.flatMap((fields) => {
    const ids = [(fields[user!] ?? '').trim(), (fields[item!] ?? '').trim()];
    return ids[0] && ids[1] ? [ids.join('\u0000')] : [];
  });
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
