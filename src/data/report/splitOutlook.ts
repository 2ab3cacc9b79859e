/** What each split would leave to test on, counted without splitting: for the choice between them. */
import { power } from '../../elementaryFunctions';
import { type Dataset, type InteractionLog, SPLIT, type SplitMethod } from '../schema';
import { globalCuts, MIN_ROWS_TO_SPLIT } from '../split';

/** What a split leaves to test on. */
export interface SplitOutlook {
  method: SplitMethod;
  /** Users with a pair in test. */
  testUsers: number;
  /** Those of them without any pair in training: they get the vector of an average user. */
  newUsers: number;
  testPairs: number;
  /** Expected numbers: the split draws at random, and is not the one in use. */
  isEstimate: boolean;
}

/** Returns the outlook of every split that the log allows; the one in use is counted, the random one else estimated. */
export function splitOutlooks({ log, split, splitMethod }: Dataset): SplitOutlook[] {
  const outlooks = [
    ...(log.time && !log.truth ? [userLatest(log), globalTime(log, log.time)] : []),
    splitMethod === 'random' ? counted(log, split) : random(log),
  ];
  return outlooks.filter(({ method, testPairs }) => testPairs > 0 || method === splitMethod);
}

const pairsOf = (log: InteractionLog, user: number): number =>
  log.userStart[user + 1]! - log.userStart[user]!;

/** Counts a user's latest round(n/10) of n ≥ 5 pairs; the others stay in training, so nobody in test is new. */
function userLatest(log: InteractionLog): SplitOutlook {
  let testUsers = 0;
  let testPairs = 0;
  for (let user = 0; user + 1 < log.userStart.length; user++) {
    const pairs = pairsOf(log, user);
    if (pairs < MIN_ROWS_TO_SPLIT) continue;
    testUsers++;
    testPairs += Math.round(pairs / 10);
  }
  return { method: 'user-latest', testUsers, newUsers: 0, testPairs, isEstimate: false };
}

function globalTime(log: InteractionLog, time: Float64Array): SplitOutlook {
  const { validationFrom, testFrom } = globalCuts(time);
  return {
    ...tested(log, {
      isTest: (row) => time[row]! >= testFrom,
      isTraining: (row) => time[row]! < validationFrom,
    }),
    method: 'global-time',
    isEstimate: false,
  };
}

function counted(log: InteractionLog, split: Uint8Array): SplitOutlook {
  return {
    ...tested(log, {
      isTest: (row) => split[row] === SPLIT.test,
      isTraining: (row) => split[row] === SPLIT.train,
    }),
    method: 'random',
    isEstimate: false,
  };
}

/**
 * Expects Σ_u 1 − .9^n users in test of n pairs each, and of them Σ_u .2^n − .1^n without a pair in training: all in
 * test or validation, not all in validation.
 */
function random(log: InteractionLog): SplitOutlook {
  let testUsers = 0;
  let newUsers = 0;
  for (let user = 0; user + 1 < log.userStart.length; user++) {
    const pairs = pairsOf(log, user);
    testUsers += 1 - power(0.9, pairs);
    newUsers += power(0.2, pairs) - power(0.1, pairs);
  }
  return {
    method: 'random',
    testUsers: Math.round(testUsers),
    newUsers: Math.round(newUsers),
    testPairs: Math.round(log.user.length / 10),
    isEstimate: true,
  };
}

/** Counts the pairs in test, their users, and those of them without a pair in training. Rows lie user by user. */
function tested(
  { userStart }: InteractionLog,
  parts: { isTest(row: number): boolean; isTraining(row: number): boolean },
): Pick<SplitOutlook, 'testUsers' | 'newUsers' | 'testPairs'> {
  let [testUsers, newUsers, testPairs] = [0, 0, 0];
  for (let user = 0; user + 1 < userStart.length; user++) {
    let inTest = 0;
    let isKnown = false;
    for (let row = userStart[user]!; row < userStart[user + 1]!; row++) {
      if (parts.isTest(row)) inTest++;
      else if (parts.isTraining(row)) isKnown = true;
    }
    testPairs += inTest;
    if (inTest > 0) testUsers++;
    if (inTest > 0 && !isKnown) newUsers++;
  }
  return { testUsers, newUsers, testPairs };
}
