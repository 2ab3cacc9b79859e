/** What can be read in two ways is asked about and never guessed; what a person answers is what is read. */
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { profileFile } from '../../src/data/profile/fileProfile';
import { proposeMapping } from '../../src/data/profile/proposal';
import { summarise } from '../../src/data/summary';
import { smallLog, truthOf, written } from './smallLog';
import { issueSentence } from './wording';

const pairs = smallLog();
const truth = truthOf(pairs);

const read = (source: string, mapping: Partial<ColumnMapping> = {}) =>
  readCsv({ source, fileName: 'my.csv', mapping });

async function refusalOf(source: string, mapping: Partial<ColumnMapping> = {}): Promise<CsvError> {
  const error = await read(source, mapping).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CsvError) return error;
  throw new Error('the file was accepted');
}

const flag = (holds: boolean) => (holds ? '1' : '0');
const CODES = ['3', '1', '7'];

describe('a script is asked', () => {
  it('what codes mean, with the values, their rows and a mapping to copy', async () => {
    const text = written(
      'user_id,item_id,action_type,timestamp',
      ({ user, item, depth, time }) => `u${user},i${item},${CODES[depth]},${time}`,
    );
    const error = await refusalOf(text);
    expect(error).toMatchObject({ code: 'choose', values: { about: 'events', column: 'action_type' } });
    const sentence = issueSentence(error.issues[0]) ?? '';
    const counted = pairs.filter(({ depth }) => depth === 0).length;
    expect(sentence).toContain(`“action_type”: 3 (${counted})`);
    expect(sentence).toContain("event: 'action_type', events: { exposure: ['3']");
    const events = { exposure: ['3'], click: ['1'], conversion: ['7'] };
    expect(summarise((await read(text, { events })).log)).toMatchObject(truth);
  });

  it('what words mean that are no usual ones', async () => {
    const words = ['alpha', 'beta', 'gamma'];
    const text = written(
      'user_id,item_id,event',
      ({ user, item, depth }) => `${user},${item},${words[depth]}`,
    );
    expect(await refusalOf(text)).toMatchObject({ code: 'choose', values: { about: 'events' } });
  });

  it('what a kind of event means where it may be the missing step', async () => {
    const words = ['view', 'zap', 'purchase'];
    const text = written(
      'user_id,item_id,event',
      ({ user, item, depth }) => `${user},${item},${words[depth]}`,
    );
    expect(await refusalOf(text)).toMatchObject({ code: 'choose', values: { about: 'events' } });
  });

  it('which column is user and which is item where no name says it', async () => {
    const text = written(
      'who,what,kind,click',
      ({ user, item, depth }) => `a${user},b${item},c${item % 6},${flag(depth > 0)}`,
    );
    const error = await refusalOf(text);
    expect(error.issues.map(({ values }) => values?.about)).toEqual(['user', 'item']);
    expect(String(error.values.columns)).toContain('“who”');
    const { log } = await read(text, { user: 'who', item: 'what' });
    expect(summarise(log)).toMatchObject({ users: 12, items: 10, clicks: truth.clicks });
  });

  it('and never takes a request for a user', async () => {
    const text = written(
      'search_id,categorical_1,categorical_2,click,conversion',
      ({ user, item, depth }) => `${user * 2},${user},${item},${flag(depth > 0)},${flag(depth > 1)}`,
    );
    const error = await refusalOf(text);
    expect(error.code).toBe('choose');
    expect(error.issues[0]?.values?.about).toBe('user');
  });

  it('which flag is the click where several may be', async () => {
    const text = written(
      'user_id,item_id,seen_twice,kept',
      ({ user, item, depth }) => `${user},${item},${flag((user + item) % 3 === 0)},${flag(depth > 0)}`,
    );
    expect(await refusalOf(text)).toMatchObject({ code: 'choose', values: { about: 'click' } });
    expect(summarise((await read(text, { click: 'kept' })).log)).toMatchObject({ clicks: truth.clicks });
  });

  it('whether a small number is a rating', async () => {
    const text = written(
      'user_id,item_id,liking',
      ({ user, item, depth }) => `${user},${item},${1 + 2 * depth}`,
    );
    expect(await refusalOf(text)).toMatchObject({ code: 'choose', values: { about: 'rating' } });
  });

  it('whether an order is a conversion or a place, where it is not nested in the clicks', async () => {
    const text = written(
      'user_id,item_id,click,order',
      ({ user, item, depth }) => `${user},${item},${flag(depth > 0)},${flag((user * 7 + item) % 2 === 0)}`,
    );
    expect(await refusalOf(text)).toMatchObject({ code: 'choose', values: { about: 'conversion' } });
    expect((await read(text, { conversion: '' })).log.objectives).toEqual(['exposure', 'click']);
  });

  it('what a column called a time holds, where its cells are none', async () => {
    const text = written(
      'user_id,item_id,click,timestamp',
      ({ user, item, depth }) => `${user},${item},${flag(depth > 0)},soon`,
    );
    const error = await refusalOf(text);
    expect(error).toMatchObject({ code: 'choose', values: { about: 'timestamp', count: 96, first: 'soon' } });
    expect(issueSentence(error.issues[0])).toContain('96 of 96 cells are not times (first: “soon”)');
    expect((await read(text, { timestamp: '' })).log.time).toBeUndefined();
  });

  it('nothing where all is said, whatever the names are', async () => {
    const text = written('p,q,r', ({ user, item, depth }) => `${user},${item},${CODES[depth]}`);
    const events = { exposure: ['3'], click: ['1'], conversion: ['7'] };
    const { log } = await read(text, { user: 'p', item: 'q', event: 'r', events });
    expect(summarise(log)).toMatchObject(truth);
    expect(log.warnings.map(({ code }) => code)).not.toContain('guessed-role');
  });
});

describe('without a header', () => {
  it('user, item and a rating that reaches 5 are read in this order, small numbers as ids included', async () => {
    const { log, report } = await read(
      written(undefined, ({ user, item, depth }) => `${user},${item},${[2, 4, 5][depth]}`),
    );
    expect(report.shape).toBe('ratings');
    expect([log.users.ids.length, log.items.ids.length]).toEqual([12, 10]);
    expect(log.warnings.filter(({ code }) => code === 'guessed-role')).toHaveLength(3);
  });

  it('codes that do not reach 5 are asked about', async () => {
    const text = written(undefined, ({ user, item, depth }) => `${user},${item},${[1, 2, 4][depth]}`);
    expect((await refusalOf(text)).code).toBe('choose');
  });
});

describe('a script is refused', () => {
  it('with one sentence where there is one kind of event', async () => {
    const text = written(
      'customer_id,article_id,t_dat,price',
      ({ user, item }) => `${user},${item},2024-01-0${1 + (user % 9)},${item}.5`,
    );
    expect((await refusalOf(text)).code).toBe('one-objective');
  });

  it('with advice where a row holds a user and a column each item', async () => {
    const rows = Array.from({ length: 40 }, (_, user) =>
      Array.from({ length: 12 }, (_, item) => ((user * 7 + item * 3) % 19) - 9).join(','),
    );
    expect((await refusalOf(`${rows.join('\n')}\n`)).code).toBe('wide-table');
  });
});

describe('a plausible guess', () => {
  it('loads in a script with a notice that says what was guessed', async () => {
    const text = written(
      'user_id,item_id,label',
      ({ user, item, depth }) => `${user},${item},${flag(depth > 0)}`,
    );
    const { log } = await read(text);
    expect(summarise(log)).toMatchObject({ clicks: truth.clicks });
    expect(log.warnings).toContainEqual(
      expect.objectContaining({
        code: 'guessed-role',
        column: 'label',
        values: expect.objectContaining({ role: 'click' }),
      }),
    );
  });

  it('takes sessions for users where hardly any row has a user', async () => {
    const text = written(
      'session_id,user_id,item_id,click',
      ({ user, item, depth }) => `s${user},${item === 3 ? user : 'NA'},${item},${flag(depth > 0)}`,
    );
    const { log } = await read(text);
    expect(log.users.ids[0]).toMatch(/^s/);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'session-for-user'))).toContain('“NA”');
  });

  it('makes the first clicks exposures where carts come after them and nothing was only seen', async () => {
    const words = ['clicks', 'carts', 'orders'];
    const text = written(
      'user_id,item_id,event',
      ({ user, item, depth }) => `${user},${item},${words[depth]}`,
    );
    expect(summarise((await read(text)).log)).toMatchObject(truth);
  });
});

describe('signals', () => {
  const text = written('user_id,item_id,is_click,is_like,is_hate,long_view', ({ user, item, depth }) =>
    [
      user,
      item,
      flag(depth > 0),
      flag(depth > 1),
      flag(item % 3 === 0),
      flag(depth > 0 && user % 2 === 0),
    ].join(','),
  );

  it('that are liked are offered as the conversion, and disliked ones never', async () => {
    const { signals, roles } = proposeMapping(await profileFile({ source: text }));
    expect(signals.map(({ column }) => column).toSorted()).toEqual(['is_like', 'long_view']);
    expect(roles.conversion.column).toBeUndefined();
  });

  it('do not keep a script from loading two objectives', async () => {
    expect((await read(text)).log.objectives).toEqual(['exposure', 'click']);
  });
});

describe('names', () => {
  it.each([
    ['a complement', 'user_id,item_id,nonclk,clk', (d: number) => `${flag(d === 0)},${flag(d > 0)}`, 0],
    ['counts', 'uid,iid,clicks,orders', (d: number) => `${d > 0 ? 3 : 0},${d > 1 ? 2 : 0}`, 1],
    ['German', 'Kunde;Artikel;Klick;Kauf', (d: number) => `${flag(d > 0)};${flag(d > 1)}`, 1],
    ['Spanish', 'usuario,producto,clic,compra', (d: number) => `${flag(d > 0)},${flag(d > 1)}`, 1],
    ['Japanese', 'ユーザーID,商品,クリック,購入', (d: number) => `${flag(d > 0)},${flag(d > 1)}`, 1],
    [
      'numbers beside names',
      '205,user_id,item_id,click,purchase',
      (d: number) => `${flag(d > 0)},${flag(d > 1)}`,
      1,
    ],
  ])('in %s are understood', async (_, header, outcome, converts) => {
    const mark = header.includes(';') ? ';' : ',';
    const front = header.startsWith('205') ? `9${mark}` : '';
    const text = written(
      header,
      ({ user, item, depth }) => `${front}u${user}${mark}i${item}${mark}${outcome(depth)}`,
    );
    const { log } = await read(text);
    expect(summarise(log)).toMatchObject({ ...truth, conversions: converts ? truth.conversions : 0 });
  });

  it('of several clocks the finest is the time', async () => {
    const text = written('user_id,item_id,click,date,time_ms', ({ user, item, depth, time }) =>
      [user, item, flag(depth > 0), new Date(time * 1000).toISOString().slice(0, 10), time * 1000 + 123].join(
        ',',
      ),
    );
    const { log } = await read(text);
    expect(log.time?.every((time) => time % 1000 === 123)).toBe(true);
  });

  it('of a date that belongs to the item are no time beside one that belongs to the event', async () => {
    const text = written('user_id,item_id,click,date,ts', ({ user, item, depth, time }) =>
      [user, item, flag(depth > 0), `2020-01-0${1 + (item % 9)}`, time].join(','),
    );
    expect(proposeMapping(await profileFile({ source: text })).roles.timestamp.column).toBe('ts');
  });
});
