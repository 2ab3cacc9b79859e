/** Columns of lists such as a|b|c: what they become, and what becomes of those that are none. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { mappingOf } from '../../src/data/export/exportMapping';
import { valuesOf } from '../../src/data/featureValues';
import { profileFile } from '../../src/data/profile/fileProfile';
import { proposeMapping } from '../../src/data/profile/proposal';
import { dataReport } from '../../src/data/report/dataReport';
import type { InteractionLog } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { logAsCsv } from './logAsCsv';
import { issueSentence, reasonSentence } from './wording';

/** Item n has the n-th value, and two users to whom it was shown. */
const table = (values: readonly string[], header = 'user,item,click,tags') =>
  `${header}\n${values.flatMap((value, n) => [`u1,i${n},1,${value}`, `u2,i${n},0,${value}`]).join('\n')}\n`;

const GENRES = ['a|b', 'a', 'b|c', 'a|b|c', 'c', 'b'];

async function read(source: string, mapping = {}) {
  return (await readCsv({ source, mapping })).log;
}

const codesOf = ({ warnings }: InteractionLog) => warnings.map(({ code }) => code);
const tagsOf = ({ items }: InteractionLog) => items.ids.map((_, item) => valuesOf(items.features[0]!, item));

describe('a column of lists', () => {
  it('becomes a feature of several values, which is reported; a few pipes make no list', async () => {
    const log = await read(table(GENRES));
    expect(log.items.features[0]!.values).toEqual(['a', 'b', 'c']);
    expect(tagsOf(log)).toEqual([['a', 'b'], ['a'], ['b', 'c'], ['a', 'b', 'c'], ['c'], ['b']]);
    const notice = log.warnings.find(({ code }) => code === 'list-column')!;
    expect(notice).toMatchObject({ column: 'tags', values: { values: 3 } });
    expect(issueSentence(notice)).toMatch(/3 different.*mean/);
    const few = await read(table(['a|b', 'c', 'd', 'e']));
    expect(tagsOf(few)[0]).toEqual(['a|b']);
    expect(codesOf(few)).not.toContain('list-column');
  });

  it('counts a value once, in no order, without spaces around it or empty ones', async () => {
    const log = await read(table([' b | a|b', '|a||', ...GENRES]));
    expect(tagsOf(log).slice(0, 2)).toEqual([['a', 'b'], ['a']]);
  });

  it('gives what is missing a value of its own, as everywhere', async () => {
    const log = await read(table(['', '|', ...GENRES]));
    expect(tagsOf(log).slice(0, 3)).toEqual([['(none)'], ['(none)'], ['a', 'b']]);
  });

  it('is no second id, even where every list is different', async () => {
    const lists = Array.from({ length: 64 }, (_, n) => `t${n % 8}|s${Math.floor(n / 8)}`);
    const log = await read(table(lists));
    expect(log.items.features[0]!.values).toHaveLength(16);
    expect(codesOf(log)).not.toContain('identifier-column');
  });

  it('is declared by :token_seq, which separates by spaces unless there are pipes', async () => {
    const header = 'user:token,item:token,click:float,tags:token_seq';
    expect(tagsOf(await read(table(['b a', 'a'], header)))).toEqual([['a', 'b'], ['a']]);
    expect(tagsOf(await read(table(['New York|Rome', 'Rome'], header)))).toEqual([
      ['New York', 'Rome'],
      ['Rome'],
    ]);
  });

  it('is what the mapping names, and nothing else when it names some', async () => {
    const named = await read(table(['a|b', 'c', 'd', 'e']), { listFeatures: ['tags'] });
    expect(tagsOf(named)[0]).toEqual(['a', 'b']);
    const none = await read(table(GENRES), { listFeatures: [] });
    expect(tagsOf(none)[0]).toEqual(['a|b']);
    expect(codesOf(none)).not.toContain('list-column');
  });

  it('does not change with the order in which a list is written', async () => {
    const source =
      'user,item,click,tags\nu1,i1,1,a|b\nu2,i1,0,b| a|b\nu1,i2,1,b|c\nu2,i2,0,c|b\nu1,i3,0,c\nu2,i3,1,c\n';
    const log = await read(source, { listFeatures: ['tags'] });
    expect(tagsOf(log)).toEqual([['a', 'b'], ['b', 'c'], ['c']]);
    expect(codesOf(log)).not.toContain('changing-column');
  });

  it('is reported before the file is read, from a look at its rows', async () => {
    const { itemFeatures } = proposeMapping(await profileFile({ source: table(GENRES) }));
    expect(itemFeatures).toMatchObject([{ column: 'tags', reason: { code: 'list-column' } }]);
    expect(reasonSentence(itemFeatures[0]!.reason)).toMatch(/lists.*mean/);
  });

  it('counts with its first list where it is named and changes', async () => {
    const source = 'user,item,click,tags\nu1,i1,1,a|b\nu2,i1,0,c\nu1,i2,1,b|c\nu2,i2,0,b|c\n';
    const log = await read(source, { itemFeatures: ['tags'], listFeatures: ['tags'] });
    expect(tagsOf(log)).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(codesOf(log)).toContain('changing-column');
  });
});

/** Cells as a CSV holds them: in quotes, with its quotes doubled. */
const bracketed = (cells: readonly string[]) => table(cells.map((cell) => `"${cell.replaceAll('"', '""')}"`));

describe('a column of lists in brackets', () => {
  it.each([
    [
      'JSON of numbers',
      ['[27, 9]', '[9]', '[27,3]', '[3, 9]'],
      [['27', '9'], ['9'], ['27', '3'], ['3', '9']],
    ],
    ['JSON of texts', ['["a, b", "c"]', '["c"]', '["say \\"x\\""]'], [['a, b', 'c'], ['c'], ['say "x"']]],
    ['Python of texts', ["['a', 'b']", "['b']", '["it\'s"]'], [['a', 'b'], ['b'], ["it's"]]],
    ['NumPy of texts', ["['a' 'b']", "['b']", "['a']"], [['a', 'b'], ['b'], ['a']]],
    [
      'NumPy of numbers',
      ['[27  9]', '[ 9 ]', '[27 3]', '[3 9]'],
      [['27', '9'], ['9'], ['27', '3'], ['3', '9']],
    ],
    [
      'texts without quotes',
      ['[rock, hip hop]', '[rock]', '[hip hop]'],
      [['hip hop', 'rock'], ['rock'], ['hip hop']],
    ],
    ['texts with pipes', ['["a|b","c"]', '["c"]', '["a|b"]'], [['a|b', 'c'], ['c'], ['a|b']]],
    [
      'digits that no number keeps',
      ['[9007199254740993, 007]', '[007]', '[1]'],
      [['007', '9007199254740993'], ['007'], ['1']],
    ],
  ])('as %s is a feature of several values', async (_, cells, values) => {
    // Without quotes it counts as lists where its parts come again: here the first comes with two items.
    const log = await read(bracketed([...cells, cells[0]!, '[]']), { listFeatures: ['tags'] });
    expect(tagsOf(log)).toEqual([...values, values[0], ['(none)']].map((list) => list!.toSorted()));
    const { items } = (await readCsv({ source: logAsCsv(log), mapping: mappingOf(log) })).log;
    expect(items.features).toEqual(log.items.features.map((feature) => ({ ...feature, name: 'item tags' })));
  });

  it('is found without a mapping: quoted ones at once, numbers where their parts come again', async () => {
    const found = async (cells: readonly string[]) =>
      codesOf(await read(bracketed(cells))).includes('list-column');
    expect(await found(["['a', 'b']", "['c']", "['d', 'e']"])).toBe(true);
    expect(await found(['[1, 2]', '[1]', '[2, 3]', '[1, 3]', '[1, 2, 3]'])).toBe(true);
    // Ranges of ages, not lists.
    expect(await found(['[0, 18]', '[19, 25]', '[26, 35]'])).toBe(false);
    expect(await found(['[Live]', '[Remix] b', 'c', '[[1], [2]]'])).toBe(false);
  });

  it('does not change with the order in which a list is written', async () => {
    const rows = ['u1,i1,1,"[1, 2]"', 'u2,i1,0,"[2,1]"', 'u1,i2,1,"[2, 3]"', 'u2,i2,0,"[3, 2]"'];
    const log = await read(`user,item,click,tags\n${rows.join('\n')}\n`, { listFeatures: ['tags'] });
    expect(tagsOf(log)).toEqual([
      ['1', '2'],
      ['2', '3'],
    ]);
    expect(codesOf(log)).not.toContain('changing-column');
  });
});

describe('lists that cannot be taken apart', () => {
  const listed = { listFeatures: ['tags'] };
  const long = Array.from({ length: 257 }, (_, n) => `t${n}`).join('|');
  const allDifferent = Array.from({ length: 500 }, (_, n) =>
    Array.from({ length: 201 }, (_, m) => `${n * 201 + m}`).join('|'),
  );

  it.each([
    ['in which the order matters', table(['1 2', '2 1'], 'user,item,click,tags:float_seq'), {}, 'order'],
    ['longer than 256', table([long, ...GENRES]), listed, 'longest'],
    ['of more than 100,000 different values', table(allDifferent), listed, 'values'],
  ])('lists %s count as one category each, which is reported', async (_, source, mapping, reason) => {
    const log = await read(source, { itemFeatures: ['tags'], ...mapping });
    const [feature] = log.items.features;
    expect(feature!.kind).toBe('value');
    expect(feature!.values.length).toBe(log.items.ids.length);
    const notice = log.warnings.find(({ code }) => code === 'whole-list-column');
    expect(notice).toMatchObject({ column: 'tags', values: { reason } });
    expect(issueSentence(notice)).toMatch(/each whole list counts as one category/);
  });
});

describe('the fingerprint of a log with lists', () => {
  it('is the same in any order of rows and of values, and another with other lists', async () => {
    const { fingerprint } = await read(table(GENRES));
    const [header, ...rows] = table(GENRES.map((list) => list.split('|').reverse().join('|')))
      .trim()
      .split('\n');
    expect((await read([header, ...rows.reverse()].join('\n'))).fingerprint).toBe(fingerprint);
    expect((await read(table(['a|c', ...GENRES.slice(1)]))).fingerprint).not.toBe(fingerprint);
    expect((await read(table(GENRES), { listFeatures: [] })).fingerprint).not.toBe(fingerprint);
  });

  it('tells a list of one value from a value', async () => {
    const values = ['a', 'b', 'c'];
    const [lists, single] = [
      await read(table(values), { listFeatures: ['tags'] }),
      await read(table(values)),
    ];
    expect(tagsOf(lists)).toEqual(tagsOf(single));
    expect(lists.fingerprint).not.toBe(single.fingerprint);
  });
});

it('a category with pipes and lists without both come back from an export as what they were', async () => {
  const header = 'user,item,click,tags,code';
  const source = table(['a,x|1', 'b,x|2', 'a,x|1'], header);
  const log = await read(source, { itemFeatures: ['tags', 'code'], listFeatures: ['tags'] });
  const { items } = (await readCsv({ source: logAsCsv(log), mapping: mappingOf(log) })).log;
  expect(items.features.map(({ kind }) => kind)).toEqual(['list', 'value']);
  expect(items.features.map(({ values }) => values)).toEqual([
    ['a', 'b'],
    ['x|1', 'x|2'],
  ]);
});

describe('the report on a log with lists', () => {
  const findings = async (values: (n: number) => string, click: (n: number) => number) => {
    const rows = Array.from(
      { length: 200 },
      (_, n) => `u${n % 5},i${n % 40},${click(n % 40)},${values(n % 40)}`,
    );
    const log = await read(`user,item,click,tags\n${rows.join('\n')}\n`, {
      itemFeatures: ['tags'],
      listFeatures: ['tags'],
    });
    return dataReport(splitLog(log, { seed: 0 })).findings.map(({ code }) => code);
  };

  it('finds the same list everywhere, and lists that tell the outcome', async () => {
    expect(
      await findings(
        () => 'a|b',
        (n) => n % 2,
      ),
    ).toContain('single-value-feature');
    expect(
      await findings(
        (n) => (n % 2 ? 'a|b' : 'a|c'),
        (n) => n % 2,
      ),
    ).toContain('feature-reveals-label');
    expect(
      await findings(
        (n) => (n % 2 ? 'a|b' : 'a|c'),
        (n) => (n % 3 ? 0 : 1),
      ),
    ).not.toContain('feature-reveals-label');
  });
});
