import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RUN_FILE, SEQUENTIAL_FILE } from '../../bench/snapshot/snapshotFiles';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { createSession } from '../../src/worker/session';

const SMALL = { seed: 1, users: 60, items: 60 };
const BRIEF = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};
const snapshot = new Blob([readFileSync(RUN_FILE)]);
const sequential = new Blob([readFileSync(SEQUENTIAL_FILE)]);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
});
afterEach(() => vi.unstubAllGlobals());

async function visit() {
  const session = createSession('wasm');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => void events.push(event));
  const shownRun = () => events.findLast((event) => event.type === 'run')?.run;
  return { session, shownRun };
}

describe('a visit begins', () => {
  it('with the run that ships with the page, which scores, has masks and stages, and is not saved', async () => {
    const { session, shownRun } = await visit();
    const summary = await session.storage.openFirstRun(snapshot);
    expect(summary).toMatchObject({ method: 'csmf', steps: 790 });
    expect(shownRun()).toMatchObject({ trainedInAdvance: true, dataset: 'shop' });
    const [user] = await session.data.users();
    const { scores } = await session.retrieval.userView(user!);
    expect(scores).toHaveLength(3);
    expect(new Set(scores[2]).size).toBeGreaterThan(100);
    await session.training.showStage(0);
    const { total } = await session.training.masks();
    expect(total.exposure).toBeGreaterThan(0);
    expect(total.conversion).toBe(0);
    expect((await session.storage.list()).runs).toEqual([]);
  });

  it('with the run saved last, where there is one', async () => {
    const before = await visit();
    await before.session.data.loadSample('shop', SMALL);
    await before.session.training.train({ method: 'joint', config: BRIEF });
    await before.session.training.train({ method: 'csmf', config: { ...BRIEF, seed: 5 } });
    await expect.poll(async () => (await before.session.storage.list()).runs.length).toBe(2);

    const { session, shownRun } = await visit();
    const summary = await session.storage.openFirstRun(snapshot);
    expect(summary).toMatchObject({ method: 'csmf', config: { seed: 5 } });
    expect(shownRun()?.trainedInAdvance).toBeUndefined();
    expect(await session.data.users()).toHaveLength(60);
  });

  it('with the run that is wanted, saved or trained in advance', async () => {
    const before = await visit();
    await before.session.data.loadSample('shop', SMALL);
    await before.session.training.train({ method: 'joint', config: BRIEF });
    await before.session.training.train({ method: 'csmf', config: { ...BRIEF, seed: 5 } });
    await expect.poll(async () => (await before.session.storage.list()).runs.length).toBe(2);
    const [, first] = (await before.session.storage.list()).runs;

    const saved = await visit();
    expect(await saved.session.storage.openFirstRun(snapshot, first!.id)).toMatchObject({ method: 'joint' });
    // The log of the one that came with the page is another: it is loaded with it, and once more on the way back.
    await saved.session.storage.openRun('in-advance');
    expect(saved.shownRun()).toMatchObject({ trainedInAdvance: true, summary: { steps: 790 } });
    await saved.session.storage.openRun(first!.id);
    await saved.session.storage.openRun('in-advance');
    expect(saved.shownRun()).toMatchObject({ trainedInAdvance: true });
    expect(await saved.session.training.runs()).toHaveLength(2);

    const inAdvance = await visit();
    await inAdvance.session.storage.openFirstRun(snapshot, 'in-advance');
    expect(inAdvance.shownRun()?.trainedInAdvance).toBe(true);
  });

  it('without the run that is wanted where it is not there, which is said once the page works', async () => {
    const { session, shownRun } = await visit();
    await expect(session.storage.openFirstRun(snapshot, 'gone')).rejects.toMatchObject({
      code: 'run-not-saved',
    });
    expect(shownRun()?.trainedInAdvance).toBe(true);
    await expect(session.storage.openRun(undefined as never)).rejects.toMatchObject({
      code: 'run-not-saved',
    });
  });

  it('with the sample alone, where the snapshot did not come or is damaged', async () => {
    const damaged = snapshot.slice(0, 5000);
    for (const file of [null, damaged]) {
      const { session, shownRun } = await visit();
      expect(await session.storage.openFirstRun(file)).toBeNull();
      expect(shownRun()).toBeUndefined();
      expect(await session.data.users()).toHaveLength(800);
    }
  });

  it('with the snapshot again after everything was deleted', async () => {
    const { session, shownRun } = await visit();
    await session.storage.openFirstRun(snapshot);
    await session.training.train({ method: 'csmf', config: BRIEF });
    expect(shownRun()?.trainedInAdvance).toBeUndefined();
    await session.storage.deleteEverything();
    expect(shownRun()?.trainedInAdvance).toBe(true);
    expect(await session.training.runs()).toHaveLength(1);
  });
});

describe('the run to compare with', () => {
  it('forgets, and is read for its own log only', async () => {
    const { session } = await visit();
    await session.storage.openFirstRun(snapshot);
    const read = await session.storage.readSequential(sequential);
    expect(read).toMatchObject({ method: 'sequential', seed: 0, steps: 650 });
    expect(read!.drift.exposure).toBeGreaterThan(1);
    expect(read!.validations.at(-1)!.step).toBe(650);
    await session.data.loadSample('shop', SMALL);
    expect(await session.storage.readSequential(sequential)).toBeNull();
  });
});
