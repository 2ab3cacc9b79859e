/** A dataset as the page shows it, and one user's part of it. */
import { type Dataset, OBJECTIVES, SPLIT, type SplitName } from '../../data/schema';
import { summarise } from '../../data/summary';
import { cutoff } from '../../evaluate/metrics';
import type { DatasetView, InteractionRow } from '../protocol/data';
import type { UserView } from '../protocol/retrieval';

/** Origin of a log: a sample with its options, or a CSV. */
export type Origin = Pick<DatasetView, 'sample' | 'sampleOptions' | 'csv'>;

/** Returns a dataset as the page shows it. */
export function datasetView(dataset: Dataset, origin: Origin): DatasetView {
  const { log, split, splitMethod } = dataset;
  const rows = (name: SplitName) => split.filter((value) => value === SPLIT[name]).length;
  return {
    summary: summarise(log),
    ...origin,
    splitMethod,
    splitRows: { train: rows('train'), validation: rows('validation'), test: rows('test') },
    k: cutoff(log.items.ids.length),
    users: log.users,
    items: log.items,
  };
}

/** Returns every exposure of a split with its labels. */
export function interactionsOf({ log, split }: Dataset, name: SplitName): InteractionRow[] {
  const wanted = SPLIT[name];
  const found: InteractionRow[] = [];
  log.user.forEach((user, row) => {
    if (split[row] !== wanted) return;
    const depth = log.depth[row]!;
    found.push({
      userId: log.users.ids[user]!,
      itemId: log.items.ids[log.item[row]!]!,
      click: depth >= 1,
      conversion: depth >= 2,
    });
  });
  return found;
}

/** Returns a user's interactions in training and test, deepest first, and the items left out of the ranking. */
export function userHistory({ log, split }: Dataset, user: number): Omit<UserView, 'scores'> {
  const removed = new Uint8Array(log.items.ids.length);
  const history: UserView['history'] = [];
  const test: UserView['test'] = [];
  for (let row = log.userStart[user]!; row < log.userStart[user + 1]!; row++) {
    const entry = { item: log.item[row]!, depth: log.depth[row]! };
    if (split[row] === SPLIT.test) test.push(entry);
    else removed[entry.item] = 1;
    if (split[row] === SPLIT.train) history.push(entry);
  }
  const deepestFirst = (left: { depth: number }, right: { depth: number }) => right.depth - left.depth;
  return { user, removed, history: history.sort(deepestFirst), test: test.sort(deepestFirst) };
}

/** Returns the labels of a depth: 1 → exposure and click. */
export const labelsOf = (depth: number) => OBJECTIVES.slice(0, depth + 1);
