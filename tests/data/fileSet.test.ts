/** Several files: parts of one log, an objective each, tables beside a log, and files that do not join. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import type { LogFile } from '../../src/data/csv/understand/mappingTypes';
import { profileFile } from '../../src/data/profile/fileProfile';
import { guessContents } from '../../src/data/profile/fileSet';
import { summarise } from '../../src/data/summary';
import { smallLog, truthOf, written } from './smallLog';
import { issueSentence } from './wording';

const pairs = smallLog();
const truth = truthOf(pairs);
const WORDS = ['view', 'cart', 'purchase'];
const eventRow = ({ user, item, depth, time }: (typeof pairs)[number]) =>
  `u${user},i${item},${WORDS[depth]},${time}`;
const EVENTS = 'user_id,item_id,event_type,event_time';

const file = (name: string, source: string, more: Partial<LogFile> = {}): LogFile => ({
  name,
  source,
  ...more,
});
const read = (files: readonly LogFile[]) => readCsv({ source: files });
const contents = async (files: readonly LogFile[]) =>
  guessContents(await Promise.all(files.map(({ name, source }) => profileFile({ source, fileName: name }))));

const ITEMS = `item_id,category,title\n${Array.from({ length: 11 }, (_, n) => `i${n},c${n % 3},Cup ${n}`).join('\n')}\n`;
const USERS = `user_id,city\n${Array.from({ length: 11 }, (_, n) => `u${n},t${n % 2}`).join('\n')}\n`;

describe('files of one header', () => {
  const parts = [
    file('2019-Oct.csv', written(EVENTS, eventRow, pairs.slice(0, 50))),
    file('2019-Nov.csv', written(EVENTS, eventRow, pairs.slice(50))),
  ];

  it('are parts of one log, in whichever order', async () => {
    expect(await contents(parts)).toEqual(['log', 'log']);
    expect(summarise((await read(parts)).log)).toMatchObject(truth);
    expect((await read(parts.toReversed())).log.fingerprint).toBe((await read(parts)).log.fingerprint);
  });

  it('without an outcome are asked about unless their names say what they hold', async () => {
    const pairOf = ({ user, item }: (typeof pairs)[number]) => `${user},${item}`;
    const text = written('user_id,item_id', pairOf);
    expect(await contents([file('a.csv', text), file('b.csv', text)])).toEqual([null, null]);
    expect(await contents([file('views.csv', text), file('purchases.csv', text)])).toEqual([
      'exposure',
      'conversion',
    ]);
    await expect(read([file('a.csv', text), file('b.csv', text)])).rejects.toMatchObject({
      code: 'choose-contents',
    });
  });
});

describe('a table beside a log', () => {
  it('of items or users is joined by its ids, and its columns are features and titles', async () => {
    const files = [
      file('log.csv', written(EVENTS, eventRow)),
      file('item_properties.csv', ITEMS),
      file('u.csv', USERS),
    ];
    expect(await contents(files)).toEqual(['log', 'items', 'users']);
    const { log } = await read(files);
    expect(summarise(log)).toMatchObject(truth);
    expect(log.items.features.map(({ name }) => name)).toEqual(['category']);
    expect(log.items.titles?.[0]).toBe('Cup 0');
    expect(log.users.features.map(({ name }) => name)).toEqual(['city']);
  });

  it('tells how many ids found no partner', async () => {
    const files = [
      file('log.csv', written(EVENTS, eventRow)),
      file('items.csv', ITEMS),
      file('users.csv', USERS),
    ];
    const { log } = await read(files);
    const [items, users] = log.warnings.filter(({ code }) => code === 'side-joined');
    // Ten items of eleven described occur; of twelve users one is not described.
    expect(items?.values).toMatchObject({ side: 'items', joined: 10, all: 10, without: 0, extra: 1 });
    expect(users?.values).toMatchObject({ side: 'users', joined: 11, all: 12, without: 1, extra: 0 });
    expect(issueSentence(users)).toContain('11 of 12 users');
  });

  it('is found in whichever order the files come', async () => {
    const files = [file('items.csv', ITEMS), file('log.csv', written(EVENTS, eventRow))];
    expect(summarise((await read(files)).log)).toMatchObject(truth);
  });

  it('as RecBole writes them is known by the ending', async () => {
    const inter = written(
      'user_id:token\titem_id:token\trating:float\ttimestamp:float',
      ({ user, item, depth, time }) => `${user}\t${item}\t${depth + 1}\t${time}`,
    );
    const users = `user_id:token\tage:token\n${Array.from({ length: 12 }, (_, n) => `${n}\t${n % 4}`).join('\n')}\n`;
    const items = `item_id:token\tclass:token_seq\n${Array.from({ length: 10 }, (_, n) => `${n}\ta b${n % 3}`).join('\n')}\n`;
    const files = [file('shop.item', items), file('shop.inter', inter), file('shop.user', users)];
    expect(await contents(files)).toEqual(['items', 'log', 'users']);
    const { log } = await read(files);
    expect(log.items.features).toMatchObject([{ name: 'class', kind: 'list' }]);
    expect(log.users.features).toMatchObject([{ name: 'age' }]);
    expect(summarise(log)).toMatchObject({ exposures: truth.exposures });
  });

  it('keeps a column whose name the log has too apart', async () => {
    const items = ITEMS.replace('category', 'event_time');
    const { log } = await read([file('log.csv', written(EVENTS, eventRow)), file('items.csv', items)]);
    expect(log.items.features.map(({ name }) => name)).toEqual(['items.csv event_time']);
    expect(log.time).toBeDefined();
  });
});

describe('files of objectives', () => {
  it('whose ids do not meet say so', async () => {
    const views = written('user_id,item_id', ({ user, item }) => `00${user},${item}`);
    const carts = written('user_id,item_id', ({ user, item }) => `x${user},${item}`, pairs.slice(0, 30));
    const { log } = await read([
      file('views.csv', views, { objective: 'exposure' }),
      file('carts.csv', carts, { objective: 'click' }),
    ]);
    const apart = log.warnings.find(({ code }) => code === 'files-apart');
    expect(issueSentence(apart)).toContain('none of the 30 pairs');
  });

  it('that meet say nothing of the kind', async () => {
    const row = ({ user, item }: (typeof pairs)[number]) => `${user},${item}`;
    const { log } = await read([
      file('views.csv', written('user_id,item_id', row)),
      file('carts.csv', written('user_id,item_id', row, pairs.slice(0, 30))),
    ]);
    expect(log.warnings.map(({ code }) => code)).not.toContain('files-apart');
    expect(summarise(log)).toMatchObject({ exposures: 96, clicks: 30 });
  });
});
