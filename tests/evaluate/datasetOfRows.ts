/** Datasets small enough to compute every metric of by hand. */
import {
  type Dataset,
  OBJECTIVES,
  type Positives,
  SPLITS,
  type SplitName,
  type Truth,
} from '../../src/data/schema';
import type { Scorer } from '../../src/retrieve/scorer';

/** user, item, depth, split; rows sorted by user, then item. */
export type Row = [user: number, item: number, depth: 0 | 1 | 2, split: SplitName];

export function datasetOfRows(
  shape: { users: number; items: number; objectives?: 2 | 3 },
  rows: readonly Row[],
  truth?: Truth,
): Dataset {
  const objectives = OBJECTIVES.slice(0, shape.objectives ?? 3);
  const side = (count: number, letter: string) => ({
    ids: Array.from({ length: count }, (_, index) => `${letter}${index}`),
    features: [],
  });
  const positives: Dataset['positives'] = {};
  objectives.forEach((name, objective) => {
    const found = rows.filter(([, , depth, split]) => split === 'train' && depth >= objective);
    const columns: Positives = {
      users: Int32Array.from(found, ([user]) => user),
      items: Int32Array.from(found, ([, item]) => item),
    };
    positives[name] = columns;
  });
  const userStart = Int32Array.from(
    { length: shape.users + 1 },
    (_, user) => rows.filter(([other]) => other < user).length,
  );
  return {
    log: {
      name: 'tiny',
      objectives,
      users: side(shape.users, 'u'),
      items: side(shape.items, 'i'),
      user: Int32Array.from(rows, ([user]) => user),
      item: Int32Array.from(rows, ([, item]) => item),
      depth: Uint8Array.from(rows, ([, , depth]) => depth),
      userStart,
      rowsRead: rows.length,
      ...(truth ? { truth } : {}),
      warnings: [],
      fingerprint: '',
    },
    split: Uint8Array.from(rows, ([, , , split]) => SPLITS.indexOf(split)),
    splitMethod: 'random',
    positives,
    seen: { users: new Uint8Array(shape.users).fill(1), items: new Uint8Array(shape.items).fill(1) },
  };
}

/** scores[o][user] = the user's scores of every item. */
export function tableScorer(scores: readonly (readonly (readonly number[])[])[]): Scorer {
  return {
    users: scores[0]?.length ?? 0,
    items: scores[0]?.[0]?.length ?? 0,
    objectives: scores.length,
    score(user, out) {
      scores.forEach((table, objective) => {
        out[objective]?.set(table[user] ?? []);
      });
    },
  };
}
