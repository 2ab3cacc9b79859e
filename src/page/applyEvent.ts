/** Events come up from the worker and become the next state here, and nowhere else. */
import type { DatasetView } from '../worker/protocol/data';
import type { EngineChoice, SessionEvent } from '../worker/protocol/session';
import type { ValidationPoint } from '../worker/protocol/training';
import { draftFor } from './lab/labDraft';
import { INITIAL_LAB, withLabState } from './lab/labView';
import { withLoadedLog } from './mapping/uploadView';
import { problemOf } from './problem';
import { INITIAL_STATE, type MethodId, type PageState } from './state';
import { failureOf } from './storage/remedies';

/** The state after an event. Pure: the same state and event give the same result. */
export function applyEvent(state: PageState, event: SessionEvent): PageState {
  switch (event.type) {
    case 'loading':
      return { ...state, loading: { what: event.what, done: event.done, total: event.total } };
    case 'loading-ended':
      return { ...state, loading: null };
    case 'dataset':
      return withDataset(state, event.dataset);
    case 'prepared':
      return withPlan(state, event);
    case 'status':
      return withStatus(state, event);
    case 'progress':
      return {
        ...state,
        progress: event.progress,
        losses: appended(state.losses, event.losses),
        validations: withValidations(state.validations, event.validations),
      };
    case 'rewind':
      return {
        ...state,
        losses: state.losses.filter(({ step }) => step <= event.step),
        validations: state.validations.filter(({ step }) => step <= event.step),
      };
    case 'engine':
      return withEngine(state, event.choice);
    case 'stage':
      return { ...state, reports: [...state.reports, event.report] };
    case 'masks':
      return { ...state, masks: { report: event.report, pictures: event.pictures } };
    case 'run':
      return withRun(state, event);
    case 'kept':
      return { ...state, saved: event.kept };
    case 'forgotten':
      return initialState(state);
    case 'not-kept':
      return { ...state, problem: problemOf('storage', event) };
    case 'lab':
      return { ...state, lab: withLabState(state.lab, event.state) };
  }
}

/** Everything that was made is forgotten: what is left is the machine, and how the page is looked at. */
function initialState({ theme, engine, saved, lab }: PageState): PageState {
  return { ...INITIAL_STATE, theme, engine, saved, lab: { ...INITIAL_LAB, state: lab.state } };
}

/** Another engine computes: worth a notice only when the one before was lost. */
function withEngine(state: PageState, engine: EngineChoice): PageState {
  const isLoss = engine.reasonCode === 'device-lost' || engine.reasonCode === 'device-lost-again';
  const problem = isLoss ? problemOf('device', { code: engine.reasonCode }) : state.problem;
  return { ...state, engine, problem };
}

/** A new log: whatever was trained on the old one leaves the page. The lab goes on, and what is kept stays. */
function withDataset(state: PageState, dataset: DatasetView): PageState {
  const { theme, engine, draft, weights, lab, saved, link, failure } = state;
  return {
    ...INITIAL_STATE,
    theme,
    engine,
    weights,
    weightsBefore: weights,
    dataset,
    saved,
    link,
    upload: withLoadedLog(state.upload, dataset),
    failure,
    draft: { method: methodFor(state, dataset), defaults: null, config: draft.config },
    lab: { ...lab, draft: draftFor(lab.draft, dataset) },
  };
}

/** The method stays, unless samples and own logs differ in their default or the log has no ground truth. */
function methodFor(state: PageState, dataset: DatasetView): MethodId {
  const own = dataset.sample === undefined;
  const ownBefore = state.dataset !== null && state.dataset.sample === undefined;
  if (own !== ownBefore) return own ? 'csmf-plus' : 'csmf';
  return state.draft.method;
}

function withPlan(state: PageState, event: Extract<SessionEvent, { type: 'prepared' }>): PageState {
  const { method, stages, steps, config } = event;
  return {
    ...state,
    problem: null,
    plan: { method, stages, steps },
    draft: {
      method: method as MethodId,
      defaults: method === state.draft.method ? state.draft.defaults : null,
      config,
    },
    progress: null,
    losses: [],
    validations: [],
    reports: [],
    masks: null,
  };
}

/** A failure is a problem even when nobody waits for the command that met it: play returns at once. */
function withStatus(state: PageState, event: Extract<SessionEvent, { type: 'status' }>): PageState {
  const { status, message, code } = event;
  const hasReason = code !== undefined || message !== undefined;
  // A cure is offered until something trains again.
  const before = status === 'running' ? null : state.failure;
  const failure = status === 'failed' ? failureOf(code) : before;
  const next = { ...state, status, statusReason: hasReason ? event : null, failure };
  if (status !== 'failed' || !hasReason) return next;
  return { ...next, problem: problemOf('training', event) };
}

/** A run is current: its own history replaces what was seen live, so that an imported run shows too. */
function withRun(state: PageState, event: Extract<SessionEvent, { type: 'run' }>): PageState {
  const { run, runs } = event;
  const same = state.run?.summary.id === run.summary.id;
  const planned = state.plan?.method === run.summary.method && state.plan.stages.length === run.stages.length;
  return {
    ...state,
    run,
    runs,
    losses: run.summary.history,
    validations: run.validations,
    reports: run.stages,
    plan: planned
      ? state.plan
      : {
          method: run.summary.method,
          stages: run.stages.map(({ id, kind, objective, steps }) => ({ id, kind, objective, steps })),
          steps: run.summary.steps,
        },
    ...(same ? {} : { userView: null, ownFusion: null, fusedRecall: null }),
  };
}

/** A second look at the same step (a checkpoint was put back) replaces the first. */
function withValidations(
  before: readonly ValidationPoint[],
  more: readonly ValidationPoint[],
): readonly ValidationPoint[] {
  const [first] = more;
  return first ? [...before.filter(({ step }) => step < first.step), ...more] : before;
}

const appended = <T>(before: readonly T[], more: readonly T[]): readonly T[] =>
  more.length === 0 ? before : [...before, ...more];
