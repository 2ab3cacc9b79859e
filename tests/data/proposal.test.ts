/** The guesses a person is shown first, and the counts that follow every correction. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CsvError } from '../../src/data/csv/issues/issueList';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { countFunnel } from '../../src/data/profile/funnelCount';
import { proposeMapping } from '../../src/data/profile/proposal';
import { reasonSentence } from './wording';

const template = (name: string) =>
  readFileSync(new URL(`../../public/templates/${name}.csv`, import.meta.url), 'utf8');
const profile = (source: string) => profileFile({ source, fileName: 'my.csv' });

/** MovieLens 100K’s way: tabs, no header, user, item, rating, seconds. */
const HEADERLESS = Array.from(
  { length: 60 },
  (_, n) => `${n % 9}\t${100 + (n % 13)}\t${(n % 5) + 1}\t${881_250_949 + n}`,
).join('\n');

describe('a profile', () => {
  it('counts values and rows of the whole file and keeps the first twenty', async () => {
    const seen = await profile(template('events'));
    expect(seen.rowCount).toBe(template('events').trim().split('\n').length - 1);
    expect(seen.preview).toHaveLength(20);
    expect(seen.columns.find(({ name }) => name === 'event')?.values?.[0]).toEqual({
      value: 'view',
      rows: 24,
    });
  });

  it('of a long file keeps a sample in the file’s order, the same each time', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `u${n % 7},i${n},${n % 2}`).join('\n');
    const look = () => profileFile({ source: `user,item,click\n${rows}`, sampleRows: 500 });
    const [one, two] = await Promise.all([look(), look()]);
    expect(one.rows).toHaveLength(500);
    expect(one.rows).toEqual(two.rows);
    const places = one.rows.map(([, item]) => Number(item!.slice(1)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.at(-1)).toBeGreaterThan(4500);
    expect(one.columns[1]?.values).toBeUndefined();
  });

  it('lists rows that do not fit, and refuses an empty file', async () => {
    expect((await profile('user,item,click\nu,i\nu,i,1\n')).issues).toMatchObject([
      { line: 2, code: 'field-count' },
    ]);
    await expect(profile(' \n')).rejects.toBeInstanceOf(CsvError);
  });
});

describe('a proposal', () => {
  it.each(['flags', 'events', 'ratings'] as const)(
    'for %s.csv gives each role with a reason and reads as the file does by itself',
    async (shape) => {
      const proposal = proposeMapping(await profile(template(shape)));
      expect(proposal.shape).toBe(shape);
      expect(proposal.roles.user).toEqual({
        column: 'user_id',
        by: 'name',
        confidence: 'certain',
        reason: { code: 'usual-name', values: { role: 'user', column: 'user_id' } },
      });
      expect(proposal.roles.title).toMatchObject({ column: 'title', by: 'name' });
      for (const { reason } of Object.values(proposal.roles))
        expect(reasonSentence(reason)).toMatch(/^.+\.$/);
      const source = template(shape);
      const [guided, alone] = await Promise.all([
        readCsv({ source, mapping: proposal.mapping }),
        readCsv({ source }),
      ]);
      expect(guided.log.fingerprint).toBe(alone.log.fingerprint);
    },
  );

  it('tells features of users and items apart, and why', async () => {
    const { userFeatures, itemFeatures } = proposeMapping(await profile(template('flags')));
    expect(userFeatures).toEqual([
      { column: 'city', reason: { code: 'constant', values: { side: 'users' } } },
    ]);
    expect(itemFeatures.map(({ column }) => column)).toEqual(['category', 'price']);
  });

  it('goes by contents where there is no header', async () => {
    const proposal = proposeMapping(await profile(HEADERLESS));
    expect(proposal.shape).toBe('ratings');
    const plausible = { by: 'known', confidence: 'plausible' };
    expect(proposal.roles.user).toMatchObject({ column: 'column 1', ...plausible });
    expect(proposal.roles.item).toMatchObject({ column: 'column 2', ...plausible });
    expect(proposal.roles.rating).toMatchObject({ column: 'column 3', ...plausible });
    expect(proposal.roles.timestamp).toMatchObject({ column: 'column 4', ...plausible });
    const { log } = await readCsv({ source: HEADERLESS, mapping: proposal.mapping });
    expect(log.rowsRead).toBe(60);
    expect(log.objectives).toHaveLength(3);
  });

  it('finds events and flags without names, the rarer flag the deeper', async () => {
    const events = 'ann,cup,view,x\nbob,cup,view,y\nann,pen,buy,x\nbob,pen,view,y\n';
    expect(proposeMapping(await profile(events)).roles.event).toMatchObject({
      column: 'column 3',
      by: 'content',
    });
    const flags = 'a,x,0,1\nb,x,1,1\na,y,0,1\nb,y,0,0\n';
    const { roles } = proposeMapping(await profile(flags));
    expect(roles.click).toMatchObject({
      column: 'column 4',
      reason: { code: 'flags', values: { share: 0.75 } },
    });
    expect(roles.conversion).toMatchObject({ column: 'column 3' });
  });

  it('says so where nothing looks like a role, and asks where several columns may', async () => {
    const { roles, questions } = proposeMapping(await profile('who,what\nann,cup\nann,pen\nbob,cup\n'));
    const nothing = { by: 'nothing', confidence: 'certain' };
    expect(roles.click).toEqual({ ...nothing, reason: { code: 'no-column', values: { role: 'click' } } });
    expect(roles.user).toMatchObject(nothing);
    expect(questions.map(({ about }) => about)).toEqual(['user', 'item']);
    expect(questions[0]?.candidates.map(({ column }) => column).toSorted()).toEqual(['what', 'who']);
  });
});

describe('the counts of a funnel', () => {
  it.each(['flags', 'events', 'ratings'] as const)(
    'of %s.csv are those of the log that is read',
    async (shape) => {
      const source = template(shape);
      const { log } = await readCsv({ source });
      const { pairs, users, exact } = countFunnel(await profile(source), {});
      const reached = [0, 1, 2].map((depth) => log.depth.filter((value) => value >= depth).length);
      expect(exact).toBe(true);
      expect([pairs.exposure, pairs.click, pairs.conversion]).toEqual(reached);
      expect(users.exposure).toBe(6);
    },
  );

  it('follow the thresholds', async () => {
    const ratings = await profile(HEADERLESS);
    const { mapping } = proposeMapping(ratings);
    const at = (click: number, conversion: number) =>
      countFunnel(ratings, { ...mapping, thresholds: { click, conversion } }).rows;
    // Sixty rows with 1 to 5 in turn: twelve of each.
    expect(at(4, 5)).toEqual({ exposure: 60, click: 24, conversion: 12 });
    expect(at(2, 4)).toEqual({ exposure: 60, click: 48, conversion: 24 });
  });

  it('follow what events mean, and count gaps as reading does', async () => {
    const events = await profile('user,item,event\n1,a,view\n1,a,buy\n2,a,cart\n2,b,wave\n');
    const count = (assigned: object) => countFunnel(events, { shape: 'events', events: assigned });
    const some = count({ exposure: ['view'], click: ['cart'], conversion: ['buy'] });
    expect(some).toMatchObject({ skipped: 1, clickWithoutExposure: 1, conversionWithoutClick: 1 });
    expect(some.pairs).toEqual({ exposure: 2, click: 2, conversion: 1 });
    expect(count({ exposure: ['view', 'wave', 'cart', 'buy'] }).pairs).toEqual({
      exposure: 3,
      click: 0,
      conversion: 0,
    });
  });

  it('of a sample are scaled to the file and say so', async () => {
    const rows = Array.from({ length: 4000 }, (_, n) => `u${n % 9},i${n},${n % 4 ? 0 : 1}`).join('\n');
    const sampled = await profileFile({ source: `user,item,click\n${rows}`, sampleRows: 1000 });
    const { exact, rowsCounted, rows: counted } = countFunnel(sampled, {});
    expect({ exact, rowsCounted, exposure: counted.exposure }).toEqual({
      exact: false,
      rowsCounted: 1000,
      exposure: 4000,
    });
    expect(Math.abs(counted.click - 1000)).toBeLessThan(150);
  });

  it('tell what is missing instead of counting', async () => {
    const { issues, pairs } = countFunnel(await profile('who,item,click\nu,i,1\n'), {});
    expect(issues).toMatchObject([{ code: 'missing-column', column: 'user_id' }]);
    expect(pairs.exposure).toBe(0);
  });

  it('tell that there is nothing below the header', async () => {
    expect(countFunnel(await profile('user,item,click\n'), {}).issues).toMatchObject([{ code: 'no-rows' }]);
  });

  it('tell rows that cannot be read', async () => {
    const { unreadable, issues } = countFunnel(await profile('user,item,click\nu,i,1\nu,j,maybe\n'), {});
    expect(unreadable).toBe(1);
    expect(issues).toMatchObject([{ code: 'bad-flag', column: 'click' }]);
  });
});
