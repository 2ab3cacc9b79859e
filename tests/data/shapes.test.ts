/** The four shapes of a log, their templates, and what is reported of broken nesting. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping, LogFile } from '../../src/data/csv/understand/mappingTypes';
import type { InteractionLog } from '../../src/data/schema';
import { summarise } from '../../src/data/summary';
import { issueSentence } from './wording';

const read = (source: string | readonly LogFile[], mapping: Partial<ColumnMapping> = {}) =>
  readCsv({ source, fileName: 'my.csv', mapping });
const template = (name: string) =>
  readFileSync(new URL(`../../public/templates/${name}.csv`, import.meta.url), 'utf8');
const rowsOf = ({ users, items, user, item, depth }: InteractionLog) =>
  Array.from(depth, (reached, row) => `${users.ids[user[row]!]} ${items.ids[item[row]!]} ${reached}`);
const message = (log: InteractionLog, code: string) =>
  issueSentence(log.warnings.find((warning) => warning.code === code));

describe('the templates', () => {
  const FILES = ['views', 'carts', 'purchases'];
  const files = FILES.map(
    (name, place): LogFile => ({
      source: template(name),
      name: `${name}.csv`,
      objective: (['exposure', 'click', 'conversion'] as const)[place]!,
    }),
  );

  it.each(['flags', 'events', 'ratings'] as const)('%s.csv is read as what it is called', async (shape) => {
    const { log, report } = await read(template(shape));
    expect(report.shape).toBe(shape);
    expect(summarise(log)).toMatchObject({ users: 6, items: 5, exposures: 24 });
    expect(log.objectives).toHaveLength(3);
    expect(log.items.titles).toContain('Steel kettle');
  });

  it('tell the same story in all four shapes', async () => {
    const [flags, ...others] = await Promise.all([
      read(template('flags')),
      read(template('events')),
      read(template('ratings')),
      read(files),
    ]);
    for (const { log } of others) expect(rowsOf(log)).toEqual(rowsOf(flags!.log));
    expect([...others[2]!.log.time!]).toEqual([...flags!.log.time!]);
  });

  it('of flags has features of both sides, one of them in bins', async () => {
    const { log } = await read(template('flags'));
    expect(log.users.features.map(({ name }) => name)).toEqual(['city']);
    expect(log.items.features.map(({ name }) => name)).toEqual(['category', 'price']);
  });
});

describe('events', () => {
  const EVENTS =
    'visitorid,event,itemid\n1,view,a\n1,addtocart,a\n2,view,a\n2,transaction,a\n3,addtocart,b\n3,wave,b\n';

  it('become pairs with their deepest outcome; gaps are closed and counted, other events skipped', async () => {
    const { log, report } = await read(EVENTS);
    expect(rowsOf(log)).toEqual(['1 a 1', '2 a 2', '3 b 1']);
    expect(message(log, 'conversion-without-click')).toMatch(/^1 pair has a conversion without a click:/);
    expect(message(log, 'click-without-exposure')).toMatch(
      /^1 pair has a click or conversion without an exposure:/,
    );
    expect(message(log, 'other-events')).toMatch(/^1 row .*“wave” \(1\)/);
    expect(report.events).toEqual({ exposure: ['view'], click: ['addtocart'], conversion: ['transaction'] });
  });

  it('mean what the person says', async () => {
    const events = { exposure: ['view', 'wave'], click: [], conversion: ['addtocart'] };
    const { log } = await read(EVENTS, { shape: 'events', events });
    expect(rowsOf(log)).toEqual(['1 a 2', '2 a 0', '3 b 2']);
  });

  it('without any exposure have no gap there', async () => {
    const { log } = await read('user,item,event\n1,a,click\n2,a,click\n2,a,buy\n');
    expect(rowsOf(log)).toEqual(['1 a 1', '2 a 2']);
    expect(message(log, 'click-without-exposure')).toBeUndefined();
  });

  it('in strict mode lose the rows that lack what comes before, each listed by its line', async () => {
    const { log, report } = await read(EVENTS, { nesting: 'reject' });
    expect(rowsOf(log)).toEqual(['1 a 1', '2 a 0']);
    expect(log.items.ids).toEqual(['a']);
    const rejected = log.warnings.filter(({ code }) => code.endsWith('rejected'));
    expect(rejected.map(({ line, code }) => [line, code])).toEqual([
      [5, 'conversion-rejected'],
      [6, 'click-rejected'],
    ]);
    expect(report.counts).toMatchObject({ 'conversion-rejected': 1, 'click-rejected': 1 });
  });
});

describe('flags of a pair in several rows', () => {
  const APART = 'user,item,click,conversion\nu,a,1,0\nu,a,0,1\nu,b,0,1\nu,c,0,0\n';

  it('have no gap where one row has the click and another the conversion', async () => {
    const { log } = await read(APART);
    expect(rowsOf(log)).toEqual(['u a 2', 'u b 2', 'u c 0']);
    expect(message(log, 'conversion-without-click')).toMatch(/^1 pair has/);
  });

  it('in strict mode are rejected only where the pair has no click', async () => {
    const { log } = await read(APART, { nesting: 'reject' });
    expect(rowsOf(log)).toEqual(['u a 2', 'u c 0']);
    const rejected = log.warnings.filter(({ code }) => code === 'conversion-rejected');
    expect(rejected.map(({ line }) => line)).toEqual([4]);
  });
});

describe('flags in strict mode', () => {
  it('lose the rows that break the nesting, each listed by its line', async () => {
    const text = 'user,item,exposure,click,conversion\nu,a,1,1,1\nu,b,1,0,1\nu,c,0,1,0\nu,d,0,0,0\n';
    const { log } = await read(text, { nesting: 'reject' });
    expect(rowsOf(log)).toEqual(['u a 2']);
    expect(log.warnings.map(({ code, line }) => [code, line])).toEqual([
      ['not-exposed', undefined],
      ['conversion-rejected', 3],
      ['click-rejected', 4],
    ]);
  });
});

describe('ratings', () => {
  const RATINGS = 'userId,movieId,rating\n1,a,5\n1,b,4\n2,a,"3,5"\n2,b,\n3,a,"2,5"\n';

  it('become clicks and conversions at their thresholds; an empty one is an exposure', async () => {
    const { log, report } = await read(RATINGS, { thresholds: { click: 3.5, conversion: 5 } });
    expect(rowsOf(log)).toEqual(['1 a 2', '1 b 1', '2 a 1', '2 b 0', '3 a 0']);
    expect(report).toMatchObject({ shape: 'ratings', thresholds: { click: 3.5, conversion: 5 } });
  });

  it('with one threshold have two objectives', async () => {
    expect((await read(RATINGS, { thresholds: { click: 4 } })).log.objectives).toEqual(['exposure', 'click']);
  });

  it('that are no numbers are reported with line and column', async () => {
    await expect(read('user,item,rating\n1,a,5\n1,b,good\n2,a,3\n')).rejects.toMatchObject({
      issues: [{ code: 'bad-rating', line: 3, column: 'rating' }],
    });
  });

  it('of one to five are guessed as people do: four is a click, five a conversion', async () => {
    const grades = [1, 2, 3, 3, 3, 4, 4, 4, 5, 5];
    const rows = grades.map((grade, n) => `u${n % 3},i${n},${grade}`).join('\n');
    expect((await read(`user,item,rating\n${rows}\n`)).report.thresholds).toEqual({
      click: 4,
      conversion: 5,
    });
  });
});

describe('several files', () => {
  const file = (source: string, objective: LogFile['objective'], more: Partial<LogFile> = {}): LogFile => ({
    source,
    objective,
    name: `${objective}.csv`,
    ...more,
  });

  it('are joined on user and item, each in its own dialect and with its own names', async () => {
    const { log, report } = await read([
      file('user,item,kind\nu,a,x\nu,b,y\nv,a,x\n', 'exposure'),
      file('user;item\nu;a\nv;b\n', 'click'),
      file('buyer\tsku\nu\ta\n', 'conversion', { mapping: { user: 'buyer' } }),
    ]);
    expect(report.shape).toBe('files');
    expect(rowsOf(log)).toEqual(['u a 2', 'u b 0', 'v a 0', 'v b 1']);
    expect(message(log, 'click-without-exposure')).toMatch(/^1 pair/);
  });

  it('faults name the file they are in', async () => {
    const reading = read([file('user,item\nu,a\n', 'exposure'), file('user,item\nu,a\nu\n', 'click')]);
    await expect(reading).rejects.toMatchObject({
      issues: [{ file: 'click.csv', line: 3, code: 'field-count' }],
    });
  });

  it('no file at all is reported', async () => {
    await expect(read([])).rejects.toMatchObject({ issues: [{ code: 'no-files' }] });
  });
});

describe('names of the objectives', () => {
  it('travel with the log and change nothing that is trained', async () => {
    const names = { exposure: 'own', click: 'play', conversion: 'finish' };
    const [plain, named] = await Promise.all([read(template('flags')), read(template('flags'), { names })]);
    expect(summarise(named.log).names).toEqual(names);
    expect(named.log.fingerprint).toBe(plain.log.fingerprint);
  });
});
