/** Loading a file through the session: what is refused or cancelled changes nothing. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../src/data/summary';
import type { InteractionRow } from '../../src/worker/protocol/data';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { createSession } from '../../src/worker/session';

const template = (name: string) =>
  readFileSync(new URL(`../../public/templates/${name}.csv`, import.meta.url), 'utf8');
const FLAGS = template('flags');
const LONG = `user,item,click\n${Array.from({ length: 300_000 }, (_, n) => `user${n % 999},i${n % 77},${n % 2}`).join('\n')}\n`;

async function loadedSession() {
  const session = createSession('wasm');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => events.push(event));
  const summary = await session.data.loadCsv(FLAGS);
  return { session, events, summary };
}

describe('a log that is loaded', () => {
  it('stays unchanged when the next is refused: broken, cut short, too large or impossible to split', async () => {
    const { session, events, summary } = await loadedSession();
    const before = await session.data.interactions('train');
    const refused: Record<string, () => Promise<unknown>> = {
      'bad-flag': () => session.data.loadCsv('user,item,click\nu,i,maybe\n'),
      'field-count': () => session.data.loadCsv('user,item,click\nu,i,1\nu,'),
      'too-many-rows': () => session.data.loadCsv(FLAGS, { limits: { rows: 3 } }),
      'cannot-split': () => session.data.loadCsv('user,item,click\nu,i,1\n'),
    };
    for (const [code, loading] of Object.entries(refused)) {
      await expect(loading()).rejects.toMatchObject({
        name: 'CsvError',
        issues: [{ code }],
        counts: { [code]: 1 },
      });
    }
    expect(await session.data.interactions('train')).toEqual(before);
    expect(events.filter(({ type }) => type === 'dataset')).toHaveLength(1);
    expect(events.at(-1)).toEqual({ type: 'loading-ended' });
    expect((await session.data.dataReport()).funnel[0]?.pairs).toBe(summary.exposures);
  });

  it('stays while all errors of another file are listed', async () => {
    const { session, events } = await loadedSession();
    const rows = Array.from({ length: 150 }, (_, n) => `u${n},i,maybe`);
    const issues = await session.data.listIssues(`user,item,click\n${rows.join('\n')}\n`);
    expect(issues).toHaveLength(150);
    expect(events.filter(({ type }) => type === 'dataset')).toHaveLength(1);
  });

  it('stays when reading the next is cancelled', async () => {
    const { session, events } = await loadedSession();
    const reading = session.data.loadCsv(new Blob([LONG]));
    const surveying = session.data.profileFile(new Blob([LONG]));
    void session.data.cancelLoading();
    const ends = [reading, surveying].map((end) => expect(end).rejects.toMatchObject({ name: 'AbortError' }));
    await Promise.all(ends);
    expect(await session.data.users()).toHaveLength(6);
    expect(events.filter(({ type }) => type === 'dataset')).toHaveLength(1);
  });

  it('is the newest that was requested: reading another file cancels the first', async () => {
    const { session, events } = await loadedSession();
    const [first, sample, last] = await Promise.allSettled([
      session.data.loadCsv(new Blob([LONG])),
      session.data.loadSample('shop', { users: 60, items: 40 }),
      session.data.loadCsv(template('ratings')),
    ]);
    const aborted = { status: 'rejected', reason: { name: 'AbortError' } };
    expect([first, sample, last]).toMatchObject([aborted, aborted, { status: 'fulfilled' }]);
    const seen = events.flatMap((event) => (event.type === 'dataset' ? [event.dataset] : []));
    expect(seen).toHaveLength(2);
    expect(seen[1]?.csv?.shape).toBe('ratings');
    // One bar, which goes away once: with the last of them.
    expect(events.filter(({ type }) => type === 'loading-ended')).toHaveLength(2);
    expect(events.at(-1)?.type).not.toBe('loading');
  });

  it('is split as the mapping says', async () => {
    const { session, events } = await loadedSession();
    const methods = ['random', 'global-time'] as const;
    for (const split of methods) await session.data.loadCsv(FLAGS, { split });
    const seen = events.flatMap((event) => (event.type === 'dataset' ? [event.dataset.splitMethod] : []));
    expect(seen.slice(1)).toEqual(methods);
    await expect(session.data.loadCsv(template('views'), { split: 'random' })).rejects.toMatchObject({
      name: 'CsvError',
    });
  });

  it('may consist of several files', async () => {
    const { session } = await loadedSession();
    const summary = await session.data.loadCsv([
      { source: template('views'), objective: 'exposure' },
      { source: new File([template('carts')], 'carts.csv'), objective: 'click' },
      { source: new Blob([template('purchases')]), objective: 'conversion' },
    ]);
    expect(summary).toMatchObject({ name: 'log.csv + carts.csv + log.csv', exposures: 24, users: 6 });
  });

  it('is written as a file that the same page reads as the same log, and the writing can be stopped', async () => {
    const { session, events } = await loadedSession();
    const summary = await session.data.loadSample('shop', { users: 60, items: 60 });
    const rows = await session.data.interactions('train');
    const file = await session.data.exportLog();
    expect(events.findLast(({ type }) => type === 'loading')).toEqual({
      type: 'loading',
      what: 'export',
      done: summary.exposures,
      total: summary.exposures,
    });
    const again = await session.data.loadCsv(file);
    const counts = ({ users, items, exposures, clicks, conversions, features }: DatasetSummary) => ({
      users,
      items,
      exposures,
      clicks,
      conversions,
      features: features.length,
    });
    expect(counts(again)).toEqual(counts(summary));
    const pairs = (list: readonly InteractionRow[]) => new Set(list.map((row) => JSON.stringify(row)));
    const all = await Promise.all(
      (['train', 'validation', 'test'] as const).map((split) => session.data.interactions(split)),
    );
    expect(pairs(all.flat()).size).toBe(summary.exposures);
    for (const row of pairs(rows)) expect(pairs(all.flat())).toContain(row);
    const stopped = session.data.exportLog();
    await session.data.cancelLoading();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(events.at(-1)).toEqual({ type: 'loading-ended' });
  });
});
