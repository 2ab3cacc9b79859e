/** Where the page begins: starts the worker, mounts React, loads the default sample, opens window.csmf. */

import './theme.css';
import './base.css';

import { createRoot } from 'react-dom/client';
import { installScripting } from '../scripting';
import { connectWorker } from '../worker/client';
import { App } from './App';
import { createCommands } from './commands';
import { connectAddress } from './connectAddress';
import { connectEvents } from './connectEvents';
import { openAddress } from './openAddress';
import { createPageStore } from './state';
import { failureBefore } from './storage/afterReload';
import { PageContext } from './store/pageStore';
import { toProblem } from './store/problem';

const root = document.getElementById('root');
if (!root) throw new Error('no element with id root');

const store = createPageStore({ failure: failureBefore() });
const session = connectWorker(() => store.setState({ isWorkerGone: true }));
const commands = createCommands(session, store);

const address = connectAddress(store, commands);

createRoot(root).render(
  <PageContext value={{ store, commands }}>
    <App />
  </PageContext>,
);

installScripting(session);
connectEvents(session, store, commands)
  .then(() => openAddress(address, store, commands))
  .catch((error: unknown) => store.setState({ problem: toProblem(error, 'other') }));
