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

const { startPage } = await import('./startPage');
workerEnded = startPage(session, snapshot);
