/** Rows that list what was shown together become one exposure for each item of the list. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { listedItems, readImpressions } from '../../src/data/csv/rows/impressionList';
import { profileFile } from '../../src/data/profile/fileProfile';
import { countFunnel } from '../../src/data/profile/funnelCount';
import { proposeMapping } from '../../src/data/profile/proposal';
import { summarise } from '../../src/data/summary';
import { smallLog, truthOf } from './smallLog';

const pairs = smallLog();
const truth = truthOf(pairs);

/** One list for each user. */
const lists = Array.from({ length: 12 }, (_, user) => pairs.filter((pair) => pair.user === user));

describe('a list in a cell', () => {
  it.each([
    ['N1 N2', ['N1', 'N2']],
    ['[27, 9]', ['27', '9']],
    ["['a', 'b c']", ['a', 'b c']],
    ['["a","b"]', ['a', 'b']],
    ['a|b|c', ['a', 'b', 'c']],
    ['a,b', ['a', 'b']],
    ['(1;2)', ['1', '2']],
    ['x', ['x']],
    ['[]', []],
    [' ', []],
  ])('%s is %j', (cell, items) => expect(listedItems(cell)).toEqual(items));

  it('with marks says what was clicked, and a minus in a name is no mark', () => {
    expect(readImpressions('N1-0 N2-1')).toEqual([
      { item: 'N1', bits: 1 },
      { item: 'N2', bits: 3 },
    ]);
    expect(readImpressions('a-b c-1')).toEqual([
      { item: 'a-b', bits: 1 },
      { item: 'c-1', bits: 1 },
    ]);
  });

  it('beside a list of clicks counts what is in both once', () => {
    expect(readImpressions('[1, 2, 3]', { click: '[2]', conversion: '3' })).toEqual([
      { item: '1', bits: 1 },
      { item: '2', bits: 3 },
      { item: '3', bits: 7 },
    ]);
  });
});

describe('a log of lists', () => {
  const marked = `${[
    'user_id\ttime\timpressions',
    ...lists.map((list, user) =>
      [
        `U${user}`,
        '11/15/2019 9:05:58 AM',
        list.map(({ item, depth }) => `N${item}-${depth > 0 ? 1 : 0}`).join(' '),
      ].join('\t'),
    ),
  ].join('\n')}\n`;

  it('whose items are marked loads by itself, one exposure for each item', async () => {
    const { log, report } = await readCsv({ source: marked });
    expect(report.shape).toBe('impressions');
    expect(summarise(log)).toMatchObject({ ...truth, conversions: 0 });
  });

  it('is counted on the screen as it is read', async () => {
    const profile = await profileFile({ source: marked });
    const { mapping } = proposeMapping(profile);
    const { pairs: counted, users } = countFunnel(profile, mapping);
    expect(counted).toEqual({ exposure: truth.exposures, click: truth.clicks, conversion: 0 });
    expect(users.exposure).toBe(12);
  });

  it('with a column of clicks is read as the mapping says', async () => {
    const rows = lists.map((list, user) => {
      const clicked = list.filter(({ depth }) => depth > 0).map(({ item }) => item);
      return `${user};"[${list.map(({ item }) => item).join(', ')}]";"[${clicked.join(', ')}]"`;
    });
    const { log } = await readCsv({
      source: `user_id;inview;clicked_ids\n${rows.join('\n')}\n`,
      mapping: { shape: 'impressions', user: 'user_id', item: 'inview', click: 'clicked_ids', timestamp: '' },
    });
    expect(summarise(log)).toMatchObject({ ...truth, conversions: 0 });
  });
});
