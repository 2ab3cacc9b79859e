/** Training batches: shuffled epochs of an objective's positives, with in-batch and uniform negatives. */

import { CodedError } from '../coded';
import { log } from '../elementaryFunctions';
import type { Random } from '../random';
import { type Dataset, NO_CANDIDATE, OBJECTIVES, type Objective, type Positives, SPLIT } from './schema';

/** The candidates of one loss term: B positives (also each other's negatives), then M uniform ones. */
export interface Batch {
  /** [B] */
  users: Int32Array;
  /** [C = B + M]: candidate b < B is row b's positive. */
  candidates: Int32Array;
  /** [N], by item: log(B·q_j + M/N), subtracted from every logit. The same array in every batch of a term. */
  logQ: Float32Array;
  /**
   * How far the user went with each candidate, where that is learned: of plain exposures, C = B, row b with
   * candidate b; of lists, C = B·L, row b with its own L candidates one after another, `NO_CANDIDATE` behind
   * a list's end. [C]
   */
  depths?: Uint8Array;
  /** [B × O] the fusion weights each row is asked for; absent: none. */
  preferences?: Float32Array;
}

/** An endless source of batches of one objective. */
export interface BatchSource {
  next(): Batch;
  /** B = min(the size asked for, positives). */
  readonly batchSize: number;
  /** Full batches in one pass over the positives; what is left over is dropped. */
  readonly stepsPerEpoch: number;
}

/**
 * Each epoch visits the positives in a new order, none twice; sampling with replacement costs recall
 * (ours, measured). Throws CodedError (`no-training-positives`) when the objective has none.
 */
export function createBatches(options: {
  readonly dataset: Dataset;
  readonly objective: Objective;
  readonly batchSize: number;
  readonly uniformNegatives: number;
  readonly random: Random;
}): BatchSource {
  const { dataset, objective, uniformNegatives, random } = options;
  const positives = dataset.positives[objective];
  if (!positives || positives.items.length === 0) {
    throw new CodedError('no-training-positives', { objective, name: dataset.log.name });
  }
  const count = positives.items.length;
  const items = dataset.log.items.ids.length;
  const batchSize = Math.min(options.batchSize, count);
  const logQ = logExpectedCounts({ positives, items, batchSize, uniformNegatives });
  const nextRows = shuffledEpochs(count, batchSize, random);

  function next(): Batch {
    const rows = nextRows();
    const users = rows.map((row) => positives!.users[row]!);
    const candidates = new Int32Array(batchSize + uniformNegatives);
    rows.forEach((row, index) => {
      candidates[index] = positives!.items[row]!;
    });
    for (let c = batchSize; c < candidates.length; c++) candidates[c] = random.integer(items);
    return { users, candidates, logQ };
  }

  return { next, batchSize, stepsPerEpoch: Math.floor(count / batchSize) };
}

/**
 * Training exposures with how far they went, shuffled epoch by epoch: for losses over the entire space of
 * impressions instead of against sampled negatives. Throws RangeError when nothing was exposed in training.
 */
export function createExposureBatches(options: {
  readonly dataset: Dataset;
  readonly batchSize: number;
  readonly random: Random;
}): BatchSource {
  const { log, split } = options.dataset;
  const exposures = split.reduce<number[]>((rows, part, row) => {
    if (part === SPLIT.train) rows.push(row);
    return rows;
  }, []);
  if (exposures.length === 0) throw new RangeError('no training exposures');
  const batchSize = Math.min(options.batchSize, exposures.length);
  const nextRows = shuffledEpochs(exposures.length, batchSize, options.random);
  const logQ = new Float32Array(log.items.ids.length);
  const next = (): Batch => {
    const rows = nextRows().map((index) => exposures[index]!);
    return {
      users: rows.map((row) => log.user[row]!),
      candidates: rows.map((row) => log.item[row]!),
      logQ,
      depths: Uint8Array.from(rows, (row) => log.depth[row]!),
    };
  };
  return { next, batchSize, stepsPerEpoch: Math.floor(exposures.length / batchSize) };
}

/**
 * Lists of a user's own training exposures, at most L of them at random, for losses that prefer some over
 * others: only users who went as far as the objective with one and not with another, each once an epoch.
 * Throws CodedError (`no-preference-pairs`) when there is no such user.
 */
export function createListBatches(options: {
  readonly dataset: Dataset;
  readonly objective: Objective;
  readonly batchSize: number;
  readonly listLength: number;
  readonly random: Random;
}): BatchSource {
  const { dataset, objective, listLength, random } = options;
  const { log, split } = dataset;
  const minDepth = OBJECTIVES.indexOf(objective);
  const rowsOf = log.users.ids.map((_, user) => {
    const rows = [];
    for (let row = log.userStart[user]!; row < log.userStart[user + 1]!; row++) {
      if (split[row] === SPLIT.train) rows.push(row);
    }
    return rows;
  });
  const eligible = [...rowsOf.keys()].filter((user) => {
    const reached = rowsOf[user]!.filter((row) => log.depth[row]! >= minDepth).length;
    return reached > 0 && reached < rowsOf[user]!.length;
  });
  if (eligible.length === 0) {
    throw new CodedError('no-preference-pairs', { objective });
  }
  const batchSize = Math.min(options.batchSize, eligible.length);
  const nextUsers = shuffledEpochs(eligible.length, batchSize, random);
  const logQ = new Float32Array(log.items.ids.length);
  const next = (): Batch => {
    const users = nextUsers().map((index) => eligible[index]!);
    const candidates = new Int32Array(batchSize * listLength);
    const depths = new Uint8Array(candidates.length).fill(NO_CANDIDATE);
    users.forEach((user, b) => {
      const rows = rowsOf[user]!;
      random
        .permutation(rows.length)
        .subarray(0, listLength)
        .forEach((index, position) => {
          candidates[b * listLength + position] = log.item[rows[index]!]!;
          depths[b * listLength + position] = log.depth[rows[index]!]!;
        });
    });
    return { users, candidates, logQ, depths };
  };
  return { next, batchSize, stepsPerEpoch: Math.floor(eligible.length / batchSize) };
}

/** Returns a function that yields the next `batchSize` of 0 … count − 1: every epoch in a new order, none twice, an incomplete rest dropped. */
function shuffledEpochs(count: number, batchSize: number, random: Random): () => Int32Array {
  let order = random.permutation(count);
  let start = 0;
  return () => {
    if (start + batchSize > count) {
      order = random.permutation(count);
      start = 0;
    }
    start += batchSize;
    return order.slice(start - batchSize, start);
  };
}

/**
 * logQ_j = log(B·q_j + M/N): how often item j is expected among a batch's candidates, as in-batch
 * positive (q_j, its share of the objective's training positives) or as uniform negative
 * (sampled softmax with log-q correction, Yi et al. 2019, for a mixture of two samplers). → [N]
 * With M = 0 an item without positives is never a candidate: its entry is never used, and is 0
 * because −∞ would poison arithmetic over the whole array.
 */
export function logExpectedCounts(options: {
  readonly positives: Positives;
  readonly items: number;
  readonly batchSize: number;
  readonly uniformNegatives: number;
}): Float32Array {
  const { positives, items, batchSize, uniformNegatives } = options;
  const counts = new Float64Array(items);
  for (const item of positives.items) counts[item]!++;
  const logQ = new Float32Array(items);
  for (let item = 0; item < items; item++) {
    const share = counts[item]! / positives.items.length;
    const expected = batchSize * share + uniformNegatives / items;
    logQ[item] = expected > 0 ? log(expected) : 0;
  }
  return logQ;
}
