import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import type { InteractionLog } from '../../src/data/schema';
import { summarise } from '../../src/data/summary';
import { issueSentence } from './wording';

const read = (source: string, mapping?: Partial<ColumnMapping>) =>
  readCsv({ source, fileName: 'my.csv', ...(mapping ? { mapping } : {}) });

/** The log as text: one “user item depth” for each row. */
const rowsOf = ({ users, items, user, item, depth }: InteractionLog) =>
  Array.from(depth, (reached, row) => `${users.ids[user[row]!]} ${items.ids[item[row]!]} ${reached}`);
const codesOf = (log: InteractionLog) => log.warnings.map(({ code }) => code);

const SMALL = 'user_id,item_id,click,conversion\nu1,i1,1,1\nu1,i2,0,0\nu2,i1,1,0\n';
const SMALL_ROWS = ['u1 i1 2', 'u1 i2 0', 'u2 i1 1'];

describe('separators', () => {
  for (const [name, separator] of Object.entries({ comma: ',', semicolon: ';', tab: '\t', pipe: '|' })) {
    it(`a file separated by ${name} is read and the separator reported`, async () => {
      const { log, report } = await read(SMALL.replaceAll(',', separator));
      expect(report.separator).toBe(separator);
      expect(rowsOf(log)).toEqual(SMALL_ROWS);
    });
  }

  it('commas inside the titles of a semicolon file do not mislead the guess', async () => {
    const { log, report } = await read(
      'user;item;click;title\na;x;1;"Pen, blue, fine"\nb;x;0;"Pen, blue, fine"\nb;y;1;Cup, big\n',
    );
    expect(report.separator).toBe(';');
    expect(log.items.titles).toEqual(['Pen, blue, fine', 'Cup, big']);
  });
});

describe('headers', () => {
  const headers = {
    'plain English': 'user,item,exposure,click,conversion,time',
    'other English': 'Customer ID,SKU,Impression,Clicked,Purchase,Date',
    'camel case': 'userId,itemId,isExposure,isClick,isConversion,timestamp',
    typed: 'user_id:token,item_id:token,exposure:float,click:float,conversion:float,timestamp:float',
    Chinese: '用户ID,商品,曝光,点击,转化,时间',
    'other Chinese': '用户,商品ID,是否曝光,是否点击,成交,日期',
    'marked as Unicode': '\uFEFFuid,product,exposure,click,buy,timestamp',
  };
  for (const [name, header] of Object.entries(headers)) {
    it(`${name} names give every column its role`, async () => {
      const { log, report } = await read(`${header}\nu1,i1,1,1,0,1700000000\nu2,i2,1,1,1,1700000005\n`);
      expect(report.columns.map(({ role }) => role)).toEqual([
        'user',
        'item',
        'exposure',
        'click',
        'conversion',
        'timestamp',
      ]);
      expect(rowsOf(log)).toEqual(['u1 i1 1', 'u2 i2 2']);
    });
  }

  it('types are cut off the names that are shown', async () => {
    const { report } = await read('user_id:token,item_id:token,click:float\nu,i,1\n');
    expect(report.columns.map(({ name }) => name)).toEqual(['user_id', 'item_id', 'click']);
    expect(report.columns.map(({ example }) => example)).toEqual(['u', 'i', '1']);
  });

  it('the mapping goes before the guess', async () => {
    const text = 'user,item,click,bought_later,watched\nu1,i1,0,1,1\nu1,i2,1,0,0\n';
    const { log } = await read(text, { click: 'watched', conversion: 'Bought Later' });
    expect(rowsOf(log)).toEqual(['u1 i1 2', 'u1 i2 0']);
  });

  it('an empty name in the mapping says that there is no such column', async () => {
    const { log } = await read(SMALL, { conversion: '' });
    expect(log.objectives).toEqual(['exposure', 'click']);
  });
});

describe('rows', () => {
  it('without an exposure column each row is an exposure', async () => {
    expect(rowsOf((await read(SMALL)).log)).toEqual(SMALL_ROWS);
  });

  it('flags may be 0, 1, 0.0, 1.0, true, false, yes, no or empty, in any case', async () => {
    const flags = ['0', '1', '0.0', '1.0', 'true', 'FALSE', 'Yes', 'no', ''];
    const { log } = await read(`user,item,click\n${flags.map((flag, n) => `u,i${n},${flag}`).join('\n')}\n`);
    expect([...log.depth]).toEqual([0, 1, 0, 1, 1, 0, 1, 0, 0]);
  });

  it('a row that is no exposure and nothing else is skipped and counted', async () => {
    const { log } = await read('user,item,exposure,click\nu1,i1,1,1\nu2,i2,0,0\nu2,i3,0,0\n');
    expect(rowsOf(log)).toEqual(['u1 i1 1']);
    expect(log.rowsRead).toBe(3);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'not-exposed'))).toMatch(/^2 rows/);
  });

  it('a conversion without click and a click without exposure are closed by union and counted', async () => {
    const { log } = await read(
      'user,item,exposure,click,conversion\nu1,i1,1,0,1\nu1,i2,0,1,0\nu1,i3,0,0,1\n',
    );
    expect(rowsOf(log)).toEqual(['u1 i1 2', 'u1 i2 1', 'u1 i3 2']);
    const message = (code: string) => issueSentence(log.warnings.find((warning) => warning.code === code));
    expect(message('conversion-without-click')).toMatch(/^2 pairs/);
    expect(message('click-without-exposure')).toMatch(/^2 pairs/);
  });

  it('a repeated pair becomes one row with the union of flags and the earliest time', async () => {
    const text = 'user,item,click,conversion,time\nu,i,0,0,300\nu,i,0,1,200\nu,i,1,0,400\nu,j,0,0,5\n';
    const { log } = await read(text);
    expect(rowsOf(log)).toEqual(['u i 2', 'u j 0']);
    expect([...log.time!]).toEqual([200_000, 5_000]);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'duplicates-merged'))).toMatch(/^2 rows/);
    expect(summarise(log)).toMatchObject({ rows: 4, exposures: 2, clicks: 1, conversions: 1 });
  });

  it('ids stay the strings they are', async () => {
    const { log } = await read('user,item,click\n007,1e5,1\n7,100000,0\n');
    expect(log.users.ids).toEqual(['007', '7']);
    expect(log.items.ids).toEqual(['100000', '1e5']);
  });

  it('the order of the file’s rows changes nothing', async () => {
    const [header, ...rows] = SMALL.trim().split('\n');
    const reversed = [header, ...rows.reverse()].join('\n');
    expect((await read(reversed)).log).toEqual((await read(SMALL)).log);
  });

  it('blank lines and Windows line ends are read over', async () => {
    expect(rowsOf((await read(`\n${SMALL.replaceAll('\n', '\r\n\r\n')}`)).log)).toEqual(SMALL_ROWS);
  });

  it.each([
    // 1 700 000 000 s = 2023-11-14 22:13:20 UTC
    '2023-11-14T22:13:20Z',
    '2023-11-14 22:13:20',
    '2023-11-15 00:13:20+02:00',
    '14.11.2023 22:13:20',
    '1700000000',
    '1700000000000',
  ])('the time %s means the same moment', async (time) => {
    const { log } = await read(`user,item,click,time\nu,i,1,${time}\nu,j,0,${time}\n`);
    expect([...log.time!]).toEqual([1_700_000_000_000, 1_700_000_000_000]);
  });
});

describe('features', () => {
  const TEXT =
    'user,item,click,age,category,rating,shop,title\n' +
    'u1,i1,1,young,cups,5,main,Blue cup\n' +
    'u1,i2,0,young,,2,main,Green pen\n' +
    'u2,i1,0,old,cups,1,main,Blue cup\n' +
    'u2,i2,1,old,,4,main,Green pen\n';

  it('a column constant per user or item is a feature of that side; a title is its title', async () => {
    const { log, report } = await read(TEXT);
    expect(log.users.features).toEqual([
      { kind: 'value', name: 'age', values: ['old', 'young'], index: Int32Array.of(1, 0) },
    ]);
    expect(log.items.features).toEqual([
      { kind: 'value', name: 'category', values: ['(none)', 'cups'], index: Int32Array.of(1, 0) },
    ]);
    expect(log.items.titles).toEqual(['Blue cup', 'Green pen']);
    expect(report.columns.map(({ role }) => role).slice(3)).toEqual([
      'userFeature',
      'itemFeature',
      'ignored',
      'ignored',
      'title',
    ]);
  });

  it('a column that varies for both sides is ignored because it may reveal the label', async () => {
    const { log } = await read(TEXT);
    const warning = log.warnings.find(({ code }) => code === 'ignored-column');
    expect(warning).toMatchObject({ file: 'my.csv', column: 'rating' });
    expect(issueSentence(warning)).toMatch(/reveal the label/);
  });

  it('a column constant for both sides is ignored', async () => {
    const { log } = await read(TEXT);
    expect(log.warnings.find(({ code }) => code === 'constant-column')?.column).toBe('shop');
  });

  it('a column that is unique for more than 50 items is another id, not a feature', async () => {
    const rows = (items: number) =>
      Array.from({ length: 2 * items }, (_, n) => `u${n < items ? 1 : 2},i${n % items},1,c${n % items}`).join(
        '\n',
      );
    const many = await read(`user,item,click,code\n${rows(51)}\n`);
    expect(many.log.items.features).toEqual([]);
    expect(codesOf(many.log)).toContain('identifier-column');
    const few = await read(`user,item,click,code\n${rows(50)}\n`);
    expect(few.log.items.features.map(({ name }) => name)).toEqual(['code']);
  });

  it('constancy that no second row could contradict is used with a warning', async () => {
    const { log } = await read('user,item,click,stars\nu1,i1,1,5\nu1,i2,0,1\n');
    expect(log.items.features.map(({ name }) => name)).toEqual(['stars']);
    expect(log.warnings.find(({ code }) => code === 'unproven-column')?.column).toBe('stars');
  });

  it('a user feature is found even where every item occurs once, and the other way round', async () => {
    const byUser = await read('user,item,click,age\nu1,i1,1,9\nu1,i2,0,9\nu2,i3,0,7\nu2,i4,0,7\n');
    expect(byUser.log.users.features.map(({ name }) => name)).toEqual(['age']);
    const byItem = await read('user,item,click,kind\nu1,i1,1,a\nu2,i1,0,a\nu3,i2,0,b\nu4,i2,0,b\n');
    expect(byItem.log.items.features.map(({ name }) => name)).toEqual(['kind']);
    expect(byItem.log.warnings.map(({ code }) => code)).toEqual(['no-conversions']);
  });

  it('features that are named replace those that would be found on their side', async () => {
    const { log } = await read(TEXT, { itemFeatures: ['rating'] });
    expect(log.items.features.map(({ name }) => name)).toEqual(['rating']);
    expect(log.items.features[0]!.values).toEqual(['2', '5']);
    expect(log.warnings.find(({ code }) => code === 'changing-column')?.column).toBe('rating');
    expect(log.users.features.map(({ name }) => name)).toEqual(['age']);
  });
});

describe('objectives', () => {
  it('a log without a conversion column has two objectives and says so', async () => {
    const { log } = await read('user,item,click\nu,i,1\nu,j,0\n');
    expect(log.objectives).toEqual(['exposure', 'click']);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'no-conversions'))).toMatch(
      /no conversion column/,
    );
  });

  it('a log in which no row converts has two objectives and says so', async () => {
    const { log } = await read('user,item,click,conversion\nu,i,1,0\nu,j,0,0\n');
    expect(log.objectives).toEqual(['exposure', 'click']);
    expect(issueSentence(log.warnings.find(({ code }) => code === 'no-conversions'))).toMatch(
      /No row converts/,
    );
  });
});

describe('reading', () => {
  it('a Blob is read like its text, with progress up to its end', async () => {
    const calls: [number, number][] = [];
    const { log } = await readCsv({
      source: new Blob([SMALL]),
      onProgress: (done, total) => calls.push([done, total]),
    });
    expect(rowsOf(log)).toEqual(SMALL_ROWS);
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.at(-1)).toEqual([SMALL.length, SMALL.length]);
  });

  it('a hundred thousand rows are all read', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, n) => `u${n % 5000},i${(n * 7919) % 3001},${n % 5 ? 0 : 1},${n % 9}`,
    );
    const { log } = await read(`user,item,click,position\n${rows.join('\n')}\n`);
    expect(log.rowsRead).toBe(100_000);
  });

  const insteval = '../shared/data/insteval.csv';
  it.skipIf(!existsSync(insteval))(
    'insteval.csv loads with three objectives and hides the rating (skipped where the file is absent)',
    async () => {
      const { log } = await read(readFileSync(insteval, 'utf8'));
      expect(summarise(log)).toMatchObject({
        users: 2972,
        items: 1128,
        exposures: 73421,
        clicks: 32675,
        objectives: ['exposure', 'click', 'conversion'],
        features: ['studage', 'dept'],
      });
      const ignored = log.warnings
        .filter(({ code }) => code === 'ignored-column')
        .map(({ column }) => column);
      expect(ignored).toEqual(['rating', 'service', 'lectage']);
    },
  );

  const bandit = '../shared/data/open-bandit-men.csv';
  it.skipIf(!existsSync(bandit))(
    'open-bandit-men.csv loads with two objectives and times (skipped where the file is absent)',
    async () => {
      const { log } = await read(readFileSync(bandit, 'utf8'));
      expect(summarise(log)).toMatchObject({
        users: 265,
        items: 34,
        rows: 20000,
        exposures: 3615,
        conversions: 0,
      });
      expect(log.objectives).toEqual(['exposure', 'click']);
      expect(log.items.features.map(({ name }) => name)).toEqual(['item_f1', 'item_f2', 'item_f3']);
      expect(log.time?.every((time) => new Date(time).getUTCFullYear() === 2019)).toBe(true);
    },
  );
});
