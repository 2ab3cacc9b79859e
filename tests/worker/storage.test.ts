import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sentenceOf } from '../../src/page/messages/sentence';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import type { SavedLists } from '../../src/worker/protocol/storage';
import type { RunSummary } from '../../src/worker/protocol/training';
import type { SavedTraining } from '../../src/worker/storage/database';
import { atStageStart, stepsDone } from '../../src/worker/training/sessionCheckpoint';
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
async function visit(engine = 'cpu'): Promise<Visit> {
  vi.resetModules();
  const { createSession } = await import('../../src/worker/session');
  const session = createSession(engine);
  const events: SessionEvent[] = [];
  await session.subscribe((event) => void events.push(event));
  return { session, events };
}

const stepOf = (events: SessionEvent[]) =>
  events.findLast((event) => event.type === 'progress')?.progress.step ?? 0;
const savedBy = (session: Session, reached: (lists: SavedLists) => boolean) =>
  expect.poll(async () => reached(await session.storage.list()), { interval: 10 }).toBe(true);

/** Trains to a step and is closed there. */
async function interruptedAt(step: number, method = 'csmf'): Promise<void> {
  const { session, events } = await visit();
  await session.data.loadSample('shop', SAMPLE);
  await session.training.prepare({ method, config });
  while (stepOf(events) < step) {
    const before = stepOf(events);
    await session.training.step('batch');
    await expect.poll(() => stepOf(events), { interval: 2 }).toBe(before + 1);
    await expect
      .poll(() => events.findLast(({ type }) => type === 'status'), { interval: 2 })
      .toMatchObject({
        status: 'paused',
      });
  }
  // Checkpoints are written beside the training.
  const { openStorage } = await import('../../src/worker/storage/database');
  const database = (await openStorage())!;
  const saved = async () => (await database.getAll('trainings')).map(({ checkpoint }) => checkpoint.trainer);
  await expect.poll(async () => (await saved()).map(stepsDone), { interval: 2 }).toEqual([step]);
}

/** What a run is, without what a clock says. */
async function outcome({ session, events }: Visit, { seconds: _, id: __, ...summary }: RunSummary) {
  const users = await session.data.users();
  const view = events.findLast((event) => event.type === 'run')!.run;
  return {
    summary,
    scores: await session.retrieval.scores(users),
    masks: await session.training.maskPictures(),
    stages: view.stages.map(({ seconds: ___, ...stage }) => stage),
    validations: view.validations,
  };
}

async function undisturbed(method = 'csmf') {
  const whole = await visit();
  await whole.session.data.loadSample('shop', SAMPLE);
  const result = await outcome(whole, await whole.session.training.train({ method, config }));
  globalThis.indexedDB = new IDBFactory();
  return result;
}

describe('a training that is interrupted', () => {
  it.each([3, 8, 11])('at step %i continues after a reload and ends with the same bits', async (step) => {
    const expected = await undisturbed();
    await interruptedAt(step);
    const next = await visit();
    const [interruption] = (await next.session.storage.list()).interruptions;
    expect(interruption).toMatchObject({ method: 'csmf', steps: 18, dataset: { name: 'shop' } });
    const { kind, objective } = interruption!.outline!;
    expect(`${kind}-${objective}`).toBe(interruption!.stage);
    expect(interruption!.step).toBe(step);
    const summary = await next.session.storage.continueTraining(interruption!.id);
    expect(await outcome(next, summary)).toEqual(expected);
    const lists = await next.session.storage.list();
    expect(lists.interruptions).toEqual([]);
    expect(lists.runs).toHaveLength(1);
  });

  it('says which engine saved it, and goes on with another one: frozen stays frozen', async () => {
    const expected = await undisturbed();
    await interruptedAt(8);
    const next = await visit('wasm');
    const [interruption] = (await next.session.storage.list()).interruptions;
    expect(interruption!.engine).toBe('tfjs-cpu');
    const summary = await next.session.storage.continueTraining(interruption!.id);
    const { engine, backend, drift, steps, flops } = summary;
    expect({ engine, backend, steps, flops }).toEqual({
      engine: 'wasm',
      backend: 'wasm',
      steps: 18,
      flops: expected.summary.flops,
    });
    expect(drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
    const losses = (history: RunSummary['history']) => history.map(({ loss }) => loss);
    expect(losses(summary.history).slice(0, 8)).toEqual(losses(expected.summary.history).slice(0, 8));
  });

  it('can be discarded, and is when it is cancelled, but not when another log is loaded', async () => {
    await interruptedAt(8);
    const { session, events } = await visit();
    const id = (await session.storage.list()).interruptions[0]!.id;
    await session.storage.discardTraining(id);
    expect(events.findLast((event) => event.type === 'saved')!.saved.interruptions).toEqual([]);
    await session.data.loadSample('shop', SAMPLE);
    for (const [leave, left] of [
      [() => session.training.cancel(), 0],
      [() => session.data.loadSample('shop', { ...SAMPLE, seed: 2 }), 1],
    ] as const) {
      await session.training.prepare({ method: 'csmf', config });
      await session.training.step('batch');
      await expect.poll(() => stepOf(events), { interval: 5 }).toBe(1);
      expect((await session.storage.list()).interruptions).toHaveLength(0);
      await leave();
      await savedBy(session, ({ interruptions }) => interruptions.length === left);
    }
  });

  it('is refused, and stays saved, when this version would plan it differently', async () => {
    await interruptedAt(8);
    const { session } = await visit();
    const id = (await session.storage.list()).interruptions[0]!.id;
    const { openStorage } = await import('../../src/worker/storage/database');
    const database = (await openStorage())!;
    const record = (await database.get('trainings', id))!;
    await database.put('trainings', { ...record, plan: record.plan.replace('"steps":4', '"steps":5') });
    await expect(session.storage.continueTraining(id)).rejects.toMatchObject({ code: 'training-plan' });
    expect((await session.storage.list()).interruptions).toHaveLength(1);
    await expect(session.storage.continueTraining('nobody')).rejects.toMatchObject({
      code: 'training-not-saved',
    });
  });
});

describe('a record of an interrupted training', () => {
  async function recordAt(step: number) {
    await interruptedAt(step);
    const { openStorage } = await import('../../src/worker/storage/database');
    const database = (await openStorage())!;
    const [record] = await database.getAll('trainings');
    return {
      record: record!,
      put: (changed: unknown) => database.put('trainings', changed as SavedTraining),
    };
  }

  it('of the earlier format, with starts of stages only, continues from the start of its stage', async () => {
    const expected = await undisturbed();
    const { record, put } = await recordAt(9);
    const { format: _, ...before } = record;
    const { stageStartedMs: __, ...start } = atStageStart(record.checkpoint);
    await put({ ...before, checkpoint: start });
    const next = await visit();
    expect((await next.session.storage.list()).interruptions).toMatchObject([
      { step: 8, stage: 'train-click' },
    ]);
    expect(await outcome(next, await next.session.storage.continueTraining(record.id))).toEqual(expected);
  });

  it('of format 2, which has other names for the progress within a stage, is resumed at the same step', async () => {
    const expected = await undisturbed();
    const { record, put } = await recordAt(11);
    const { midStage, ...trainer } = record.checkpoint.trainer;
    const { bestAttempt, ...within } = midStage!;
    const old = { ...trainer, within: bestAttempt ? { ...within, tried: bestAttempt } : within };
    await put({ ...record, format: 2, checkpoint: { ...record.checkpoint, trainer: old } });
    const next = await visit();
    const { step } = midStage!;
    expect((await next.session.storage.list()).interruptions).toMatchObject([{ step, stage: record.stage }]);
    expect(await outcome(next, await next.session.storage.continueTraining(record.id))).toEqual(expected);
  });

  it('of a later format, or incomplete, is refused with a sentence and can still be discarded', async () => {
    const { record, put } = await recordAt(9);
    const { session } = await visit();
    const { midStage } = record.checkpoint.trainer;
    for (const [changed, error] of [
      [
        { ...record, format: 4 },
        { code: 'training-format', values: { format: '4' } },
      ],
      [
        { ...record, checkpoint: { ...record.checkpoint, history: undefined } },
        { code: 'training-incomplete' },
      ],
      [
        withMidStage(record, { ...midStage!, engine: { ...midStage!.engine, losses: 'none' } }),
        { code: 'training-incomplete' },
      ],
      [
        withMidStage(record, { ...midStage!, engine: { ...midStage!.engine, weights: [] } }),
        { code: 'snapshot-mismatch' },
      ],
    ] as const) {
      await put(changed);
      await expect(session.storage.continueTraining(record.id)).rejects.toMatchObject(error);
      expect((await session.storage.list()).interruptions).toHaveLength(1);
    }
    await put({ id: 'nonsense' });
    await session.storage.discardTraining(record.id);
    expect((await session.storage.list()).interruptions).toEqual([]);
  });

  it('stays the previous one when there is no space for the next, which is reported once', async () => {
    const { record } = await recordAt(9);
    const { session, events } = await visit();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await session.storage.continueTraining(record.id).catch(() => undefined);
    const reports = events.filter((event) => event.type === 'not-saved');
    expect(put.mock.calls.length).toBeGreaterThan(2);
    expect(reports.filter(({ values }) => values?.what === 'checkpoints')).toMatchObject([
      { code: 'storage-full' },
    ]);
    vi.restoreAllMocks();
    const { openStorage } = await import('../../src/worker/storage/database');
    expect(await (await openStorage())!.getAll('trainings')).toEqual([record]);
  });
});

const withMidStage = ({ checkpoint, ...record }: SavedTraining, midStage: unknown) => ({
  ...record,
  checkpoint: { ...checkpoint, trainer: { ...checkpoint.trainer, midStage } },
});

describe('two tabs', () => {
  it('do not continue the same training, and see each other’s runs', async () => {
    const { createSession } = await import('../../src/worker/session');
    const tabs = [createSession('cpu'), createSession('cpu')] as const;
    const events: SessionEvent[] = [];
    await tabs[0].subscribe((event) => void events.push(event));
    for (const tab of tabs) await tab.data.loadSample('shop', SAMPLE);
    await tabs[0].training.prepare({ method: 'csmf', config });
    await tabs[0].training.step('batch');
    await expect.poll(() => stepOf(events), { interval: 5 }).toBe(1);
    expect((await tabs[1].storage.list()).interruptions).toEqual([]);
    const { openStorage } = await import('../../src/worker/storage/database');
    const [id] = await (await openStorage())!.getAllKeys('trainings');
    await expect(tabs[1].storage.continueTraining(id!)).rejects.toMatchObject({
      code: 'training-in-other-tab',
    });
    await Promise.all(tabs.map((tab) => tab.training.train({ method: 'joint', config })));
    const lists = await Promise.all(tabs.map((tab) => tab.storage.list()));
    expect(lists[0]).toEqual(lists[1]);
    expect(lists[0]!.runs).toHaveLength(2);
  });
});

describe('the saved runs and logs', () => {
  it('list a finished run after a reload; it opens with the same scores, can be renamed and deleted', async () => {
    const first = await visit();
    await first.session.data.loadSample('shop', SAMPLE);
    const expected = await outcome(first, await first.session.training.train({ method: 'csmf', config }));
    const { session, events } = await visit();
    const [run] = (await session.storage.list()).runs;
    expect(run).toMatchObject({
      name: 'csmf',
      seed: 0,
      dataset: { name: 'shop', sample: { options: SAMPLE } },
    });
    expect(await outcome({ session, events }, await session.storage.openRun(run!.id))).toEqual(expected);
    await session.storage.openRun(run!.id);
    expect(await session.training.runs()).toHaveLength(1);
    await session.storage.renameRun(run!.id, '  the good one ');
    expect((await session.storage.list()).runs).toMatchObject([{ name: 'the good one' }]);
    await expect(session.storage.renameRun(run!.id, ' ')).rejects.toMatchObject({
      code: 'bad-run-name',
      values: { max: 200 },
    });
    await session.storage.deleteRun(run!.id);
    expect((await session.storage.list()).runs).toEqual([]);
    await expect(session.storage.openRun(run!.id)).rejects.toMatchObject({ code: 'run-not-saved' });
  });

  it('include an uploaded log, so that its run opens and its training continues without the file', async () => {
    // Items have a feature of lists.
    const file = taggedCsv({ users: 30, items: 40, exposures: 16 });
    const first = await visit();
    const { fingerprint } = await first.session.data.loadCsv(file);
    const expected = await outcome(first, await first.session.training.train({ method: 'csmf', config }));
    const next = await visit();
    const { logs, runs } = await next.session.storage.list();
    expect(logs).toMatchObject([{ fingerprint, name: 'log.csv' }]);
    expect(await outcome(next, await next.session.storage.openRun(runs[0]!.id))).toEqual(expected);
    await next.session.storage.deleteLog(fingerprint);
    const last = await visit();
    await expect(last.session.storage.openRun(runs[0]!.id)).rejects.toMatchObject({
      code: 'log-not-saved',
      values: { name: 'log.csv' },
    });
    await last.session.data.loadCsv(file);
    expect(await outcome(last, await last.session.storage.openRun(runs[0]!.id))).toEqual(expected);
  });

  it('stay when there is no space for a new run, which is reported and can be used', async () => {
    const { session, events } = await visit();
    await session.data.loadSample('shop', SAMPLE);
    await session.training.train({ method: 'csmf', config });
    const before = await session.storage.list();
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'runs') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given as Parameters<typeof put>);
    });
    await session.training.train({ method: 'joint', config });
    const report = events.find((event) => event.type === 'not-saved')!;
    expect(report).toMatchObject({ code: 'storage-full', values: { what: 'run' } });
    expect(sentenceOf('error', report)).toMatch(/no space left to save this run.*delete runs/);
    vi.restoreAllMocks();
    const after = await session.storage.list();
    expect(after.runs).toEqual(before.runs);
    expect(await session.training.runs()).toHaveLength(2);
    // Its last checkpoint stays until the run is saved: nothing has to be trained twice.
    expect(after.interruptions).toMatchObject([{ method: 'joint' }]);
    expect(await session.storage.openRun(before.runs[0]!.id)).toMatchObject({ method: 'csmf' });
  });

  it('can all be deleted', async () => {
    await interruptedAt(8);
    const { session } = await visit();
    await session.data.loadCsv(
      'user,item,click\nu1,i1,1\nu1,i2,0\nu2,i1,0\nu2,i2,1\nu3,i1,1\nu3,i2,1\nu3,i3,0\nu4,i1,0\nu4,i3,1\nu2,i3,1\n',
    );
    await session.training.train({ method: 'popularity' });
    const events: SessionEvent[] = [];
    await session.subscribe((event) => events.push(event));
    await session.storage.deleteEverything();
    expect(await session.storage.list()).toEqual({ interruptions: [], runs: [], logs: [] });
    expect(await session.training.runs()).toEqual([]);
    await expect(session.retrieval.evaluate()).rejects.toMatchObject({ code: 'no-run' });
    // What is loaded goes too; then the page is as at a first visit.
    const types = events.map(({ type }) => type);
    expect(types.indexOf('dataset')).toBeGreaterThan(types.indexOf('deleted'));
    expect(events.find((event) => event.type === 'dataset')?.dataset.sample).toBe('shop');
    expect(await (await visit()).session.storage.list()).toEqual({ interruptions: [], runs: [], logs: [] });
  });
});

describe('a run file of a run that is there', () => {
  it('shows that run, in this visit or saved by an earlier one, and is listed once', async () => {
    const first = await visit();
    await first.session.data.loadSample('shop', SAMPLE);
    const trained = await first.session.training.train({ method: 'csmf', config });
    const file = await first.session.storage.exportRun(undefined, '');
    expect((await first.session.storage.importRun(file)).id).toBe(trained.id);
    expect(await first.session.training.runs()).toHaveLength(1);
    // Another seed is another run, of the same method on the same log.
    await first.session.training.train({ method: 'csmf', config: { ...config, seed: 1 } });
    const [saved] = (await first.session.storage.list()).runs.filter(({ seed }) => seed === 0);
    await first.session.storage.renameRun(saved!.id, 'the first');

    const next = await visit();
    await next.session.data.loadSample('shop', SAMPLE);
    await next.session.storage.importRun(file);
    const [shown] = await next.session.training.runs();
    expect(shown).toMatchObject({ savedId: saved!.id, seconds: trained.seconds });
    expect((await next.session.storage.list()).runs).toHaveLength(2);
  });
});
