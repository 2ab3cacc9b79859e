/** A training is saved as a checkpoint or as its run, never as both or neither; what was deleted stays deleted. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sentenceOf } from '../../src/page/messages/sentence';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import { openStorage } from '../../src/worker/storage/database';
import { measured } from '../lab/outcomes';

const SAMPLE = { seed: 1, users: 60, items: 60 };
const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};
const NOTHING = { interruptions: [], runs: [], logs: [] };

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
});
afterEach(() => vi.unstubAllGlobals());

/** A worker of its own, as each tab and each reload has one. */
async function tab(): Promise<{ session: Session; events: SessionEvent[] }> {
  vi.resetModules();
  const { createSession } = await import('../../src/worker/session');
  const session = createSession('wasm');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => void events.push(event));
  return { session, events };
}

const notSaved = (events: SessionEvent[]) => events.filter((event) => event.type === 'not-saved');

describe('a training that ends', () => {
  it('leaves its run in place of its checkpoint: no moment has both, so a reload offers nothing twice', async () => {
    const { session, events } = await tab();
    await session.data.loadSample('shop', SAMPLE);
    const database = (await openStorage())!;
    const seen: Promise<[runs: number, trainings: number]>[] = [];
    await session.subscribe(({ type }) => {
      if (type !== 'saved') return;
      // A transaction that is begun here sees what is written now, and nothing that is written after it.
      const change = database.transaction(['runs', 'trainings']);
      seen.push(Promise.all([change.objectStore('runs').count(), change.objectStore('trainings').count()]));
    });
    await session.training.train({ method: 'csmf', config });
    await expect.poll(async () => (await Promise.all(seen)).length).toBeGreaterThan(0);
    const counts = await Promise.all(seen);
    expect(counts).toContainEqual([1, 0]);
    expect(counts.filter(([runs, trainings]) => runs + trainings > 1)).toEqual([]);
    expect(notSaved(events)).toEqual([]);
  });
});

describe('everything that one tab deletes while another trains', () => {
  it('stays deleted: the other tab says so, trains on and saves nothing any more', async () => {
    const other = await tab();
    await other.session.data.loadSample('shop', SAMPLE);
    await other.session.training.prepare({ method: 'csmf', config });
    await other.session.training.step('stage');
    const database = (await openStorage())!;
    await expect.poll(() => database.count('trainings')).toBe(1);

    await (await tab()).session.storage.deleteEverything();
    expect(await database.count('trainings')).toBe(0);
    await other.session.training.step('stage');
    await expect.poll(() => notSaved(other.events)).toHaveLength(1);
    expect(sentenceOf('error', notSaved(other.events)[0]!)).toMatch(/deleted, in another tab/);
    await other.session.training.play();
    await expect
      .poll(() => other.events.findLast((event) => event.type === 'status')?.status)
      .toBe('finished');
    await expect.poll(async () => (await other.session.training.runs())[0]?.savedId).toBeUndefined();
    expect(await (await tab()).session.storage.list()).toEqual(NOTHING);
  });

  it('stays deleted in the lab too, until an experiment is begun', async () => {
    vi.resetModules();
    const { openLabStore } = await import('../../src/worker/lab/labStore');
    const { parseSpec } = await import('../../src/lab/experiment');
    const { deleteEverything } = await import('../../src/worker/storage/database');
    const reasons: string[] = [];
    const store = await openLabStore(({ code }) => void reasons.push(code));
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['popularity'], seeds: [0] });
    const begun = { version: '0', spec, ended: [], isFinished: false };
    const outcome = measured({ label: 'popularity', users: { click: [0.4] } });
    if (outcome.kind !== 'done') throw new Error('a measured trial is done');
    await store.begin(begun);
    await store.put('v0|a', outcome.result);
    expect(await store.get('v0|a')).toBeDefined();

    await deleteEverything(undefined);
    await store.put('v0|b', outcome.result);
    await store.save({ ...begun, isFinished: true });
    expect(await store.experiment()).toBeUndefined();
    expect(await store.get('v0|b')).toBeUndefined();
    expect(reasons).toEqual(['deleted-elsewhere']);

    await store.begin(begun);
    await store.put('v0|c', outcome.result);
    expect(await store.get('v0|c')).toBeDefined();
  });
});
