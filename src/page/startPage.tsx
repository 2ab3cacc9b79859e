/** Mounts React on a store, opens what the address asks for, and opens window.csmf. */
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { installScripting } from '../scripting';
import type { Session } from '../worker/protocol/session';
import { App } from './App';
import { createCommands } from './commands';
import { connectAddress } from './connectAddress';
import { connectEvents, connectRest } from './connectEvents';
import { openAddress } from './openAddress';
import { followOtherTabs, recallAddress } from './shell/lastAddress';
import { createPageStore } from './state';
import { failureBefore } from './storage/afterReload';
import { PageContext } from './store/pageStore';
import { toProblem } from './store/problem';

/** Starts the page on a worker's session. Returns what to call when the browser ends the worker. */
export function startPage(session: Session, snapshot: Promise<Blob | null>): () => void {
  const root = document.getElementById('root');
  if (!root) throw new Error('no element with id root');
  const store = createPageStore({ failure: failureBefore() });
  const commands = createCommands(session, store);
  recallAddress();
  followOtherTabs();
  const address = connectAddress(store, commands);

  // A transition is drawn in slices.
  startTransition(() =>
    createRoot(root).render(
      <PageContext value={{ store, commands }}>
        <App />
      </PageContext>,
    ),
  );

  installScripting(session);
  connectEvents(session, store, commands)
    .then(() => address.follow(() => openAddress(address.first, { store, commands, snapshot })))
    .catch((error: unknown) => store.setState({ problem: toProblem(error, 'other') }))
    .then(() => connectRest({ session, store, commands }));
  return () => store.setState({ isWorkerGone: true });
}
