import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import type { Engine } from '../../src/engine/engine';
import type { TrialResult } from '../../src/lab/result';
import type { LabTable } from '../../src/lab/table';
import { exportTables } from '../../src/page/lab/exportTables';
import { LabService } from '../../src/worker/lab/labService';
import { openLabStore } from '../../src/worker/lab/labStore';
import type { LabRequest, LabState } from '../../src/worker/protocol/lab';
import { brief, engine, SMALL_SHOP } from '../lab/labCases';

const REQUEST: LabRequest = {
  datasets: [SMALL_SHOP],
  methods: [brief('csmf'), brief('joint'), 'popularity'],
  seeds: [0],
  tuned: false,
};

let states: { state: LabState; atMs: number }[];
let isTraining: boolean;
/** Stages that were begun, and those not disposed yet. */
let begun: number;
let open: number;
/** Gradient steps that were requested, and how many are let through: the next waits. */
let requested: number;
let letThrough: number;
beforeEach(() => {
  requested = 0;
  letThrough = Number.POSITIVE_INFINITY;
  globalThis.indexedDB = new IDBFactory();
  states = [];
  isTraining = false;
  begun = 0;
  open = 0;
});

async function countingEngine(): Promise<Engine> {
  const inner = await engine;
  return {
    ...inner,
    async begin(...parameters) {
      const stage = await inner.begin(...parameters);
      begun++;
      open++;
      let isOpen = true;
      const dispose = () => {
        if (isOpen) open--;
        isOpen = false;
        stage.dispose();
      };
      return {
        async step(...values) {
          requested++;
          while (requested > letThrough) await new Promise((resolve) => setTimeout(resolve, 1));
          return stage.step(...values);
        },
        losses: () => stage.losses(),
        synchronise: () => stage.synchronise(),
        capture: () => stage.capture(),
        resume: (state) => stage.resume(state),
        dispose,
      };
    },
  };
}

/** The service of a new page; all share what is saved. */
function newLab(): LabService {
  return new LabService({
    engines: { forLog: countingEngine },
    openStore: openLabStore,
    data: { loaded: undefined },
    training: {
      get isTraining() {
        return isTraining;
      },
    },
    emit: (event) => {
      if (event.type === 'lab') states.push({ state: event.state, atMs: performance.now() });
    },
  });
}

const until = (lab: LabService, reached: (state: LabState) => boolean) =>
  expect.poll(async () => reached(await lab.state()), { interval: 2, timeout: 30_000 }).toBe(true);
/** Calls an action, then lets the waiting step through. */
function atStep<T>(action: () => Promise<T>): Promise<T> {
  const done = action();
  letThrough = Number.POSITIVE_INFINITY;
  return done;
}
/** csmf's trial. */
const FIRST_CELL = 18;
const finished = (lab: LabService) => until(lab, ({ status }) => status === 'finished');

/** Without what a clock says. */
const timeless = (tables: readonly LabTable[]) =>
  tables.map(({ rows, ...table }) => ({
    ...table,
    rows: rows.map(({ measured, ...row }) => ({
      ...row,
      measured: { ...measured, seconds: 0, retrievalUs: 0 },
    })),
  }));

async function uninterrupted(): Promise<ReturnType<typeof timeless>> {
  const lab = newLab();
  await lab.start(REQUEST);
  await finished(lab);
  const tables = timeless(await lab.tables());
  globalThis.indexedDB = new IDBFactory();
  states = [];
  begun = 0;
  requested = 0;
  return tables;
}

describe('an experiment in the background', () => {
  it('reports its progress at most ten times a second and is still there after a reload', async () => {
    const lab = newLab();
    expect(await lab.state()).toMatchObject({ status: 'idle', spec: null });
    expect(await lab.tables()).toEqual([]);
    await lab.start(REQUEST);
    await expect(lab.start(REQUEST)).rejects.toMatchObject({ code: 'lab-busy' });
    await finished(lab);
    expect(states[0]!.state).toMatchObject({ status: 'running', done: 0, total: 3 });
    expect(states.at(-1)!.state).toMatchObject({ status: 'finished', done: 3, total: 3, trial: null });
    const running = states.filter(({ state }) => state.status === 'running');
    const gaps = running.slice(1).map(({ atMs }, index) => atMs - running[index]!.atMs);
    expect(Math.min(...gaps)).toBeGreaterThan(95);
    const tables = await lab.tables();
    expect(tables[0]!.rows.map(({ label }) => label)).toEqual(['csmf', 'joint', 'popularity']);
    expect(await exportTables('markdown', tables)).toContain('| joint | ');
    expect(await exportTables('csv', tables)).toContain('shop 60 × 60,joint');
    const later = newLab();
    expect(await later.state()).toMatchObject({ status: 'finished', done: 3, total: 3 });
    expect(await later.tables()).toEqual(tables);
  });

  it('interrupted by a reload is offered again, skips finished trials, and ends with the same table', async () => {
    const whole = await uninterrupted();
    const lab = newLab();
    letThrough = FIRST_CELL + 3;
    await lab.start(REQUEST);
    await until(lab, ({ done, progress }) => done === 1 && (progress?.step ?? 0) > 2);
    await atStep(() => lab.pause());
    begun = 0;
    const later = newLab();
    expect(await later.state()).toMatchObject({ status: 'interrupted', done: 1, total: 3 });
    expect((await later.tables())[0]!.rows[0]!.measured).toBeDefined();
    await later.resume();
    await finished(later);
    expect(timeless(await later.tables())).toEqual(whole);
    // Joint's only stage.
    expect(begun).toBe(1);
  });

  it('leaves the engine to a training, waits for its end, and begins the trial again', async () => {
    const whole = await uninterrupted();
    const lab = newLab();
    letThrough = 3;
    await lab.start(REQUEST);
    await until(lab, ({ progress }) => (progress?.step ?? 0) > 2);
    expect(open).toBe(1);
    await atStep(() => lab.yieldEngine());
    expect(open).toBe(0);
    isTraining = true;
    lab.resumeIfIdle();
    expect(await lab.state()).toMatchObject({ status: 'waiting', done: 0 });
    begun = 0;
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toBe(0);
    isTraining = false;
    lab.resumeIfIdle();
    await finished(lab);
    expect(timeless(await lab.tables())).toEqual(whole);
  });

  it('resumes from the step it was paused at', async () => {
    const lab = newLab();
    letThrough = 3;
    await lab.start(REQUEST);
    await until(lab, ({ progress }) => (progress?.step ?? 0) > 2);
    await atStep(() => lab.pause());
    const { progress } = await lab.state();
    const before = begun;
    letThrough = requested + 2;
    await lab.resume();
    await until(lab, (state) => (state.progress?.step ?? 0) > progress!.step);
    expect((await lab.state()).status).toBe('running');
    await atStep(() => lab.pause());
    // No stage was begun twice: csmf has five that learn, joint one.
    await lab.resume();
    await finished(lab);
    expect(begun).toBe(6);
    expect(before).toBeGreaterThan(0);
  });

  it('when cancelled keeps its table, frees the engine, and is not offered again', async () => {
    const lab = newLab();
    letThrough = FIRST_CELL + 1;
    await lab.start(REQUEST);
    await until(lab, ({ done, progress }) => done === 1 && progress !== null);
    await atStep(() => lab.cancel());
    expect(open).toBe(0);
    expect(await lab.state()).toMatchObject({ status: 'cancelled', done: 1 });
    expect(await lab.tables()).toHaveLength(1);
    expect(await newLab().state()).toMatchObject({ status: 'idle' });
  });

  it('is refused on a log that is not loaded', async () => {
    const unloaded: LabRequest = { datasets: [{ fingerprint: 'abc' }], methods: ['csmf'] };
    await expect(newLab().start(unloaded)).rejects.toMatchObject({ code: 'lab-log-not-loaded' });
    await expect(newLab().start({ datasets: [], methods: [] })).rejects.toMatchObject({
      code: 'experiment-invalid',
      values: { path: 'datasets' },
    });
  });

  it('deletes the trials of another version of the app when it begins, but none of the same version', async () => {
    const store = await openLabStore();
    const result = { phase: 'tune' } as TrialResult;
    for (const key of ['v0.0.9|a', `v${version}|b`, 'v9.9.9|c']) await store.put(key, result);
    const lab = newLab();
    await lab.start(REQUEST);
    await finished(lab);
    expect(await store.get('v0.0.9|a')).toBeUndefined();
    expect(await store.get('v9.9.9|c')).toBeUndefined();
    expect(await store.get(`v${version}|b`)).toEqual(result);
    expect((await newLab().tables())[0]!.rows.every(({ measured }) => measured)).toBe(true);
  });
});
