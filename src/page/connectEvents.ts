/**
 * Connects the worker's events to the store, and requests what an event makes necessary: the defaults for a
 * new log, metrics and a user for a new run. It never starts training.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { LabState } from '../worker/protocol/lab';
import type { Session, SessionEvent } from '../worker/protocol/session';
import { applyEvent } from './applyEvent';
import type { Commands } from './commands';
import { withLabState } from './lab/state';
import type { PageState } from './state';
import { toProblem } from './store/problem';

type PageParts = { session: Session; store: StoreApi<PageState>; commands: Commands };

export async function connectEvents(
  session: Session,
  store: StoreApi<PageState>,
  commands: Commands,
): Promise<void> {
  const report = (error: unknown) => store.setState({ problem: toProblem(error, 'other') });
  await session.subscribe((event) => {
    const before = store.getState().lab.state;
    store.setState((state) => applyEvent(state, event), true);
    if (event.type === 'lab' && hasNewTrials(before, event.state)) commands.refreshLab();
    requestDependents(event, { session, store, commands }).catch(report);
  });
  // The log does not wait for the engine: data and plan can be looked at even where none starts.
  session.engine().then((engine) => store.setState({ engine }), report);
  session.storage.list().then((saved) => store.setState({ saved }), report);
  // An earlier visit may have left an experiment.
  session.lab.state().then((state) => {
    store.setState(({ lab }) => ({ lab: lab.state ? lab : withLabState(lab, state) }));
    if (state.done > 0) commands.refreshLab();
  }, report);
}

/** Whether a trial, or the experiment, has ended since: the tables are out of date. */
const hasNewTrials = (before: LabState | null, now: LabState): boolean =>
  before?.done !== now.done || before.status !== now.status;

async function requestDependents(
  event: SessionEvent,
  { session, store, commands }: PageParts,
): Promise<void> {
  if (event.type === 'dataset') {
    await commands.resolveDraft();
    store.setState({ runs: await session.training.runs() });
    const report = (await session.data.dataReport()) ?? null;
    if (store.getState().dataset === event.dataset) {
      store.setState(({ upload }) => ({ upload: { ...upload, report } }));
    }
  } else if (event.type === 'prepared' && store.getState().draft.defaults === null) {
    const defaults = await session.training.resolveConfig({ method: event.method });
    store.setState((state) => ({ draft: { ...state.draft, defaults } }));
  } else if (event.type === 'status') {
    if (event.status === 'running') await commands.watchTraining();
    const isLeft = event.status === 'cancelled' || event.status === 'failed';
    if (isLeft && store.getState().run) await commands.refreshRetrieval();
  } else if (event.type === 'stage-shown') {
    if (event.hasList && store.getState().run) await commands.refreshRetrieval();
  } else if (event.type === 'run') {
    await Promise.all([commands.showMasks(), commands.evaluateRun(), commands.refreshRetrieval()]);
  }
}
