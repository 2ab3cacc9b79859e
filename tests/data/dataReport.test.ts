import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/data/csv/csvDataset';
import { dataReport } from '../../src/data/report/dataReport';
import { generateSample } from '../../src/data/sample/sample';
import { splitLog } from '../../src/data/split';
import { sentenceOf } from '../../src/page/messages/sentence';
import { createRandom } from '../../src/random';

const report = async (source: string, mapping = {}) =>
  dataReport((await readDataset({ source, mapping, seed: 0 })).dataset);
const ORDER = ['stop', 'warning', 'note'];
let count = 0;
const codesOf = ({ findings }: Awaited<ReturnType<typeof report>>) => findings.map(({ code }) => code);

/** Each of `users` meets each of `items`; the cell says what the rest of the row is. */
const grid = (header: string, users: number, items: number, cell: (user: number, item: number) => string) =>
  [
    `user,item,${header}`,
    ...Array.from({ length: users * items }, (_, n) => {
      const [user, item] = [Math.floor(n / items), n % items];
      return `u${user},i${item},${cell(user, item)}`;
    }),
  ].join('\n');

describe('the report on a log', () => {
  it('counts pairs, rates, users and items of each objective', async () => {
    // a: x clicked and bought, y clicked; b: x shown, y clicked; c: x shown.
    const rows = 'a,x,1,1\na,y,1,0\nb,x,0,0\nb,y,1,0\nc,x,0,0\nd,x,0,0\nd,y,0,0\ne,x,0,0\ne,y,0,0\n';
    const { funnel } = await report(`user,item,click,conversion\n${rows}`);
    expect(funnel.map(({ pairs, rate, users, items }) => [pairs, rate, users, items])).toEqual([
      [9, 1, 5, 2],
      [3, 3 / 9, 2, 2],
      [1, 1 / 3, 1, 1],
    ]);
  });

  it('tells users with test rows but without a positive', async () => {
    const dataset = splitLog(await generateSample('shop', { users: 200, items: 100 }), { seed: 0 });
    const { funnel } = dataReport(dataset);
    const [exposure, , conversion] = funnel;
    expect(exposure!.testUsersWithout).toBe(0);
    expect(conversion!.testUsers + conversion!.testUsersWithout).toBe(exposure!.testUsers);
    expect(conversion!.testUsersWithout).toBeGreaterThan(0);
  });

  it('draws a long tail that rises to everything, steepest first, of at most 51 points', async () => {
    // Item 0 is shown to 60 users, item 1 to 59, … item 59 to one: 1830 pairs, 60 of them item 0's.
    const all = grid('click', 60, 60, (user, item) => (user % 2 ? '1' : `${item % 2}`)).split('\n');
    const rows = all.filter((row) => {
      const [, user, item] = /^u(\d+),i(\d+)/.exec(row) ?? [];
      return user === undefined || Number(user) + Number(item) < 60;
    });
    const { longTail } = await report(rows.join('\n'));
    const tail = longTail.exposure!;
    expect(tail.length).toBeLessThanOrEqual(51);
    expect(tail[0]).toEqual({ items: 0, pairs: 0 });
    expect(tail.at(-1)).toEqual({ items: 1, pairs: 1 });
    const half = tail.find(({ items }) => items === 0.5)!;
    // 60 + 59 + … + 31 = 1365.
    expect(half.pairs).toBeCloseTo(1365 / 1830, 10);
  });

  it('of the default sample finds nothing suspicious', async () => {
    const dataset = splitLog(await generateSample('shop'), { seed: 0 });
    expect(dataReport(dataset).findings.filter(({ level }) => level === 'warning')).toEqual([]);
  });
});

/** 120 users meet 20 items; who buys, and what is bought, is drawn; `cell` gives the flags and the rest of a row. */
const drawn = (
  header: string,
  cell: (outcome: { click: number; conversion: number; user: number; item: number }) => string,
) => {
  const random = createRandom(5, 'findings');
  return grid(header, 120, 20, (user, item) => {
    const click = random.uniform() < 0.4 ? 1 : 0;
    const conversion = click && user % 2 && random.uniform() < 0.5 ? 1 : 0;
    return cell({ click, conversion, user, item });
  });
};

describe('what is suspicious', () => {
  it('a feature that says who ever buys is named, although it is constant per user and separates no pair', async () => {
    const text = drawn('click,conversion,ever_bought,city', ({ click, conversion, user }) =>
      [click, conversion, user % 2 ? 'yes' : 'no', `c${user % 4}`].join(),
    );
    const { findings } = await report(text);
    const named = findings.filter(({ column }) => column !== undefined);
    // 60 users without a conversion in 1200 pairs: chance would bring 1200 · .1 = 120, about 60 in either half.
    expect(named.map(({ code, column, level }) => [code, column, level])).toEqual([
      ['feature-excludes-label', 'ever_bought', 'warning'],
    ]);
  });

  it('labels the wrong way round stop: more conversions than clicks before closing', async () => {
    const text = drawn('click,conversion', ({ click, conversion }) => [conversion, click].join());
    const { findings } = await report(text);
    const found = findings.find(({ code }) => code === 'funnel-inverted')!;
    expect(found).toMatchObject({ level: 'stop', values: { shallower: 'click', deeper: 'conversion' } });
    expect(Number(found.values!.recorded)).toBeLessThan(Number(found.values!.deep));
    const right = drawn('click,conversion', ({ click, conversion }) => [click, conversion].join());
    expect(codesOf(await report(right))).not.toContain('funnel-inverted');
  });

  it('the gravest comes first', async () => {
    const { findings } = await report(grid('click', 3, 30, () => '1'));
    const levels = findings.map(({ level }) => level);
    expect(levels).toEqual(levels.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    expect(new Set(levels).size).toBe(3);
  });

  it('a feature that reveals the label is named', async () => {
    const text = grid('click,bought_before,kind', 40, 20, (_, item) => {
      const click = item % 3 === 0 ? 1 : 0;
      return `${click},${click ? 'yes' : 'no'},k${item % 4}`;
    });
    const { findings } = await report(text);
    expect(
      findings.filter(({ code }) => code === 'feature-reveals-label').map(({ column }) => column),
    ).toEqual(['bought_before']);
  });

  it('a feature that merely helps is not', async () => {
    const text = grid(
      'click,kind',
      40,
      20,
      (user, item) => `${(user + item) % 5 < (item % 2) + 1 ? 1 : 0},k${item % 2}`,
    );
    expect(codesOf(await report(text))).not.toContain('feature-reveals-label');
  });

  it.each([
    ['one-user', grid('click', 1, 80, (_, item) => `${item % 2}`)],
    ['one-item', grid('click', 80, 1, (user) => `${user % 2}`)],
    ['few-users', grid('click', 4, 80, (_, item) => `${item % 2}`)],
    ['few-items', grid('click', 80, 4, (user) => `${user % 2}`)],
    [
      'single-row-users',
      grid('click', 40, 1, (user) => `${user % 2}`).replaceAll(/i0/g, () => `i${++count % 7}`),
    ],
    ['everything-clicked', grid('click', 20, 20, () => '1')],
    ['everything-clicked', grid('click', 20, 20, (user, item) => (user + item === 7 ? '0' : '1'))],
    ['everything-converted', grid('click,conversion', 20, 20, (user) => `${user % 2},${user % 2}`)],
    [
      'too-few-to-learn',
      grid('click,conversion', 30, 30, (user, item) => `${item % 2},${user + item === 3 ? 1 : 0}`),
    ],
    ['too-few-to-test', grid('click', 10, 30, (user, item) => `${(user + item) % 2}`)],
    ['short-histories', grid('click', 300, 2, (user) => `${user % 2}`)],
    [
      'dominant-item',
      `${grid('click', 200, 1, (user) => `${user % 2}`)}\n${grid('click', 5, 20, (_, item) => `${item % 2}`)
        .split('\n')
        .slice(1)
        .join('\n')}`,
    ],
    ['same-time', grid('click,time', 20, 20, (user) => `${user % 2},1700000000`)],
  ])('%s is found', async (code, text) => {
    const { findings } = await report(text);
    const found = findings.find((finding) => finding.code === code);
    expect(found && sentenceOf('finding', found)).toMatch(/[.?]$/);
  });

  it('a user who makes up a third of the log is reported', async () => {
    const rows = Array.from({ length: 90 }, (_, n) => `u${n % 60 < 30 ? 'robot' : n},i${n},${n % 2}`);
    expect(codesOf(await report(`user,item,click\n${rows.join('\n')}\n`))).toContain('dominant-user');
  });

  it('items that only the test knows are reported', async () => {
    const rows = Array.from({ length: 100 }, (_, n) => `u${n % 10},i${n},${n % 2}`);
    expect(codesOf(await report(`user,item,click\n${rows.join('\n')}\n`))).toContain('unseen-in-training');
  });
});

describe('times and the split', () => {
  const rows = (perUser: number, time: (user: number, row: number) => string) =>
    Array.from({ length: 60 }, (_, user) =>
      Array.from({ length: perUser }, (_, row) => `u${user},i${row},${row % 2},${time(user, row)}`),
    ).flat();
  const log = (perUser: number, time: (user: number, row: number) => string, name = 'time') =>
    `user,item,click,${name}\n${rows(perUser, time).join('\n')}\n`;
  const seconds = (user: number, row: number) => `${1_700_000_000 + 50_000 * user + 3600 * row}`;

  it('a column of times that was not read is named', async () => {
    const { findings } = await report(log(8, seconds, 'seen_by'), { timestamp: '' });
    expect(findings.find(({ code }) => code === 'times-not-read')).toMatchObject({ column: 'seen_by' });
  });

  it('times of only some files are not used, which is said', async () => {
    const source = [
      { source: log(8, seconds), objective: 'exposure' as const, name: 'views.csv' },
      { source: 'user,item\nu1,i1\nu2,i1\nu3,i2\n', objective: 'click' as const, name: 'clicks.csv' },
    ];
    const { dataset } = await readDataset({ source, seed: 0 });
    const found = dataReport(dataset).findings.find(({ code }) => code === 'times-in-some-files')!;
    expect(sentenceOf('finding', found)).toContain('clicks.csv');
  });

  it('a split at random in spite of times is a warning where it fell back, a note where it was chosen', async () => {
    const fallen = (await report(log(4, seconds))).findings;
    expect(fallen.find(({ code }) => code === 'random-despite-times')?.level).toBe('warning');
    const chosen = (await report(log(8, seconds), { split: 'random' })).findings;
    expect(chosen.find(({ code }) => code === 'random-despite-times')?.level).toBe('note');
    expect(codesOf(await report(log(8, seconds)))).not.toContain('random-despite-times');
  });

  it('a global cut that leaves too few users to test says how many', async () => {
    const { findings, splits } = await report(log(8, seconds), { split: 'global-time' });
    // Users come one after another, half a day apart: the last tenth of all rows is of the last users alone.
    const { testUsers, newUsers } = splits.find(({ method }) => method === 'global-time')!;
    const found = findings.find(({ code }) => code === 'global-cut-few-users')!;
    expect(found.values).toEqual({ users: testUsers, known: testUsers - newUsers });
    expect(sentenceOf('finding', found)).toMatch(new RegExp(`After the global cut ${testUsers} users have`));
  });
});
