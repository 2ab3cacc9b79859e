import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSpec, trialsOf } from '../../src/lab/experiment';
import { SWEEP_VALUES, SWEEPS } from '../../src/lab/labCatalogue';
import { sweepRequest } from '../../src/lab/sensitivity';
import { applyEvent } from '../../src/page/applyEvent';
import { createCommands } from '../../src/page/commands';
import { connectEvents, connectRest } from '../../src/page/connectEvents';
import {
  INITIAL_DRAFT,
  presetMethods,
  requestOf,
  sweepOf,
  trialsOfMethod,
} from '../../src/page/lab/labDraft';
import { INITIAL_LAB } from '../../src/page/lab/state';
import { createPageStore, INITIAL_STATE } from '../../src/page/state';
import type { LabTable } from '../../src/worker/protocol/lab';
import { type Answers, createFakeSession, fakeDatasetView, labState, uploadedLog } from './fakeSession';

const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf', 'joint'], seeds: [0] });
const running = (done: number) => labState({ status: 'running', spec, done, total: 2 });
const table = { dataset: 'shop' } as LabTable;

describe('the lab’s events', () => {
  it('keep the tables while the same experiment runs, and drop those of another', () => {
    const state = { ...INITIAL_STATE, lab: { ...INITIAL_LAB, state: running(1), tables: [table] } };
    const on = applyEvent(state, { type: 'lab', state: structuredClone(running(2)) });
    expect(on.lab).toMatchObject({ state: { done: 2 }, tables: [table] });
    const other = { ...running(2), spec: { ...spec, budget: 0.5 } };
    expect(applyEvent(state, { type: 'lab', state: other }).lab.tables).toEqual([]);
    // The same once more from the start: its old tables would claim what is not yet known.
    expect(applyEvent(state, { type: 'lab', state: running(0) }).lab.tables).toEqual([]);
  });

  it('are kept when another log is loaded, and the draft then contains that log', () => {
    const state = { ...INITIAL_STATE, lab: { ...INITIAL_LAB, state: running(1), tables: [table] } };
    const own = applyEvent(state, { type: 'dataset', dataset: uploadedLog() });
    expect(own.lab).toMatchObject({ state: { done: 1 }, tables: [table] });
    expect(own.lab.draft).toMatchObject({ includesUploadedLog: true, samples: [] });
    const back = applyEvent(own, { type: 'dataset', dataset: fakeDatasetView() });
    expect(back.lab.draft).toMatchObject({ includesUploadedLog: false, samples: ['shop'] });
  });
});

describe('the drafted experiment', () => {
  it('names samples and methods in the catalogue’s order, and the uploaded log by its fingerprint', () => {
    const draft = {
      ...INITIAL_DRAFT,
      samples: ['sparse', 'shop'] as const,
      includesUploadedLog: true,
      seeds: 3,
    };
    const request = requestOf({ ...draft, methods: ['popularity', 'csmf'] }, uploadedLog());
    expect(request).toMatchObject({
      datasets: [{ sample: 'shop' }, { sample: 'sparse' }, { fingerprint: 'f' }],
      methods: ['csmf', 'popularity'],
      seeds: [0, 1, 2],
      reference: 'csmf',
    });
    // A sample that is loaded is no own log.
    expect(requestOf(draft, fakeDatasetView()).datasets).toHaveLength(2);
  });

  it.each([true, false])('counts as many trials as the lab runs, tuned: %s', (tuned) => {
    const draft = {
      ...INITIAL_DRAFT,
      samples: ['shop', 'sparse'] as const,
      methods: presetMethods('all'),
      tuned,
    };
    const { length } = trialsOf(parseSpec(requestOf(draft, null)));
    const perDataset = draft.methods.map((method) => trialsOfMethod(method, draft));
    expect(2 * perDataset.reduce((sum, trials) => sum + trials)).toBe(length);
  });

  it('leaves out the oracle where no sample is chosen, also as the reference', () => {
    const draft = {
      ...INITIAL_DRAFT,
      methods: ['oracle', 'popularity'] as const,
      reference: 'oracle' as const,
    };
    expect(requestOf(draft, null)).toMatchObject({ methods: ['popularity', 'oracle'], reference: 'oracle' });
    const own = { ...draft, samples: [], includesUploadedLog: true };
    expect(requestOf(own, uploadedLog())).toMatchObject({ methods: ['popularity'], reference: 'popularity' });
  });

  it('distinguishes a sweep from a comparison', () => {
    for (const sweep of SWEEPS) {
      const found = parseSpec(sweepRequest(sweep, { datasets: [{ sample: 'shop' }] }));
      expect([sweepOf(found), found.methods.length]).toEqual([sweep, SWEEP_VALUES[sweep].length]);
    }
    expect(sweepOf(spec)).toBeNull();
    expect(sweepOf(null)).toBeNull();
  });
});

describe('the lab’s commands', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const turns = () => vi.advanceTimersByTimeAsync(1);

  async function openPage(answers: Answers = {}) {
    const fake = createFakeSession(answers);
    const store = createPageStore();
    const commands = createCommands(fake.session, store);
    await connectEvents(fake.session, store, commands);
    const rest = connectRest({ session: fake.session, store, commands });
    await turns();
    await rest;
    const lab = () => store.getState().lab;
    return {
      ...fake,
      commands,
      lab,
      tableRequests: () => fake.calls.filter((name) => name === 'lab.tables').length,
    };
  }

  it('start the drafted experiment, and none starts by itself', async () => {
    const page = await openPage();
    page.commands.changeLab({ methods: ['joint', 'csmf'], seeds: 1, budget: 0.1 });
    expect(page.calls).not.toContain('lab.start');
    await page.commands.startLab();
    expect(page.lastArguments('lab.start')).toMatchObject([
      { methods: ['csmf', 'joint'], seeds: [0], budget: 0.1 },
    ]);
  });

  it('show a rejection in the panel, not over the page, until the next command', async () => {
    const refused = () => Promise.reject(new Error('Not now.'));
    const page = await openPage({ 'lab.start': refused });
    await page.commands.startLab();
    expect(page.lab().problem).toMatchObject({ reason: { message: 'Not now.' } });
    await page.commands.cancelLab();
    expect(page.lab().problem).toBeNull();
  });

  it('request tables at most once a second, and after the last trial', async () => {
    const page = await openPage({ 'lab.tables': async () => [table] });
    for (const done of [0, 1, 1, 2]) page.emit({ type: 'lab', state: running(done) });
    await turns();
    expect(page.tableRequests()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.tableRequests()).toBe(2);
    // Steps within a trial are no news.
    page.emit({ type: 'lab', state: { ...running(2), progress: { step: 1, steps: 9 } } });
    await vi.advanceTimersByTimeAsync(2000);
    expect(page.tableRequests()).toBe(2);
    page.emit({ type: 'lab', state: { ...running(2), status: 'finished' } });
    await turns();
    expect(page.tableRequests()).toBe(3);
    expect(page.lab().tables).toEqual([table]);
  });

  it('restore the experiment of an earlier visit', async () => {
    const left = { ...running(1), status: 'interrupted' as const };
    const page = await openPage({ 'lab.state': async () => left, 'lab.tables': async () => [table] });
    expect(page.lab()).toMatchObject({ state: left, tables: [table] });
    await page.commands.resumeLab();
    expect(page.calls.at(-1)).toBe('lab.resume');
  });

  it('keep a sweep’s plot when another experiment starts', async () => {
    const row = { dataset: 'shop', series: 'unit', value: 0.1, objective: 'click' as const };
    const rows = [{ ...row, figures: { own: { mean: 0.1 }, best: { mean: 0.2 } } }];
    const page = await openPage({ 'lab.sweepRows': async () => rows });
    await page.commands.startSweep('tau');
    expect(page.lastArguments('lab.startSweep')).toEqual([
      'tau',
      { datasets: [{ sample: 'shop' }], seeds: [0, 1], budget: 1 },
    ]);
    const sweep = parseSpec(sweepRequest('tau', { datasets: [{ sample: 'shop' }] }));
    page.emit({ type: 'lab', state: { ...running(1), spec: sweep } });
    await turns();
    expect(page.lab().sweeps).toEqual({ tau: rows });
    page.emit({ type: 'lab', state: running(0) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.lab().sweeps).toEqual({ tau: rows });
  });
});
