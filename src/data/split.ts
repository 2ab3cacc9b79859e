/** Divides a log's pairs into training, validation and test, and gathers what training needs of them. */
import { quickselect } from 'simple-statistics';
import { CodedError } from '../coded';
import { createRandom } from '../random';
import {
  type Dataset,
  type InteractionLog,
  OBJECTIVES,
  type Positives,
  SPLIT,
  type SplitMethod,
} from './schema';

/** A user with fewer rows is left whole in training: a held-out row would cost too much of it. */
export const MIN_ROWS_TO_SPLIT = 5;

/**
 * The log with its split (80/10/10).
 * - `random`: a random tenth of all pairs is test, another validation. Default without timestamps.
 * - `user-latest`: each user's latest round(n/10) rows are test, as many before them validation; users
 *   with fewer than 5 rows stay in training whole. Default with timestamps; should no user have 5 rows,
 *   the default is `random`.
 * - `global-time`: everything from the 90 % point in time on is test, from the 80 % point on validation;
 *   rows of the same moment stay together.
 * Samples are split at random, whatever is asked, so that their numbers can be compared.
 * Throws CodedError when the method needs timestamps that are not there (`split-needs-times`), or when no row
 * is left for training or test (`cannot-split`).
 */
export function splitLog(
  log: InteractionLog,
  options: { readonly seed: number; readonly method?: SplitMethod },
): Dataset {
  const splitMethod = log.truth ? 'random' : (options.method ?? defaultMethod(log));
  const split = splitBy(log, splitMethod, options.seed);
  checkSplit(log, split, splitMethod);
  const seen = {
    users: new Uint8Array(log.users.ids.length),
    items: new Uint8Array(log.items.ids.length),
  };
  for (let row = 0; row < split.length; row++) {
    if (split[row] !== SPLIT.train) continue;
    seen.users[log.user[row]!] = 1;
    seen.items[log.item[row]!] = 1;
  }
  const positives: Dataset['positives'] = {};
  for (const objective of log.objectives) {
    positives[objective] = trainingPositives(log, split, OBJECTIVES.indexOf(objective));
  }
  return { log, split, splitMethod, positives, seen };
}

function defaultMethod(log: InteractionLog): SplitMethod {
  return log.time && splitUserLatest(log, log.time).includes(SPLIT.test) ? 'user-latest' : 'random';
}

function splitBy(log: InteractionLog, method: SplitMethod, seed: number): Uint8Array {
  if (method === 'random') return splitAtRandom(log.user.length, seed);
  if (!log.time) {
    throw new CodedError('split-needs-times', { method, name: log.name });
  }
  return method === 'user-latest' ? splitUserLatest(log, log.time) : splitGlobalTime(log.time);
}

function splitAtRandom(rows: number, seed: number): Uint8Array {
  const held = Math.round(rows / 10);
  const order = createRandom(seed, 'split').permutation(rows);
  const split = new Uint8Array(rows);
  for (let index = 0; index < Math.min(rows, 2 * held); index++) {
    split[order[index]!] = index < held ? SPLIT.test : SPLIT.validation;
  }
  return split;
}

/** Rows of the same moment are taken in the order of their items. */
function splitUserLatest(log: InteractionLog, time: Float64Array): Uint8Array {
  const split = new Uint8Array(time.length);
  for (let user = 0; user + 1 < log.userStart.length; user++) {
    const start = log.userStart[user]!;
    const rows = log.userStart[user + 1]! - start;
    if (rows < MIN_ROWS_TO_SPLIT) continue;
    const latest = Array.from({ length: rows }, (_, index) => start + index).sort(
      (a, b) => time[b]! - time[a]! || b - a,
    );
    const held = Math.round(rows / 10);
    for (let index = 0; index < 2 * held; index++)
      split[latest[index]!] = index < held ? SPLIT.test : SPLIT.validation;
  }
  return split;
}

/** Returns the moments from which on rows are validation (the 80 % point in time) and test (the 90 % point). */
export function globalCuts(time: Float64Array): { validationFrom: number; testFrom: number } {
  const at = (share: number) => Math.floor(time.length * share);
  const [validation, test] = [at(0.8), at(0.9)];
  const partly = time.slice();
  // Two order statistics need no sorted array.
  const numbers = partly as unknown as number[];
  quickselect(numbers, validation);
  quickselect(numbers, test, validation);
  return { validationFrom: partly[validation] ?? 0, testFrom: partly[test] ?? 0 };
}

function splitGlobalTime(time: Float64Array): Uint8Array {
  const { validationFrom, testFrom } = globalCuts(time);
  return Uint8Array.from(time, (moment) =>
    moment >= testFrom ? SPLIT.test : moment >= validationFrom ? SPLIT.validation : SPLIT.train,
  );
}

function checkSplit(log: InteractionLog, split: Uint8Array, method: SplitMethod): void {
  for (const part of ['train', 'test'] as const) {
    if (split.includes(SPLIT[part])) continue;
    throw new CodedError('cannot-split', { method, part, name: log.name, pairs: log.user.length });
  }
}

/** Users and items of the training rows that reached the objective at `depth`, in row order. */
function trainingPositives(log: InteractionLog, split: Uint8Array, depth: number): Positives {
  const rows: number[] = [];
  for (let row = 0; row < split.length; row++) {
    if (split[row] === SPLIT.train && log.depth[row]! >= depth) rows.push(row);
  }
  return {
    users: Int32Array.from(rows, (row) => log.user[row]!),
    items: Int32Array.from(rows, (row) => log.item[row]!),
  };
}
