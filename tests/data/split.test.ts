import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import { buildLog } from '../../src/data/log';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, type InteractionLog, OBJECTIVES, SPLITS } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { errorSentence } from './wording';

/** Users with the given numbers of rows; user u's row r is item r, outcome r mod 3, time from `time`. */
function logOf(rowsOfUser: readonly number[], time?: (user: number, row: number) => number) {
  const pairs = rowsOfUser.flatMap((rows, user) =>
    Array.from({ length: rows }, (_, row) => [user, row] as const),
  );
  return buildLog({
    name: 'test log',
    objectives: OBJECTIVES,
    users: { ids: rowsOfUser.map((_, user) => `u${user}`), features: [] },
    items: { ids: Array.from({ length: Math.max(...rowsOfUser) }, (_, item) => `i${item}`), features: [] },
    rows: {
      user: Int32Array.from(pairs, ([user]) => user),
      item: Int32Array.from(pairs, ([, row]) => row),
      depth: Uint8Array.from(pairs, ([, row]) => row % 3),
      ...(time ? { time: Float64Array.from(pairs, ([user, row]) => time(user, row)) } : {}),
    },
    rowsRead: pairs.length,
  });
}

const counts = ({ split }: Dataset) =>
  SPLITS.map((_, part) => split.filter((value) => value === part).length);
const rowsIn = ({ split, log }: Dataset, part: number, user?: number) =>
  [...split.keys()].filter((row) => split[row] === part && (user === undefined || log.user[row] === user));

describe('the random split', () => {
  it('is 80/10/10 of all pairs, the same for the same seed and another for another', async () => {
    const log = await logOf([500, 505]);
    const dataset = splitLog(log, { seed: 0 });
    expect(dataset.splitMethod).toBe('random');
    // round(1005 / 10) = 101 (100.5 rounds up) twice, 1005 − 202 = 803 left
    expect(counts(dataset)).toEqual([803, 101, 101]);
    expect(splitLog(log, { seed: 0 }).split).toEqual(dataset.split);
    expect(splitLog(log, { seed: 1 }).split).not.toEqual(dataset.split);
  });

  it('is what samples get, whatever is asked', async () => {
    const log = await generateSample('shop', { users: 30, items: 40 });
    expect(splitLog(log, { seed: 0, method: 'user-latest' }).splitMethod).toBe('random');
  });
});

describe('the split by each user’s latest', () => {
  it('is the default with timestamps and takes each user’s latest tenth, the tenth before as validation', async () => {
    // Later rows have earlier times, so the latest are items 0, 1, …
    const dataset = splitLog(await logOf([20, 10], (_, row) => 1000 - row), { seed: 0 });
    expect(dataset.splitMethod).toBe('user-latest');
    expect(rowsIn(dataset, 2, 0)).toEqual([0, 1]);
    expect(rowsIn(dataset, 1, 0)).toEqual([2, 3]);
    expect(rowsIn(dataset, 2, 1)).toEqual([20]);
    expect(rowsIn(dataset, 1, 1)).toEqual([21]);
  });

  it('never lets a user’s test precede validation, nor validation training', async () => {
    const log = await logOf(
      Array.from({ length: 30 }, (_, user) => user + 1),
      (user, row) => (user * 31 + row * 17) % 23,
    );
    const dataset = splitLog(log, { seed: 0 });
    for (let user = 0; user < 30; user++) {
      const times = [0, 1, 2].map((part) => rowsIn(dataset, part, user).map((row) => log.time![row]!));
      expect(Math.max(...times[0]!)).toBeLessThanOrEqual(Math.min(...times[1]!));
      expect(Math.max(...times[1]!)).toBeLessThanOrEqual(Math.min(...times[2]!));
      const [train, validation, test] = times.map(({ length }) => length);
      // User u has u + 1 rows: below 5 all are training, from 5 on at least one is held out for each.
      expect(test).toBe(user + 1 < 5 ? 0 : Math.round((user + 1) / 10));
      expect(validation).toBe(test);
      expect(train! + validation! + test!).toBe(user + 1);
    }
  });

  it('gives way to the random split when every user has fewer than 5 rows', async () => {
    const dataset = splitLog(await logOf(Array(10).fill(4), (_, row) => row), { seed: 0 });
    expect(dataset.splitMethod).toBe('random');
    expect(counts(dataset)).toEqual([32, 4, 4]);
  });
});

describe('the global split in time', () => {
  it('cuts everybody at the same moments and keeps rows of one moment together', async () => {
    // 100 rows, ten in each of the moments 0 … 9: the cuts fall on the moments 8 and 9.
    const log = await logOf([50, 50], (_, row) => row % 10);
    const dataset = splitLog(log, { seed: 0, method: 'global-time' });
    expect(counts(dataset)).toEqual([80, 10, 10]);
    expect(rowsIn(dataset, 1).every((row) => log.time![row] === 8)).toBe(true);
    expect(rowsIn(dataset, 2).every((row) => log.time![row] === 9)).toBe(true);
  });

  it('that leaves nothing to train on is refused', async () => {
    const log = await logOf([10], () => 5);
    expect(() => splitLog(log, { seed: 0, method: 'global-time' })).toThrow(
      expect.objectContaining({ code: 'cannot-split', values: expect.objectContaining({ part: 'train' }) }),
    );
  });
});

describe('what cannot be split', () => {
  it('0 users in the test split is refused with a sentence', async () => {
    const log = await logOf([4]);
    expect(() => splitLog(log, { seed: 0 })).toThrow(CodedError);
    expect(await errorSentence(() => splitLog(log, { seed: 0 }))).toMatch(
      /leaves 0 users in the test split of “test log” \(4 distinct pairs/,
    );
  });

  it('a split by time without times is refused with a sentence', async () => {
    const log = await logOf([20]);
    const split = () => splitLog(log, { seed: 0, method: 'user-latest' });
    expect(split).toThrow(expect.objectContaining({ code: 'split-needs-times' }));
    expect(await errorSentence(split)).toMatch(/needs timestamps, and “test log” has none/);
  });
});

describe('what training gets', () => {
  it('positives are the training rows of each objective in row order, and nothing of the others', async () => {
    const dataset = splitLog(await logOf([40, 60]), { seed: 3 });
    OBJECTIVES.forEach((objective, depth) => {
      const rows = rowsIn(dataset, 0).filter((row) => dataset.log.depth[row]! >= depth);
      expect(dataset.positives[objective]).toEqual({
        users: Int32Array.from(rows, (row) => dataset.log.user[row]!),
        items: Int32Array.from(rows, (row) => dataset.log.item[row]!),
      });
    });
    expect(dataset.positives.conversion!.users.length).toBeLessThan(dataset.positives.click!.users.length);
  });

  it('no held-out pair is among the training positives', async () => {
    const dataset = splitLog(await generateSample('shop', { users: 60, items: 80 }), { seed: 0 });
    const { users, items } = dataset.positives.exposure!;
    const trained = new Set(Array.from(users, (user, n) => `${user} ${items[n]}`));
    const held = [...rowsIn(dataset, 1), ...rowsIn(dataset, 2)];
    expect(held.length).toBeGreaterThan(0);
    expect(held.some((row) => trained.has(`${dataset.log.user[row]} ${dataset.log.item[row]}`))).toBe(false);
  });

  it('only objectives of the log have positives', async () => {
    const log: InteractionLog = { ...(await logOf([40])), objectives: ['exposure', 'click'] };
    expect(Object.keys(splitLog(log, { seed: 0 }).positives)).toEqual(['exposure', 'click']);
  });

  it('an id that occurs only in held-out rows is not seen', async () => {
    // User 0 holds out items 9 and 8, user 1 items 8 and 7; item 7 is left in user 0's training.
    const dataset = splitLog(await logOf([10, 9], (_, row) => row), { seed: 0 });
    expect([...dataset.seen.items]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect([...dataset.seen.users]).toEqual([1, 1]);
  });
});
