import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { applyEvent } from '../../src/page/applyEvent';
import { INITIAL_STATE, type PageState } from '../../src/page/state';
import type { SessionEvent } from '../../src/worker/protocol/session';
import type { Progress } from '../../src/worker/protocol/training';
import { fakeDatasetView, fakeRunView, uploadedLog } from './fakeSession';

const progress: Progress = {
  stage: 'a',
  stageIndex: 0,
  stageStep: 1,
  stageSteps: 2,
  step: 1,
  steps: 2,
  loss: 3,
  elapsedMs: 10,
  etaMs: null,
};

const play = (events: SessionEvent[], from: PageState = INITIAL_STATE) => events.reduce(applyEvent, from);

describe('applyEvent', () => {
  it('never changes the state it is given', () => {
    const before = Object.freeze({ ...INITIAL_STATE, losses: Object.freeze([]) as never[] });
    const losses = [{ step: 1, stage: 'a', loss: 3 }];
    const after = applyEvent(before, { type: 'progress', progress, losses, validations: [] });
    expect(before.losses).toHaveLength(0);
    expect(after.losses).toEqual(losses);
  });

  it('appends losses in the order in which they come', () => {
    const point = (step: number) => ({ step, stage: 'a', loss: step });
    const state = play([
      { type: 'progress', progress, losses: [point(1), point(2)], validations: [] },
      { type: 'progress', progress, losses: [], validations: [] },
      { type: 'progress', progress, losses: [point(3)], validations: [] },
    ]);
    expect(state.losses.map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  it('replaces the validation of a step that is validated again after a rewind to a checkpoint', () => {
    const look = (step: number, exposure: number) => ({ step, recall: { exposure }, drift: {} });
    const state = play([
      { type: 'progress', progress, losses: [], validations: [look(50, 0.1), look(100, 0.2)] },
      { type: 'progress', progress, losses: [], validations: [look(100, 0.3)] },
    ]);
    expect(state.validations).toEqual([look(50, 0.1), look(100, 0.3)]);
  });

  it('clears the training of another log', () => {
    const trained = play([
      { type: 'dataset', dataset: fakeDatasetView() },
      { type: 'progress', progress, losses: [{ step: 1, stage: 'a', loss: 3 }], validations: [] },
      {
        type: 'run',
        run: fakeRunView('1'),
        runs: [],
      },
    ]);
    const state = applyEvent(trained, { type: 'dataset', dataset: fakeDatasetView() });
    expect([state.run, state.progress, state.losses, state.status]).toEqual([null, null, [], 'idle']);
  });

  it('proposes CSMF+ for an uploaded log and CSMF for a sample', () => {
    const own = applyEvent(INITIAL_STATE, { type: 'dataset', dataset: uploadedLog() });
    expect(own.draft.method).toBe('csmf-plus');
    expect(applyEvent(own, { type: 'dataset', dataset: fakeDatasetView() }).draft.method).toBe('csmf');
  });

  it('keeps a chosen method from one sample to the next', () => {
    const loaded = applyEvent(INITIAL_STATE, { type: 'dataset', dataset: fakeDatasetView() });
    const chosen = { ...loaded, draft: { ...loaded.draft, method: 'joint' as const } };
    expect(applyEvent(chosen, { type: 'dataset', dataset: fakeDatasetView() }).draft.method).toBe('joint');
  });

  it('shows the configuration of a started training, also of one started by a script', () => {
    const config = { ...DEFAULTS, seed: 7 };
    const state = play([{ type: 'prepared', method: 'joint', config, stages: [], steps: 0 }]);
    expect(state.draft).toMatchObject({ method: 'joint', config: { seed: 7 }, defaults: null });
  });

  it('reports a failed training as a problem, with the worker’s reason', () => {
    const coded = { code: 'nan-loss', values: { step: 3 } };
    const failed = play([{ type: 'status', status: 'failed', ...coded }]);
    expect(failed.problem).toMatchObject({ kind: 'training', reason: coded });
  });

  it('shows an imported run’s own history and stages', () => {
    const report = {
      id: 'a',
      kind: 'train' as const,
      objective: 'click' as const,
      seconds: 1,
      steps: 2,
      owned: { exposure: 1, click: 0, conversion: 0, free: 0, blocked: 0 },
      outputBlocks: { exposure: 1, click: 0, conversion: 0 },
      recall: {},
    };
    const run = fakeRunView('1', { stages: [report] });
    const state = play([{ type: 'run', run, runs: [run.summary] }]);
    expect(state.losses).toEqual(run.summary.history);
    expect(state.plan?.stages).toEqual([{ id: 'a', kind: 'train', objective: 'click', steps: 2 }]);
  });
});

describe('a stage that is shown', () => {
  const shown: SessionEvent = { type: 'stage-shown', stage: 1, hasMasks: true, hasList: true };
  const view = { user: 0, scores: [], removed: new Uint8Array(0), history: [], test: [] };
  const live: SessionEvent = {
    type: 'live-scores',
    userId: 'u0',
    view,
    fusion: { fusion: 'linear', scores: 'cumulative', vectorWidth: 48, trained: ['exposure'] },
  };

  it('is not replaced by the scores of the model in training, until the end is shown again', () => {
    const state = play([shown, live]);
    expect(state).toMatchObject({ shownStage: { stage: 1, hasList: true }, live: null, userView: null });
    const end = play([{ ...shown, stage: null }, live], state);
    expect(end).toMatchObject({ shownStage: null, userView: view });
  });

  it('leaves no list on the page where its own was not kept, and no masks where they are unknown', () => {
    const listed = { ...INITIAL_STATE, userView: view };
    expect(play([{ ...shown, hasList: false }], listed).userView).toBeNull();
    expect(play([{ ...shown, hasMasks: false }]).masks).toBeNull();
  });

  it('gives way to another training or run', () => {
    const another: SessionEvent[] = [
      { type: 'run', run: fakeRunView('1'), runs: [] },
      { type: 'prepared', method: 'csmf', config: DEFAULTS, stages: [], steps: 0 },
    ];
    for (const event of another) expect(play([shown, event]).shownStage).toBeNull();
  });
});
