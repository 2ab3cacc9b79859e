import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import type { SavedLists } from '../../src/worker/protocol/storage';
import type { RunSummary } from '../../src/worker/protocol/training';
import type { SavedTraining } from '../../src/worker/storage/database';
import { atStageStart } from '../../src/worker/training/sessionCheckpoint';
import { taggedCsv } from '../taggedLog';

const SAMPLE = { seed: 1, users: 60, items: 60 };
const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
  validationEvery: 2,
};

interface Visit {
  session: Session;
  events: SessionEvent[];
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A worker as a fresh page starts it. Whatever ran in the one before is dead: it is never pulled again. */
async function visit(): Promise<Visit> {
  vi.resetModules();
  const { createSession } = await import('../../src/worker/session');
  const session = createSession('cpu');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => void events.push(event));
  return { session, events };
}

const stepOf = (events: SessionEvent[]) =>
  events.findLast((event) => event.type === 'progress')?.progress.step ?? 0;
const keptBy = (session: Session, reached: (kept: SavedLists) => boolean) =>
  expect.poll(async () => reached(await session.kept()), { interval: 10 }).toBe(true);

/** Trains to a step and is closed there. */
async function interruptedAt(step: number, method = 'csmf'): Promise<void> {
  const { session, events } = await visit();
  await session.loadSample('shop', SAMPLE);
  await session.prepare({ method, config });
  while (stepOf(events) < step) {
    const before = stepOf(events);
    await session.step('batch');
    await expect.poll(() => stepOf(events), { interval: 2 }).toBe(before + 1);
    await expect
      .poll(() => events.findLast(({ type }) => type === 'status'), { interval: 2 })
      .toMatchObject({
        status: 'paused',
      });
  }
}

/** What a run is, without what a clock says. */
async function outcome({ session, events }: Visit, { seconds: _, id: __, ...summary }: RunSummary) {
  const users = await session.users();
  const view = events.findLast((event) => event.type === 'run')!.run;
  return {
    summary,
    scores: await session.scores(users),
    masks: await session.maskPictures(),
    stages: view.stages.map(({ seconds: ___, ...stage }) => stage),
    validations: view.validations,
  };
}

async function undisturbed(method = 'csmf') {
  const whole = await visit();
  await whole.session.loadSample('shop', SAMPLE);
  const result = await outcome(whole, await whole.session.train({ method, config }));
  globalThis.indexedDB = new IDBFactory();
  return result;
}

describe('a training that is interrupted', () => {
  it.each([3, 8, 11])('at step %i goes on after a reload and ends with the same bits', async (step) => {
    const expected = await undisturbed();
    await interruptedAt(step);
    const next = await visit();
    const [interruption] = (await next.session.kept()).interruptions;
    expect(interruption).toMatchObject({ method: 'csmf', steps: 18, dataset: { name: 'shop' } });
    const { kind, objective } = interruption!.outline!;
    expect(`${kind}-${objective}`).toBe(interruption!.stage);
    expect(interruption!.step).toBe(step);
    const summary = await next.session.continueTraining(interruption!.id);
    expect(await outcome(next, summary)).toEqual(expected);
    const kept = await next.session.kept();
    expect(kept.interruptions).toEqual([]);
    expect(kept.runs).toHaveLength(1);
  });

  it('can be discarded, and is when it is cancelled, but not when another log is loaded', async () => {
    await interruptedAt(8);
    const { session, events } = await visit();
    const id = (await session.kept()).interruptions[0]!.id;
    await session.discardTraining(id);
    expect(events.findLast((event) => event.type === 'kept')!.kept.interruptions).toEqual([]);
    await session.loadSample('shop', SAMPLE);
    for (const [leave, left] of [
      [() => session.cancel(), 0],
      [() => session.loadSample('shop', { ...SAMPLE, seed: 2 }), 1],
    ] as const) {
      await session.prepare({ method: 'csmf', config });
      await session.step('batch');
      await expect.poll(() => stepOf(events), { interval: 5 }).toBe(1);
      expect((await session.kept()).interruptions).toHaveLength(0);
      await leave();
      await keptBy(session, ({ interruptions }) => interruptions.length === left);
    }
  });

  it('is refused, and stays, when this version would plan it otherwise', async () => {
    await interruptedAt(8);
    const { session } = await visit();
    const id = (await session.kept()).interruptions[0]!.id;
    const { openStorage } = await import('../../src/worker/storage/database');
    const keeping = (await openStorage())!;
    const kept = (await keeping.get('trainings', id))!;
    await keeping.put('trainings', { ...kept, plan: kept.plan.replace('"steps":4', '"steps":5') });
    await expect(session.continueTraining(id)).rejects.toThrow(/otherwise than the one that left it/);
    expect((await session.kept()).interruptions).toHaveLength(1);
    await expect(session.continueTraining('nobody')).rejects.toThrow(/no longer kept/);
  });
});

describe('a record of an interrupted training', () => {
  async function recordAt(step: number) {
    await interruptedAt(step);
    const { openStorage } = await import('../../src/worker/storage/database');
    const keeping = (await openStorage())!;
    const [record] = await keeping.getAll('trainings');
    return { record: record!, put: (changed: unknown) => keeping.put('trainings', changed as SavedTraining) };
  }

  it('of the format before, which knew starts of stages only, is gone on with from there', async () => {
    const expected = await undisturbed();
    const { record, put } = await recordAt(9);
    const { format: _, ...before } = record;
    const { stageStartedMs: __, ...start } = atStageStart(record.checkpoint);
    await put({ ...before, checkpoint: start });
    const next = await visit();
    expect((await next.session.kept()).interruptions).toMatchObject([{ step: 8, stage: 'train-click' }]);
    expect(await outcome(next, await next.session.continueTraining(record.id))).toEqual(expected);
  });

  it('of a later format, or not whole, is refused with a sentence and can still be discarded', async () => {
    const { record, put } = await recordAt(9);
    const { session } = await visit();
    const { within } = record.checkpoint.trainer;
    for (const [changed, sentence] of [
      [{ ...record, format: 3 }, /kept in format 3, which this version of the page does not read/],
      [{ ...record, checkpoint: { ...record.checkpoint, history: undefined } }, /is not whole. Discard it/],
      [withWithin(record, { ...within!, engine: { ...within!.engine, losses: 'none' } }), /is not whole/],
      [withWithin(record, { ...within!, engine: { ...within!.engine, weights: [] } }), /snapshot-mismatch/],
    ] as const) {
      await put(changed);
      await expect(session.continueTraining(record.id)).rejects.toThrow(sentence);
      expect((await session.kept()).interruptions).toHaveLength(1);
    }
    await put({ id: 'nonsense' });
    await session.discardTraining(record.id);
    expect((await session.kept()).interruptions).toEqual([]);
  });

  it('is the one before when there is no room for the next, which is told once', async () => {
    const { record } = await recordAt(9);
    const { session, events } = await visit();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await session.continueTraining(record.id).catch(() => undefined);
    const complaints = events.flatMap((event) => (event.type === 'not-kept' ? event.message : []));
    expect(put.mock.calls.length).toBeGreaterThan(2);
    expect(complaints.filter((message) => /no room left to keep checkpoints/.test(message))).toHaveLength(1);
    vi.restoreAllMocks();
    const { openStorage } = await import('../../src/worker/storage/database');
    expect(await (await openStorage())!.getAll('trainings')).toEqual([record]);
  });
});

const withWithin = ({ checkpoint, ...record }: SavedTraining, within: unknown) => ({
  ...record,
  checkpoint: { ...checkpoint, trainer: { ...checkpoint.trainer, within } },
});

describe('two tabs', () => {
  it('do not go on with the same training, and see each other’s runs', async () => {
    const { createSession } = await import('../../src/worker/session');
    const tabs = [createSession('cpu'), createSession('cpu')] as const;
    const events: SessionEvent[] = [];
    await tabs[0].subscribe((event) => void events.push(event));
    for (const tab of tabs) await tab.loadSample('shop', SAMPLE);
    await tabs[0].prepare({ method: 'csmf', config });
    await tabs[0].step('batch');
    await expect.poll(() => stepOf(events), { interval: 5 }).toBe(1);
    expect((await tabs[1].kept()).interruptions).toEqual([]);
    const { openStorage } = await import('../../src/worker/storage/database');
    const [id] = await (await openStorage())!.getAllKeys('trainings');
    await expect(tabs[1].continueTraining(id!)).rejects.toThrow(/Another tab/);
    await Promise.all(tabs.map((tab) => tab.train({ method: 'joint', config })));
    const lists = await Promise.all(tabs.map((tab) => tab.kept()));
    expect(lists[0]).toEqual(lists[1]);
    expect(lists[0]!.runs).toHaveLength(2);
  });
});

describe('the library', () => {
  it('lists a finished run after a reload, opens it with the same scores, renames and deletes it', async () => {
    const first = await visit();
    await first.session.loadSample('shop', SAMPLE);
    const expected = await outcome(first, await first.session.train({ method: 'csmf', config }));
    const { session, events } = await visit();
    const [run] = (await session.kept()).runs;
    expect(run).toMatchObject({
      name: 'csmf',
      seed: 0,
      dataset: { name: 'shop', sample: { options: SAMPLE } },
    });
    expect(await outcome({ session, events }, await session.openKeptRun(run!.id))).toEqual(expected);
    await session.openKeptRun(run!.id);
    expect(await session.runs()).toHaveLength(1);
    await session.renameKeptRun(run!.id, '  the good one ');
    expect((await session.kept()).runs).toMatchObject([{ name: 'the good one' }]);
    await expect(session.renameKeptRun(run!.id, ' ')).rejects.toThrow(/1 to 200/);
    await session.deleteKeptRun(run!.id);
    expect((await session.kept()).runs).toEqual([]);
    await expect(session.openKeptRun(run!.id)).rejects.toThrow(/no longer kept/);
  });

  it('keeps a log of one’s own, so that its run and its training go on without the file', async () => {
    // Items have a feature of lists.
    const file = taggedCsv({ users: 30, items: 40, exposures: 16 });
    const first = await visit();
    const { fingerprint } = await first.session.loadCsv(file);
    const expected = await outcome(first, await first.session.train({ method: 'csmf', config }));
    const next = await visit();
    const { logs, runs } = await next.session.kept();
    expect(logs).toMatchObject([{ fingerprint, name: 'log.csv' }]);
    expect(await outcome(next, await next.session.openKeptRun(runs[0]!.id))).toEqual(expected);
    await next.session.deleteKeptLog(fingerprint);
    const last = await visit();
    await expect(last.session.openKeptRun(runs[0]!.id)).rejects.toThrow(
      /“log.csv” is not kept.*Open its file/,
    );
    await last.session.loadCsv(file);
    expect(await outcome(last, await last.session.openKeptRun(runs[0]!.id))).toEqual(expected);
  });

  it('tells that there is no room, loses nothing that was kept, and the new run is usable', async () => {
    const { session, events } = await visit();
    await session.loadSample('shop', SAMPLE);
    await session.train({ method: 'csmf', config });
    const before = await session.kept();
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'runs') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given as Parameters<typeof put>);
    });
    await session.train({ method: 'joint', config });
    expect(events.find((event) => event.type === 'not-kept')!.message).toMatch(/no room left.*delete runs/);
    vi.restoreAllMocks();
    const after = await session.kept();
    expect(after.runs).toEqual(before.runs);
    expect(await session.runs()).toHaveLength(2);
    // Until the run is kept its last checkpoint is: nothing has to be trained twice over.
    expect(after.interruptions).toMatchObject([{ method: 'joint' }]);
    expect(await session.openKeptRun(before.runs[0]!.id)).toMatchObject({ method: 'csmf' });
  });

  it('forgets everything', async () => {
    await interruptedAt(8);
    const { session } = await visit();
    await session.loadCsv(
      'user,item,click\nu1,i1,1\nu1,i2,0\nu2,i1,0\nu2,i2,1\nu3,i1,1\nu3,i2,1\nu3,i3,0\nu4,i1,0\nu4,i3,1\nu2,i3,1\n',
    );
    await session.train({ method: 'popularity' });
    const events: SessionEvent[] = [];
    await session.subscribe((event) => events.push(event));
    await session.forgetEverything();
    expect(await session.kept()).toEqual({ interruptions: [], runs: [], logs: [] });
    expect(await session.runs()).toEqual([]);
    await expect(session.evaluate()).rejects.toMatchObject({ code: 'no-run' });
    // What is loaded goes too; then the page is as at a first visit.
    const told = events.map(({ type }) => type);
    expect(told.indexOf('dataset')).toBeGreaterThan(told.indexOf('forgotten'));
    expect(events.find((event) => event.type === 'dataset')?.dataset.sample).toBe('shop');
    expect(await (await visit()).session.kept()).toEqual({ interruptions: [], runs: [], logs: [] });
  });
});
