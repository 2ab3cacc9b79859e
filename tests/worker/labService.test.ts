import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import type { Engine } from '../../src/engine/engine';
import type { TrialResult } from '../../src/lab/result';
import type { LabTable } from '../../src/lab/table';
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
/** Gradient steps that were asked for, and how many are let through: the next one waits. */
let asked: number;
let letThrough: number;
beforeEach(() => {
  asked = 0;
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
          asked++;
          while (asked > letThrough) await new Promise((resolve) => setTimeout(resolve, 1));
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

/** A desk as a fresh page has it; what was kept is the same for all. */
function freshDesk(): LabService {
  return new LabService({
    engines: { forLog: countingEngine },
    openStore: openLabStore,
    loaded: () => undefined,
    isTraining: () => isTraining,
    emit: (event) => {
      if (event.type === 'lab') states.push({ state: event.state, atMs: performance.now() });
    },
  });
}

const until = (desk: LabService, reached: (state: LabState) => boolean) =>
  expect.poll(async () => reached(await desk.state()), { interval: 2, timeout: 30_000 }).toBe(true);
/** What is asked of the desk before the step that waits is let through. */
function atStep<T>(action: () => Promise<T>): Promise<T> {
  const done = action();
  letThrough = Number.POSITIVE_INFINITY;
  return done;
}
/** csmf's trial. */
const FIRST_CELL = 18;
const finished = (desk: LabService) => until(desk, ({ status }) => status === 'finished');

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
  const desk = freshDesk();
  await desk.start(REQUEST);
  await finished(desk);
  const tables = timeless(await desk.tables());
  globalThis.indexedDB = new IDBFactory();
  states = [];
  begun = 0;
  asked = 0;
  return tables;
}

describe('an experiment in the background', () => {
  it('tells how it goes at most ten times a second and is there after a reload', async () => {
    const desk = freshDesk();
    expect(await desk.state()).toMatchObject({ status: 'idle', spec: null });
    expect(await desk.tables()).toEqual([]);
    await desk.start(REQUEST);
    await expect(desk.start(REQUEST)).rejects.toThrow(/not finished yet/);
    await finished(desk);
    expect(states[0]!.state).toMatchObject({ status: 'running', done: 0, total: 3 });
    expect(states.at(-1)!.state).toMatchObject({ status: 'finished', done: 3, total: 3, trial: null });
    const running = states.filter(({ state }) => state.status === 'running');
    const gaps = running.slice(1).map(({ atMs }, index) => atMs - running[index]!.atMs);
    expect(Math.min(...gaps)).toBeGreaterThan(95);
    const tables = await desk.tables();
    expect(tables[0]!.rows.map(({ label }) => label)).toEqual(['csmf', 'joint', 'popularity']);
    expect(await desk.exported('markdown')).toContain('| joint | ');
    expect(await desk.exported('csv')).toContain('shop 60 × 60,joint');
    const later = freshDesk();
    expect(await later.state()).toMatchObject({ status: 'finished', done: 3, total: 3 });
    expect(await later.tables()).toEqual(tables);
  });

  it('that a reload interrupted is offered again, skips what was done, and ends with the same table', async () => {
    const whole = await uninterrupted();
    const desk = freshDesk();
    letThrough = FIRST_CELL + 3;
    await desk.start(REQUEST);
    await until(desk, ({ done, progress }) => done === 1 && (progress?.step ?? 0) > 2);
    await atStep(() => desk.pause());
    begun = 0;
    const later = freshDesk();
    expect(await later.state()).toMatchObject({ status: 'interrupted', done: 1, total: 3 });
    expect((await later.tables())[0]!.rows[0]!.measured).toBeDefined();
    await later.resume();
    await finished(later);
    expect(timeless(await later.tables())).toEqual(whole);
    // Joint's only stage.
    expect(begun).toBe(1);
  });

  it('gives the engine up to a training, waits for its end, and does the trial again', async () => {
    const whole = await uninterrupted();
    const desk = freshDesk();
    letThrough = 3;
    await desk.start(REQUEST);
    await until(desk, ({ progress }) => (progress?.step ?? 0) > 2);
    expect(open).toBe(1);
    await atStep(() => desk.giveWay());
    expect(open).toBe(0);
    isTraining = true;
    desk.reconsider();
    expect(await desk.state()).toMatchObject({ status: 'waiting', done: 0 });
    begun = 0;
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toBe(0);
    isTraining = false;
    desk.reconsider();
    await finished(desk);
    expect(timeless(await desk.tables())).toEqual(whole);
  });

  it('goes on from the very step it was paused at', async () => {
    const desk = freshDesk();
    letThrough = 3;
    await desk.start(REQUEST);
    await until(desk, ({ progress }) => (progress?.step ?? 0) > 2);
    await atStep(() => desk.pause());
    const { progress } = await desk.state();
    const before = begun;
    letThrough = asked + 2;
    await desk.resume();
    await until(desk, (state) => (state.progress?.step ?? 0) > progress!.step);
    expect((await desk.state()).status).toBe('running');
    await atStep(() => desk.pause());
    // No stage was begun twice: csmf has five that learn, joint one.
    await desk.resume();
    await finished(desk);
    expect(begun).toBe(6);
    expect(before).toBeGreaterThan(0);
  });

  it('when cancelled keeps its table, frees the engine, and is not offered again', async () => {
    const desk = freshDesk();
    letThrough = FIRST_CELL + 1;
    await desk.start(REQUEST);
    await until(desk, ({ done, progress }) => done === 1 && progress !== null);
    await atStep(() => desk.cancel());
    expect(open).toBe(0);
    expect(await desk.state()).toMatchObject({ status: 'cancelled', done: 1 });
    expect(await desk.tables()).toHaveLength(1);
    expect(await freshDesk().state()).toMatchObject({ status: 'idle' });
  });

  it('is refused on a log that is not loaded', async () => {
    const own: LabRequest = { datasets: [{ fingerprint: 'abc' }], methods: ['csmf'] };
    await expect(freshDesk().start(own)).rejects.toThrow(/not loaded/);
    await expect(freshDesk().start({ datasets: [], methods: [] })).rejects.toThrow(/no experiment/);
  });

  it('forgets the trials of another version of the app when it begins, and none of its own', async () => {
    const store = await openLabStore();
    const result = { phase: 'tune' } as TrialResult;
    for (const key of ['v0.0.9|a', `v${version}|b`, 'v9.9.9|c']) await store.put(key, result);
    const desk = freshDesk();
    await desk.start(REQUEST);
    await finished(desk);
    expect(await store.get('v0.0.9|a')).toBeUndefined();
    expect(await store.get('v9.9.9|c')).toBeUndefined();
    expect(await store.get(`v${version}|b`)).toEqual(result);
    expect((await freshDesk().tables())[0]!.rows.every(({ measured }) => measured)).toBe(true);
  });
});
