import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/data/csv/csvDataset';
import { dataReport } from '../../src/data/report/dataReport';
import { generateSample } from '../../src/data/sample/sample';
import { SPLIT, type SplitMethod } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { createRandom } from '../../src/random';

/** Users of 3 to 14 pairs; the last of them come later than all others. */
function timedLog(): string {
  const random = createRandom(3, 'outlook');
  const rows = Array.from({ length: 120 }, (_, user) =>
    Array.from({ length: 3 + (user % 12) }, (_, item) => {
      const day = (user < 105 ? 0 : 60) + random.integer(50);
      return `u${user},i${item},${item % 2},${1_700_000_000 + 86_400 * day + item}`;
    }),
  ).flat();
  return `user,item,click,time\n${rows.join('\n')}\n`;
}

describe('the outlook of a split', () => {
  it.each(['user-latest', 'global-time'] as const)('%s counts what the split then has', async (split) => {
    const { dataset: before } = await readDataset({ source: timedLog(), seed: 0 });
    const outlook = dataReport(before).splits.find(({ method }) => method === split)!;
    const dataset = splitLog(before.log, { seed: 0, method: split });
    const { user } = dataset.log;
    const inTest = [...user.keys()].filter((row) => dataset.split[row] === SPLIT.test);
    const users = new Set(inTest.map((row) => user[row]!));
    expect(outlook).toEqual({
      method: split,
      testUsers: users.size,
      newUsers: [...users].filter((one) => !dataset.seen.users[one]).length,
      testPairs: inTest.length,
      isEstimate: false,
    });
    if (split === 'global-time') expect(outlook.newUsers).toBeGreaterThan(0);
  });

  it('at random is expected where another split is in use, and close to what is drawn', async () => {
    const { dataset } = await readDataset({ source: timedLog(), seed: 0 });
    const of = (method: SplitMethod) =>
      dataReport(splitLog(dataset.log, { seed: 0, method })).splits.find((one) => one.method === 'random')!;
    const [expected, drawn] = [of('user-latest'), of('random')];
    expect([expected.isEstimate, drawn.isEstimate]).toEqual([true, false]);
    // About 64 users: three deviations are √(120 · ¼) · 3 = 16.
    expect(Math.abs(expected.testUsers - drawn.testUsers)).toBeLessThan(16);
    expect(expected.testPairs).toBe(drawn.testPairs);
  });

  it('of a sample is the random split alone', async () => {
    const dataset = splitLog(await generateSample('shop', { users: 60, items: 60 }), { seed: 0 });
    expect(dataReport(dataset).splits.map(({ method }) => method)).toEqual(['random']);
  });
});
