/** Where the page begins: starts the worker, mounts React, loads the default sample, opens window.csmf. */

import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { installScripting } from '../scripting';
import { connect } from '../worker/client';
import { App } from './App';
import { createCommands } from './commands';
import { connectEvents } from './connectEvents';
import { Texts } from './messages/Texts';
import { toProblem } from './problem';
import { failureBefore } from './storage/afterReload';
import { isLink } from './storage/linkCommands';
import { createPageStore } from './store';
import { PageContext } from './usePage';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id “root”.');

const store = createPageStore({ failure: failureBefore() });
const session = connect(() => store.setState({ isWorkerGone: true }));
const commands = createCommands(session, store);

createRoot(root).render(
  <PageContext value={{ store, commands }}>
    <Texts>
      <I18nProvider locale="en">
        <App />
      </I18nProvider>
    </Texts>
  </PageContext>,
);

installScripting(session);
connectEvents(session, store, commands)
  .then(() => {
    const openLink = () => commands.openLink(window.location.hash.slice(1));
    window.addEventListener('hashchange', () => isLink(window.location.hash) && void openLink());
    return isLink(window.location.hash) ? openLink() : commands.loadSample('shop');
  })
  .catch((error: unknown) => store.setState({ problem: toProblem(error, 'other') }));
