/**
 * Connects the worker's events to the store, and asks for what an event makes worth asking: the
 * defaults for a new log, metrics and a user for a new run. It never starts training.
 */
import type { Session, SessionEvent } from '../worker/protocol';
import { applyEvent } from './applyEvent';
import { type Commands, resolveDraft } from './commands';
import { toProblem } from './problem';
import type { PageStore } from './store';

export async function follow(session: Session, store: PageStore, commands: Commands): Promise<void> {
  const report = (error: unknown) => store.setState({ problem: toProblem(error, 'other') });
  await session.subscribe((event) => {
    store.setState((state) => applyEvent(state, event), true);
    askFurther(event, { session, store, commands }).catch(report);
  });
  // The log does not wait for the engine: data and plan can be looked at even where none starts.
  session.engine().then((engine) => store.setState({ engine }), report);
}

async function askFurther(
  event: SessionEvent,
  page: { session: Session; store: PageStore; commands: Commands },
): Promise<void> {
  const { session, store, commands } = page;
  if (event.type === 'dataset') {
    await resolveDraft(session, store);
    store.setState({ runs: await session.runs() });
  } else if (event.type === 'prepared' && store.getState().draft.defaults === null) {
    const defaults = await session.resolveConfig({ method: event.method });
    store.setState((state) => ({ draft: { ...state.draft, defaults } }));
  } else if (event.type === 'run') {
    await Promise.all([commands.showMasks(), commands.measureRun(), commands.refreshRetrieval()]);
  }
}
