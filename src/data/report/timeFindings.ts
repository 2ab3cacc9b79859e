/** What times a log has, and whether its split uses them: a split at random lets a model see the future. */
import { type Dataset, SPLIT } from '../schema';
import { MIN_ROWS_TO_SPLIT } from '../split';
import { type Finding, note, type Spread, warning } from './findingTypes';
import type { SplitOutlook } from './splitOutlook';

/** Test users below which the interval of a recall is wider than any difference between methods (ours). */
export const MIN_TO_TEST = 30;

export interface TimeOptions {
  readonly dataset: Dataset;
  readonly pairsPerUser: Spread;
  readonly times: { readonly from: number; readonly to: number } | undefined;
  readonly splits: readonly SplitOutlook[];
}

/** Returns what to know of times and split. */
export function timeFindings(options: TimeOptions): Finding[] {
  const { dataset, times } = options;
  return [
    ...unreadTimes(dataset),
    ...randomDespiteTimes(options),
    ...globalCut(options),
    ...shortHistories(options),
    ...unseenItems(dataset),
    ...(times && times.from === times.to ? [note('same-time')] : []),
  ];
}

/** Reading says so among the log's warnings: the log itself has no times then. */
function unreadTimes({ log }: Dataset): Finding[] {
  return log.warnings.flatMap(({ code, column, values = {} }): Finding[] => {
    if (code !== 'times-not-read' && code !== 'times-in-some-files') return [];
    return [{ ...warning(code, values), ...(column !== undefined && { column }) }];
  });
}

function randomDespiteTimes({ dataset, pairsPerUser, times }: TimeOptions): Finding[] {
  const { log, splitMethod } = dataset;
  if (!times || times.from === times.to || log.truth || splitMethod !== 'random') return [];
  const isChosen = pairsPerUser.max >= MIN_ROWS_TO_SPLIT;
  const values = { reason: isChosen ? 'chosen' : 'short', min: MIN_ROWS_TO_SPLIT };
  return [isChosen ? note('random-despite-times', values) : warning('random-despite-times', values)];
}

function globalCut({ dataset, splits }: TimeOptions): Finding[] {
  const outlook = splits.find(({ method }) => method === 'global-time');
  if (!outlook || dataset.splitMethod !== 'global-time') return [];
  const { testUsers, newUsers } = outlook;
  if (testUsers - newUsers >= MIN_TO_TEST) return [];
  return [warning('global-cut-few-users', { users: testUsers, known: testUsers - newUsers })];
}

function shortHistories({ dataset: { splitMethod }, pairsPerUser: { median } }: TimeOptions): Finding[] {
  if (median >= MIN_ROWS_TO_SPLIT) return [];
  const values = { median, min: MIN_ROWS_TO_SPLIT };
  return [note(splitMethod === 'user-latest' ? 'short-histories-in-training' : 'short-histories', values)];
}

function unseenItems({ log, split, seen }: Dataset): Finding[] {
  let tested = 0;
  let unseen = 0;
  for (let row = 0; row < split.length; row++) {
    if (split[row] !== SPLIT.test) continue;
    tested++;
    if (!seen.items[log.item[row]!]) unseen++;
  }
  return unseen > 0.2 * tested ? [note('unseen-in-training', { share: unseen / tested })] : [];
}
