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
import { trainOptions } from './plan/state';
import type { PageState } from './state';
import { toProblem } from './store/problem';
import { whenIdle } from './store/whenIdle';

export type PageParts = { session: Session; store: StoreApi<PageState>; commands: Commands };

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
}

/**
 * Requests what the first list does not need: the engine, what is saved, and the lab that an earlier visit may
 * have left. On a GPU the engines are then measured, so that the first training need not.
 */
export async function connectRest({ session, store, commands }: PageParts): Promise<void> {
  const report = (error: unknown) => store.setState({ problem: toProblem(error, 'other') });
  await whenIdle();
  session.storage.list().then((saved) => store.setState({ saved }), report);
  session.lab.state().then((state) => {
    store.setState(({ lab }) => ({ lab: lab.state ? lab : withLabState(lab, state) }));
    if (state.done > 0) commands.refreshLab();
  }, report);
  try {
    store.setState({ engine: await session.engine() });
    await whenIdle();
    const { dataset, draft } = store.getState();
    // A measurement that fails changes nothing; the training says what is wrong.
    if (dataset) await session.training.measureEngines(trainOptions(draft)).catch(() => undefined);
  } catch (error) {
    report(error);
  }
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
    const runs = await session.training.runs();
    store.setState({ runs: runs.map(({ history: _, ...entry }) => entry) });
    await whenIdle();
    const report = (await session.data.dataReport()) ?? null;
    if (store.getState().dataset === event.dataset) {
      store.setState(({ upload }) => ({ upload: { ...upload, report } }));
    }
  } else if (event.type === 'prepared') {
    await requestDefaults({ session, store });
  } else if (event.type === 'status') {
    if (event.status === 'running') await commands.watchTraining();
    const isLeft = event.status === 'cancelled' || event.status === 'failed';
    if (isLeft && store.getState().run)
      await Promise.all([commands.showMasks(), commands.refreshRetrieval()]);
  } else if (event.type === 'stage-shown') {
    if (event.hasList && store.getState().run) await commands.refreshRetrieval();
  } else if (event.type === 'run') {
    await Promise.all([commands.showMasks(), commands.refreshRetrieval()]);
    await requestDefaults({ session, store });
    // Results take longer than a list, and the worker answers in order.
    await whenIdle();
    await commands.loadSequential();
    await commands.evaluateRun();
  }
}

/** Requests the defaults of the drafted method, unless they are there. */
async function requestDefaults({ session, store }: Omit<PageParts, 'commands'>): Promise<void> {
  const { method, defaults: known } = store.getState().draft;
  if (known !== null) return;
  const defaults = await session.training.resolveConfig({ method });
  store.setState(({ draft }) => (draft.method === method ? { draft: { ...draft, defaults } } : {}));
}
