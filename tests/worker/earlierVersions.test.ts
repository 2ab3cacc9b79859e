/** What the first versions of the page saved: opened, or left out with the reason, never half-read. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Side } from '../../src/data/schema';
import { openLabStore, outcomesOf } from '../../src/worker/lab/labStore';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import { createSession } from '../../src/worker/session';
import { openStorage } from '../../src/worker/storage/database';
import { taggedCsv } from '../taggedLog';

const SAMPLE = { seed: 1, users: 24, items: 20 };
const config = {
  batchSize: 8,
  uniformNegatives: 8,
  steps: { exposure: 4, click: 2, conversion: 2 },
  recoverySteps: { exposure: 1, click: 1 },
};
/** Written by version 0.1.0, as is the run file. */
const LINK =
  'setup=1.ZVPLkpswEPwXnYlLax4Gjqn4mkOcqj2PxQAqI0RJwuuNa_89DYu92OuTNa_u6R6uwnBobSVKobypRSSU7WvdiPI' +
  'qPDPiMhI-8OA3fBmsHx2LMomEY2XP7N4PT6mXW7XqtDqJcvtcusS_6myPpNe2n4sDjatpcgOoKbR0yU0cicZRP3bkdHgH67' +
  'HXAazfWDdt-EvjUuS4Y_J8aMnx48CZ0Sq5Hl1r37I7kBk69qLMgG7INRrcZl1QGn7QG9oA2ZAxNDWmkai0D7rrKMx7QDI2R' +
  '64q3Te_WBF4IkTjRXea3Ofr2Fl1OrRO9wCvqfO8anrVVWhnnVtdVdwv7yISdgzDGJZ3hjEUVHvQ_7BbHk1i1NaZ39yAyXla' +
  'AUHs6noM_UOB11bJjZSg_pi-qyEl9HjKray6FSDh9jfaU9ld_0_Tv4OujucBEhfRWe9fZyOfTmqduDN8jj-yA4cjPP66a8e' +
  '4m9NmvjpRxhIeLCG30JYSI0_Mw0_24W7KmTpdzcbuJ86iTNFp6KLNaPaDVS2myQ-cAAXgoe8qejITsG_tAOAayrAb4DSSIl' +
  'PFtipylcXFNk4SlbJMqx3vVJpLeonr5IhHnOdVkVYq2aU5xYnKCuYXtaVMZhjo5_v8DmSHiSXo3D5drDN6aIIvC6rrwGb6K' +
  'z_w-w8';
const SCORES = [
  0.015719395130872726, 0.013891542330384254, 0.026911301538348198, 0.004869641736149788,
  0.015088725835084915,
];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
  return () => vi.unstubAllGlobals();
});

async function visit(): Promise<{ session: Session; events: SessionEvent[] }> {
  const session = createSession('cpu');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => void events.push(event));
  return { session, events };
}

const withoutKinds = (side: Side) => ({
  ...side,
  features: side.features.map(({ kind: _, ...feature }) => feature),
});

/** Writes everything that is saved now as version 0.1.0 wrote it, with one more run without its file. */
async function writeOldDatabase(): Promise<void> {
  const storage = (await openStorage())!;
  const old = await openDB('csmf-keeping', 1, {
    upgrade(database) {
      database.createObjectStore('trainings', { keyPath: 'id' });
      database.createObjectStore('runs', { keyPath: 'id' });
      database.createObjectStore('files');
      database.createObjectStore('logs', { keyPath: 'fingerprint' });
      database.createObjectStore('logData');
    },
  });
  for (const name of ['trainings', 'runs', 'logs'] as const) {
    for (const record of await storage.getAll(name)) await old.put(name, record);
  }
  for (const key of await storage.getAllKeys('files')) {
    await old.put('files', await storage.get('files', key), key);
  }
  for (const key of await storage.getAllKeys('logData')) {
    const { log, splitMethod, csv } = (await storage.get('logData', key))!;
    const warnings = [{ code: 'few-rows', message: 'The log has few rows.' }];
    const oldLog = { ...log, users: withoutKinds(log.users), items: withoutKinds(log.items), warnings };
    await old.put('logData', { log: oldLog, splitMethod, csv }, key);
  }
  await old.put('runs', { ...(await storage.getAll('runs'))[0], id: 'no-file' });
  for (const name of storage.objectStoreNames) await storage.clear(name);
  storage.close();
  old.close();
}

describe('the database of version 0.1.0', () => {
  it('opens with its runs, its logs and its interrupted trainings, once', async () => {
    const first = await visit();
    await first.session.data.loadCsv(taggedCsv({ users: 30, items: 40, exposures: 16 }));
    const run = await first.session.training.train({ method: 'csmf', config });
    const users = await first.session.data.users();
    const scores = await first.session.retrieval.scores(users);
    await first.session.data.loadSample('shop', SAMPLE);
    await first.session.training.prepare({ method: 'joint', config });
    await first.session.training.step('batch');
    await first.session.data.loadSample('shop', { ...SAMPLE, seed: 2 });
    await expect.poll(async () => (await first.session.storage.list()).interruptions.length).toBe(1);
    const before = await first.session.storage.list();
    await writeOldDatabase();

    const { session, events } = await visit();
    expect(await session.storage.list()).toEqual(before);
    expect(events.filter(({ type }) => type === 'not-saved')).toEqual([
      { type: 'not-saved', code: 'old-records-left-out', values: { count: 1 } },
    ]);
    expect(await session.storage.openRun(before.runs[0]!.id)).toMatchObject({ method: run.method });
    expect(await session.retrieval.scores(users)).toEqual(scores);
    const { dataset } = events.findLast((event) => event.type === 'dataset')!;
    expect(dataset.items.features.map(({ kind }) => kind)).toContain('list');
    expect(dataset.summary.warnings).toEqual([
      { code: 'unexpected', values: { message: 'The log has few rows.' } },
    ]);
    await session.storage.continueTraining(before.interruptions[0]!.id);
    await session.storage.deleteRun(before.runs[0]!.id);
    const after = await session.storage.list();
    expect(after.interruptions).toEqual([]);

    const next = await visit();
    expect(await next.session.storage.list()).toEqual(after);
    expect(next.events.filter(({ type }) => type === 'not-saved')).toEqual([]);
    await expect
      .poll(async () => (await indexedDB.databases()).map(({ name }) => name))
      .not.toContain('csmf-keeping');
  });
});

describe('the lab’s database of version 0.1.0', () => {
  const spec = { datasets: [{ sample: 'shop' }], methods: [{ label: 'csmf', method: 'csmf', changes: {} }] };
  const cell = { dataset: { sample: 'shop' }, phase: 'measure', seed: 0, alternative: 'best' };
  const contestant = { label: 'csmf', method: 'csmf', changes: {} };

  async function writeOldLab(experiment: unknown): Promise<void> {
    const old = await openDB('csmf-lab', 1, {
      upgrade(database) {
        database.createObjectStore('cells');
        database.createObjectStore('experiments');
      },
    });
    await old.put('cells', { phase: 'measure', steps: 3 }, 'v0.1.0|a');
    await old.put('experiments', experiment, 'current');
    old.close();
  }

  it('opens with its experiment, in which cells are trials and contestants are variants', async () => {
    const ended = [{ cell: { ...cell, contestant }, alternative: 0, key: 'v0.1.0|a' }];
    await writeOldLab({ version: '0.1.0', spec, ended, isFinished: true });
    const reasons: unknown[] = [];
    const store = await openLabStore((reason) => reasons.push(reason));
    const saved = (await store.experiment())!;
    expect(saved).toMatchObject({ spec, isFinished: true });
    expect(await outcomesOf(store, saved)).toMatchObject([
      { trial: { ...cell, variant: contestant }, alternative: 0, result: { steps: 3 } },
    ]);
    expect(reasons).toEqual([]);
  });

  it('opens without an experiment that cannot be read, and says so', async () => {
    await writeOldLab({ version: '0.1.0', spec, ended: [{ cell: {} }], isFinished: true });
    const reasons: unknown[] = [];
    const store = await openLabStore((reason) => reasons.push(reason));
    expect(await store.experiment()).toBeUndefined();
    expect(reasons).toEqual([{ code: 'lab-experiment-unreadable' }]);
  });
});

describe('files and links of version 0.1.0', () => {
  it('opens a run file with the same scores', async () => {
    const { session } = await visit();
    await session.data.loadSample('shop', SAMPLE);
    const file = readFileSync(new URL('./fixtures/run-0.1.0.zip', import.meta.url));
    expect(await session.storage.importRun(new Blob([file]))).toMatchObject({ method: 'csmf', steps: 10 });
    const [scores] = await session.retrieval.scores(['u0001']);
    expect([...scores!.conversion.subarray(0, SCORES.length)]).toEqual(SCORES);
  });

  it('opens a link with its method, its settings and its log', async () => {
    const { session } = await visit();
    expect(await session.storage.readLink(LINK)).toMatchObject({
      method: 'csmf',
      config: { ...config, hiddenWidth: 9, outputWidth: 6 },
      dataset: { name: 'shop', sample: { name: 'shop', options: SAMPLE } },
    });
  });
});
