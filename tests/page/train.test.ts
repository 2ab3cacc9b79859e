/** What the readout, the strip and the curves say in every state of training, and which run is shown beside. */
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { applyEvent } from '../../src/page/applyEvent';
import { createCommands } from '../../src/page/commands';
import { en } from '../../src/page/messages/en';
import type { Numbers, Text } from '../../src/page/messages/useText';
import { createPageStore, INITIAL_STATE, type PageState } from '../../src/page/state';
import { recallLines, thinned, validationRows } from '../../src/page/train/chartRows';
import { recallTop } from '../../src/page/train/ObjectiveChart';
import { detail, headline, shownLack, shownName, trainAction } from '../../src/page/train/readout';
import { lastPosition, shownPosition, stageAt } from '../../src/page/train/scrubbing';
import { lacksSequential, shownForgetting, shownSequential } from '../../src/page/train/sequentialRun';
import type { SessionEvent } from '../../src/worker/protocol/session';
import type { RunView, StageOutline, StageReport, ValidationPoint } from '../../src/worker/protocol/training';
import { createFakeSession, fakeDatasetView, fakeRunView, runSummary } from './fakeSession';

const intl = createIntl({ locale: 'en', messages: en });
const text: Text = (id, values) => intl.formatMessage({ id }, values);
const numbers: Numbers = { count: String, score: String, share: String, plain: String, tick: String };
const detailOf = (state: PageState) => detail(state, text, numbers);

const STAGES: StageOutline[] = [
  { id: 'a', kind: 'train', objective: 'exposure', steps: 4 },
  { id: 'p', kind: 'prune', objective: 'exposure', steps: 0 },
  { id: 'c', kind: 'train', objective: 'click', steps: 4 },
];
const reportOf = ({ id, kind, objective, steps }: StageOutline): StageReport => ({
  ...{ id, kind, objective, steps },
  seconds: 1,
  recall: { [objective]: 0.5 },
});
const REPORTS = STAGES.map(reportOf);

const look = (step: number, exposure: number, drift: ValidationPoint['drift'] = {}): ValidationPoint => ({
  step,
  recall: { exposure },
  drift,
});

function runOf(method: string, changes: Partial<RunView> = {}): RunView {
  const summary = { ...runSummary(`${method} 1`, method), steps: 8, seconds: 14 };
  const validations = [look(4, 0.6), look(8, 0.6, { exposure: 2 })];
  return fakeRunView('1', { summary, stages: REPORTS, validations, ...changes });
}

const prepared = (method = 'csmf', stages = STAGES, seed = 0): SessionEvent => ({
  type: 'prepared',
  method,
  config: { ...DEFAULTS, seed },
  stages,
  steps: stages.reduce((sum, { steps }) => sum + steps, 0),
});
const status = (status: PageState['status']): SessionEvent => ({ type: 'status', status });
const runEvent = (run: RunView): SessionEvent => ({ type: 'run', run, runs: [run.summary] });
const at = (stage: string, stageStep: number, step: number, validations: ValidationPoint[] = []) => ({
  type: 'progress' as const,
  progress: {
    ...{ stage, stageStep, step, stageIndex: 0, stageSteps: 4, steps: 8 },
    ...{ loss: null, elapsedMs: 0, etaMs: null },
  },
  losses: [],
  validations,
});
const dataset: SessionEvent = { type: 'dataset', dataset: fakeDatasetView() };
const ended = (index: number): SessionEvent => ({ type: 'stage', report: REPORTS[index]! });

const play = (...events: SessionEvent[]) => [dataset, ...events].reduce(applyEvent, INITIAL_STATE);
const finished = (method = 'csmf') => [
  prepared(method),
  status('paused'),
  status('running'),
  at('c', 4, 8),
  runEvent(runOf(method)),
  status('finished'),
];

describe('the readout', () => {
  it('says that a log is missing, then what could be trained', () => {
    expect(headline(INITIAL_STATE, text)).toBe('Load a log first');
    expect(headline(play(), text)).toMatch(/^Ready to train CSMF/);
  });

  it('shows a run that was opened, not that one could be trained', () => {
    const state = play(runEvent(runOf('joint')));
    expect(headline(state, text)).toMatch(/^Trained: Joint/);
    expect(detailOf(state)).toBe('step 8 of 8 · in 14 s');
  });

  it('brings the method and configuration of a run that is opened, and keeps the defaults of the same method', () => {
    const config = { ...DEFAULTS, seed: 4, tau: { exposure: 0.6, click: 0.3 } };
    const other = runOf('joint', { summary: { ...runSummary('2', 'joint'), config } });
    const before = play();
    const known = { ...before, draft: { ...before.draft, defaults: DEFAULTS } };
    expect(applyEvent(known, runEvent(other)).draft).toEqual({ method: 'joint', config, defaults: null });
    expect(applyEvent(known, runEvent(runOf('csmf'))).draft.defaults).toBe(DEFAULTS);
    expect(applyEvent(known, runEvent(runOf('from-tomorrow'))).draft).toBe(known.draft);
  });

  it('leaves what was chosen while a model trained, and says that Train would use it', () => {
    const training = play(prepared(), status('running'));
    const config = { ...DEFAULTS, tau: { exposure: 0.6, click: 0.3 } };
    const changed = { ...training, draft: { ...training.draft, config } };
    const ended = [runEvent(runOf('csmf')), status('finished')].reduce(applyEvent, changed);
    expect(ended.draft.config).toBe(config);
    expect(detailOf(ended)).toBe('Train uses changed settings');
    const same = { ...ended, draft: { ...ended.draft, config: { ...DEFAULTS } } };
    expect(detailOf(same)).toBe('step 8 of 8 · in 14 s');
    expect(detailOf({ ...same, draft: { ...same.draft, method: 'joint' } })).toBe(
      'Train uses changed settings',
    );
  });

  it('has the steps of the run that was chosen, not those of the last that trained', () => {
    const other = runOf('joint', { summary: { ...runSummary('2', 'joint'), steps: 3, seconds: 2 } });
    expect(detailOf(play(...finished(), runEvent(other)))).toBe('step 3 of 3 · in 2 s');
  });

  it('is paused before a stage until its first step, then in it', () => {
    const events = [prepared(), status('paused'), at('a', 4, 4), ended(0)];
    expect(headline(play(...events), text)).toBe('Paused before Prune exposure');
    expect(headline(play(...events, ended(1), at('c', 1, 5)), text)).toBe('Paused in Train click');
    expect(headline(play(prepared(), status('paused')), text)).toBe('Paused before Train exposure');
  });

  it('speaks of the last stage, not of the run before, until the run is there', () => {
    const begun = [prepared('joint', STAGES.slice(0, 1)), status('running'), at('a', 4, 4), ended(0)];
    expect(headline(play(...finished(), ...begun), text)).toBe('Train exposure');
  });

  it('offers Train after Start over, with step 0 of the new plan', () => {
    const state = play(...finished(), prepared(), status('paused'));
    expect(trainAction(state)).toBe('train');
    expect(detailOf(state)).toBe('step 0 of 8');
    expect(trainAction(play(prepared(), status('paused'), at('a', 1, 1)))).toBe('play');
    expect(trainAction(play(...finished()))).toBe('trainAgain');
  });

  it('goes back to the run when another training is cancelled, with its curves, stages and plan', () => {
    const begun = [prepared('joint', STAGES.slice(0, 1)), status('running'), at('a', 2, 2, [look(2, 0.1)])];
    const state = play(...finished(), ...begun, status('cancelled'));
    expect(headline(state, text)).toMatch(/^Cancelled\. Shown: CSMF/);
    // The bar still has what was cancelled, and Train would train it.
    expect(detailOf(state)).toBe('Train uses changed settings');
    const { method, config } = state.run!.summary;
    const ofRun = { ...state, draft: { method: method as 'csmf', config, defaults: null } };
    expect(detailOf(ofRun)).toBe('step 8 of 8 · in 14 s');
    expect(state.validations).toEqual(state.run?.validations);
    expect(state.plan?.stages).toHaveLength(3);
    expect(headline(play(...begun, status('cancelled')), text)).toBe('Cancelled');
  });

  it('says nothing of a cancelled training once a run is opened', () => {
    const state = play(prepared(), status('running'), status('cancelled'), runEvent(runOf('joint')));
    expect(headline(state, text)).toMatch(/^Trained: Joint/);
  });

  it('says that it starts at once, before the worker answers', () => {
    const store = createPageStore(play());
    const { session } = createFakeSession({ 'training.train': () => new Promise(() => undefined) });
    void createCommands(session, store).train();
    expect(trainAction(store.getState())).toBe('starting');
    expect(headline(store.getState(), text)).toMatch(/^Starting/);
  });
});

describe('the strip', () => {
  it('moves over the stages that have ended, and shows the training or the end at the last', () => {
    const training = play(prepared(), status('running'), ended(0));
    expect([lastPosition(training), shownPosition(training)]).toEqual([1, 1]);
    expect([0, 1, 2].map((position) => stageAt(position, 1))).toEqual([0, null, null]);
    expect(shownName(training, text)).toBe('Shown: now, in training');
    const run = play(...finished());
    expect([lastPosition(run), shownName(run, text)]).toEqual([2, 'Shown: the end of the run']);
    expect(lastPosition(play())).toBe(-1);
  });

  it.each([1, 9])('has a position for each of %i stages', (count) => {
    const stages = Array.from({ length: count }, (_, id) => ({ ...STAGES[0]!, id: `s${id}` }));
    const run = runOf('csmf', { stages: stages.map(reportOf) });
    expect(lastPosition(play(runEvent(run)))).toBe(count - 1);
  });

  it('names the stage that is shown, and says what of it was not kept', () => {
    const shown = (hasMasks: boolean, hasList: boolean) =>
      play(...finished(), { type: 'stage-shown', stage: 1, hasMasks, hasList });
    expect(shownName(shown(true, true), text)).toBe('Shown: after Prune exposure');
    expect(shownPosition(shown(true, true))).toBe(1);
    expect(shownLack(shown(true, true), text)).toBe('');
    expect(shownLack(shown(true, false), text)).toBe('No list; last stages have one');
    const ofJoint = play(...finished('joint'), {
      type: 'stage-shown',
      stage: 1,
      hasMasks: true,
      hasList: false,
    });
    expect(shownLack(ofJoint, text)).toBe('No list; the run’s end has one');
    const training = play(prepared(), status('running'), ended(0));
    expect(shownLack({ ...training, shownStage: shown(true, false).shownStage }, text)).toBe(
      'The list of this stage was not kept.',
    );
    expect(shownLack(shown(false, true), text)).toBe('The owners at its end were not kept.');
  });

  it('shows the end again for another run, and the training for a new one', () => {
    const shown = play(...finished(), { type: 'stage-shown', stage: 0, hasMasks: true, hasList: true });
    expect(applyEvent(shown, runEvent(runOf('joint'))).shownStage).toBeNull();
    expect(applyEvent(shown, prepared()).shownStage).toBeNull();
  });

  it('says whose list it still is after one step of another training, until that one has scores', () => {
    const stepped = [...finished('joint'), prepared(), status('paused'), at('a', 1, 1)];
    expect(shownLack(play(...stepped), text)).toBe('The list is of the run before.');
    expect(shownLack(play(...stepped, at('a', 2, 2, [look(2, 0.1)])), text)).toBe('');
    expect(shownLack(play(...finished('joint')), text)).toBe('');
  });
});

describe('forgetting', () => {
  it('is measured over everybody at the end, as the table says it, and over a sample while it trains', () => {
    const training = play(
      prepared('sequential'),
      status('running'),
      at('c', 2, 6, [look(6, 0.3, { exposure: 2 })]),
    );
    expect(shownForgetting(training)).toEqual({ value: 2, over: 'sample', isFrozen: false });
    const summary = { ...runSummary('1', 'sequential'), drift: { exposure: 33.9, click: 1, conversion: 0 } };
    const run = play(runEvent(runOf('sequential', { summary })));
    expect(shownForgetting(run)).toEqual({ value: 33.9, over: 'everybody', isFrozen: false });
    expect(shownForgetting(play(...finished()))).toMatchObject({ value: 0, isFrozen: true });
  });

  it('is not said of what has one stage, or none', () => {
    expect(shownForgetting(play(runEvent(runOf('joint', { stages: REPORTS.slice(0, 1) }))))).toBeUndefined();
    expect(shownForgetting(play(runEvent(runOf('popularity', { stages: [] }))))).toBeUndefined();
  });

  it('has sequential of the same seed beside it, and offers to train it where there is none', () => {
    const alone = play(...finished());
    expect([shownSequential(alone), lacksSequential(alone)]).toEqual([null, true]);
    const sequential = runOf('sequential');
    const both = play(runEvent(sequential), ...finished());
    expect(shownSequential(both)?.validations).toBe(sequential.validations);
    expect(lacksSequential(both)).toBe(false);
    expect(shownSequential(play(runEvent(sequential), prepared('csmf', STAGES, 1)))).toBeNull();
    expect(shownSequential(play(runEvent(sequential)))).toBeNull();
    expect(lacksSequential(play(runEvent(sequential)))).toBe(false);
  });

  it('forgets it with its log', () => {
    expect(play(runEvent(runOf('sequential')), dataset).sequential).toBeNull();
  });

  it('trains sequential with the seed and steps of the shown run, then shows that run and its draft again', async () => {
    const store = createPageStore(play(...finished()));
    const { draft } = store.getState();
    const { session, calls, lastArguments } = createFakeSession();
    await createCommands(session, store).trainSequential();
    expect(calls).toEqual(['training.train', 'training.selectRun']);
    expect(lastArguments('training.train')).toMatchObject([
      { method: 'sequential', config: { seed: 0, steps: DEFAULTS.steps } },
    ]);
    expect(lastArguments('training.selectRun')).toEqual(['csmf 1']);
    expect(store.getState().draft).toBe(draft);
  });
});

describe('the curves', () => {
  const trials: StageOutline[] = [
    { id: 'a', kind: 'train', objective: 'exposure', steps: 4 },
    { id: 'b', kind: 'train', objective: 'exposure', steps: 8, trials: [0, 0.3] },
  ];
  const points = [2, 4, 6, 8, 10, 12].map((step) => look(step, step / 20));

  it('draw each trial of a stage as a line of its own, and what was kept as another', () => {
    const [line] = recallLines(points, trials);
    expect(line?.pieces.map((piece) => piece.map(({ step }) => step))).toEqual([[2, 4, 6, 8], [10], [12]]);
    expect(recallLines(points, trials.slice(0, 1))[0]?.pieces).toHaveLength(1);
  });

  it('break there in the drawer too', () => {
    const rows = validationRows(points, 'recall', trials);
    expect(rows.filter(({ exposure }) => exposure === undefined).map(({ step }) => step)).toEqual([8, 10]);
  });

  it('know the trials of a run from a file by the weight that was best', () => {
    const stages = [{ ...REPORTS[0]!, auxiliary: 0 }];
    const { plan } = play(runEvent(runOf('csmf-plus', { stages })));
    expect(plan?.stages[0]?.trials).toEqual([0, DEFAULTS.auxiliary]);
  });

  it('have an axis of recall that ends at 1 at most', () => {
    expect(recallTop(0.98)).toBe(1);
    expect(recallTop(0.4)).toBeCloseTo(0.44);
  });

  it('have tables of few rows with the last among them', () => {
    const rows = Array.from({ length: 101 }, (_, row) => row);
    expect(thinned(rows, 24).length).toBeLessThanOrEqual(24);
    expect(thinned(rows, 24).at(-1)).toBe(100);
    expect(thinned([1, 2], 24)).toEqual([1, 2]);
  });
});
