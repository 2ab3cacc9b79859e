/** What the columns without a role of their own seem to describe, decided on a profile's rows. */

import type { Coded } from '../../coded';
import { createColumnTracker, type SideName } from '../csv/features/columnTracker';
import { findFeatures } from '../csv/features/csvFeatures';
import type { TitleColumn } from '../csv/understand/headerNames';
import type { Issue } from '../schema';
import { createVocabulary } from '../vocabulary';
import type { FileProfile } from './fileProfile';
import type { ColumnReason, Guess } from './proposalTypes';

interface FeatureProposal {
  title?: Guess;
  users: ColumnReason[];
  items: ColumnReason[];
  ignored: ColumnReason[];
}

/** Proposes features by the rules of reading, on fewer rows: a guess, which reading may overturn. */
export function proposeFeatures(
  { columns, rows }: FileProfile,
  options: {
    readonly user: number;
    readonly item: number;
    readonly taken: ReadonlySet<number>;
    readonly titles: readonly TitleColumn[];
  },
): FeatureProposal {
  const { user, item, taken, titles } = options;
  const proposal: FeatureProposal = { users: [], items: [], ignored: [] };
  if (user < 0 || item < 0) return proposal;
  const vocabularies = { users: createVocabulary(), items: createVocabulary() };
  const tracked = columns.flatMap(({ name, type }, column) =>
    taken.has(column) ? [] : [{ column, tracker: createColumnTracker({ name, type }) }],
  );
  for (const fields of rows) {
    const userCode = vocabularies.users.codeOf(fields[user]!.trim());
    const itemCode = vocabularies.items.codeOf(fields[item]!.trim());
    for (const { column, tracker } of tracked) tracker.see(fields[column]!, userCode, itemCode);
  }
  const ordered = (side: SideName) => {
    const ids = vocabularies[side].texts;
    return { ids: [...ids], codes: Int32Array.from(ids.keys()) };
  };
  const found = findFeatures({
    trackers: new Map(tracked.map(({ tracker }) => [tracker.name, tracker])),
    ordered: { users: ordered('users'), items: ordered('items') },
    rows: rows.length,
    choice: {
      titles: titles.map(({ column, ...side }) => ({ ...side, name: columns[column]!.name })),
      titleNamed: false,
      named: {},
      mapping: {},
    },
  });
  for (const [column, role] of found.roles) {
    const reason = reasonOf(found.warnings, column);
    if (role === 'title') {
      const title = { code: 'usual-title', values: { column } };
      proposal.title ??= { column, by: 'name', confidence: 'certain', reason: title };
    } else if (role === 'userFeature' || role === 'itemFeature') {
      const side = role === 'userFeature' ? 'users' : 'items';
      proposal[side].push({ column, reason: reason ?? { code: 'constant', values: { side } } });
    } else proposal.ignored.push({ column, reason: reason ?? { code: 'less-likely' } });
  }
  return proposal;
}

/** Returns the warning about the column, if any, as a reason. */
function reasonOf(warnings: readonly Issue[], column: string): Coded | undefined {
  const warning = warnings.find((issue) => issue.column === column);
  return warning && { code: warning.code, ...(warning.values && { values: warning.values }) };
}
