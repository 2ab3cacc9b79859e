/**
 * Where the page begins: the worker starts, and the run that ships with the page is fetched, while the page
 * itself is still on its way.
 */
import './theme.css';
import './base.css';

import { connectWorker } from '../worker/client';
import { isLink } from './shell/address';
import { fetchSnapshot } from './storage/snapshot';

let workerEnded = (): void => undefined;
const session = connectWorker(() => workerEnded());
// A link names its own log.
const snapshot = isLink(window.location.hash) ? Promise.resolve(null) : fetchSnapshot('run');

// React Aria asks for it while its script is evaluated, and the browser takes as long to load it as for all the rest.
const locale: Intl.Locale & { getTextInfo?(): unknown } = new Intl.Locale(
  navigator.language || 'en',
).maximize();
locale.getTextInfo?.();
const { startPage } = await import('./startPage');
// In a task of its own, after the one that evaluated all of the page's script.
await new Promise((resolve) => setTimeout(resolve));
workerEnded = startPage(session, snapshot);
