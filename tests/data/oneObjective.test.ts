import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { profileFile } from '../../src/data/profile/fileProfile';
import { countFunnel } from '../../src/data/profile/funnelCount';
import { summarise } from '../../src/data/summary';
import { namedMessages } from '../../src/page/messages/named';
import { sentenceOf } from '../../src/page/messages/sentence';

const PURCHASES = `user_id,item_id,event,timestamp\n${Array.from(
  { length: 60 },
  (_, n) => `u${n % 10},i${(7 * n) % 12},purchase,${1_700_000_000 + 60 * n}`,
).join('\n')}\n`;
/** No column says what became of a row. */
const VISITS = PURCHASES.replace('event', 'channel').replaceAll('purchase', 'web');
const ALONE: Partial<ColumnMapping> = { acknowledge: ['one-objective'] };

const refusal = (source: string, mapping?: Partial<ColumnMapping>) =>
  readCsv({ source, mapping }).then(
    () => undefined,
    ({ issues }) => issues[0],
  );

describe('a log of one kind of event', () => {
  it('is refused with one sentence that says what to do', async () => {
    const issue = await refusal(PURCHASES);
    expect(issue).toMatchObject({ code: 'one-objective', values: { event: 'purchase', others: 0 } });
    const sentence = sentenceOf('issue', issue);
    for (const remedy of [/“purchase”/, /second file/, /rating/, /count/, /session/, /“one-objective”/]) {
      expect(sentence).toMatch(remedy);
    }
  });

  it('says how many rows have events without a meaning', async () => {
    const mixed = PURCHASES.replace('purchase', 'foo').replace('purchase', 'bar');
    expect(sentenceOf('issue', await refusal(mixed))).toContain('but # rows'.replace('#', '2'));
  });

  it('is refused as a single one of several files, and with a column of flags as before', async () => {
    const source = [{ source: VISITS, objective: 'conversion' as const }];
    await expect(readCsv({ source })).rejects.toMatchObject({ issues: [{ code: 'one-objective' }] });
    const flags = `user,item,click\nu,i,0\nv,i,0\n`;
    await expect(readCsv({ source: flags })).rejects.toMatchObject({ issues: [{ code: 'no-clicks' }] });
  });

  it('is read as one objective, called as in the file, once that is acknowledged', async () => {
    const { log } = await readCsv({ source: PURCHASES, mapping: ALONE });
    expect(log.objectives).toEqual(['exposure']);
    expect(log.names).toEqual({ exposure: 'purchase' });
    expect(log.depth.every((depth) => depth === 0)).toBe(true);
    expect(summarise(log)).toMatchObject({ users: 10, items: 12, exposures: 60, clicks: 0, conversions: 0 });
    expect(log.warnings.map(({ code }) => code)).toContain('one-objective-read');
  });

  it('needs no column that tells rows apart, and has a name of the page then', async () => {
    const { log } = await readCsv({ source: VISITS, mapping: { ...ALONE, shape: 'flags' } });
    expect(log).toMatchObject({ objectives: ['exposure'], rowsRead: 60 });
    expect(log.names).toBeUndefined();
    expect(namedMessages(log.names, 1)['objective.exposure']).toBe('Interaction');
    expect(namedMessages({ exposure: 'visit' }, 1)['objective.exposure']).toBe('visit');
  });

  it('of two kinds is read as ever, whatever is acknowledged', async () => {
    const two = PURCHASES.replaceAll('u1,', 'u1,').replace('purchase', 'view');
    const { log } = await readCsv({ source: two, mapping: ALONE });
    expect(log.objectives).toEqual(['exposure', 'click', 'conversion']);
  });

  it('is counted so before it is loaded, and asked about', async () => {
    const profile = await profileFile({ source: PURCHASES });
    const mapping: Partial<ColumnMapping> = { shape: 'events' };
    expect(countFunnel(profile, mapping).issues).toMatchObject([{ code: 'one-objective' }]);
    expect(countFunnel(profile, { ...mapping, ...ALONE }).issues).toEqual([]);
  });
});
