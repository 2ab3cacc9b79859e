/** Public logs are recognised by their columns, and read as their publishers describe them. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { KNOWN_LOGS, knownLog } from '../../src/data/profile/knownLogs';
import { proposeMapping } from '../../src/data/profile/proposal';
import { summarise } from '../../src/data/summary';
import { en } from '../../src/page/messages/en';
import { smallLog, truthOf, written } from './smallLog';

const profile = (source: string) => profileFile({ source, fileName: 'a.csv' });

describe('the table of known logs', () => {
  it('has at least 25 entries, each with a name, a licence, a source and an id of its own', () => {
    expect(KNOWN_LOGS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(KNOWN_LOGS.map(({ id }) => id)).size).toBe(KNOWN_LOGS.length);
    for (const { name, licence, source } of KNOWN_LOGS) {
      expect(name).not.toBe('');
      expect(licence).not.toBe('');
      expect(source).toMatch(/^https?:\/\//);
    }
  });

  it('recognises each log by a header or by cells, never by both', () => {
    for (const { header, cells } of KNOWN_LOGS)
      expect((header === undefined) !== (cells === undefined)).toBe(true);
  });

  it('maps to columns that the recognised header has, or to places', () => {
    for (const { header, cells, mapping } of KNOWN_LOGS) {
      const { user, item, click, conversion, event, rating, timestamp } = mapping;
      for (const column of [user, item, click, conversion, event, rating, timestamp].filter(Boolean)) {
        if (header) expect(header).toContain(column);
        else expect(Number(column!.replace('column ', ''))).toBeLessThanOrEqual(cells!.length);
      }
    }
  });

  it('has the words for every remark that it promises', () => {
    for (const { id, hasRemark } of KNOWN_LOGS) expect(`known.remark.${id}` in en).toBe(Boolean(hasRemark));
  });
});

describe('a known log', () => {
  const pairs = smallLog();
  const truth = truthOf(pairs);

  it('of action codes brings their meaning', async () => {
    const codes = ['0', '1', '2'];
    const text = written(
      'user_id,item_id,cat_id,seller_id,brand_id,time_stamp,action_type',
      ({ user, item, depth }) => `${user},${item},1,2,3,0829,${codes[depth]}`,
    );
    const { log } = await readCsv({ source: text });
    expect(summarise(log)).toMatchObject(truth);
    expect(log.warnings.map(({ code }) => code)).toContain('known-log');
  });

  it('without a header is known by its cells', async () => {
    const words = ['pv', 'fav', 'buy'];
    const text = written(
      undefined,
      ({ user, item, depth, time }) => `${user},${item},7,${words[depth]},${time}`,
    );
    expect(knownLog(await profile(text))?.id).toBe('taobao-user-behavior');
    expect(summarise((await readCsv({ source: text })).log)).toMatchObject(truth);
  });

  it('is not taken for one where its codes are others', async () => {
    const text = written(
      'user_id,item_id,cat_id,seller_id,brand_id,time_stamp,action_type',
      ({ user, item, depth }) => `${user},${item},1,2,3,0829,${7 + depth}`,
    );
    expect(knownLog(await profile(text))).toBeUndefined();
    await expect(readCsv({ source: text })).rejects.toMatchObject({
      code: 'choose',
      values: { about: 'events' },
    });
  });

  it('whose codes depend on the year is recognised and asked about', async () => {
    const text = written('user_id\titem_id\tinteraction_type\tcreated_at', ({ user, item, depth, time }) =>
      [user, item, depth + 1, time].join('\t'),
    );
    const { known, questions } = proposeMapping(await profile(text));
    expect(known?.id).toBe('xing');
    expect(questions).toMatchObject([{ about: 'events', candidates: [{ column: 'interaction_type' }] }]);
  });

  it('can be overruled: then only names and contents count', async () => {
    const text = written(
      'userId,movieId,rating,timestamp',
      ({ user, item, depth, time }) => `${user},${item},${depth + 3},${time}`,
    );
    const seen = await profile(text);
    expect(proposeMapping(seen).roles.rating.by).toBe('known');
    expect(proposeMapping(seen, {}, { looksForKnown: false }).roles.rating.by).toBe('name');
  });

  it('gives way to what a person says of its rows', async () => {
    const text = written('userId,movieId,rating,timestamp,liked', ({ user, item, depth, time }) =>
      [user, item, depth + 3, time, depth > 0 ? 1 : 0].join(','),
    );
    const { log } = await readCsv({ source: text, mapping: { shape: 'flags', click: 'liked' } });
    expect(summarise(log)).toMatchObject({ clicks: truth.clicks, conversions: 0 });
  });
});
