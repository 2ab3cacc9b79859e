/** The page's end of the wire: starts the worker and hands out its `Session`. */
import { proxy, wrap } from 'comlink';
import type { Session } from './protocol';
import { registerWire } from './wire';

/**
 * Starts the worker. `?engine=` of the page's address travels in the worker's name, because that is
 * there before the first message; the worker decides what to make of it.
 */
export function connect(): Session {
  registerWire();
  const engine = new URLSearchParams(window.location.search).get('engine');
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: engine ? `engine=${engine}` : '',
  });
  const remote = wrap<Session>(worker);
  const subscribe: Session['subscribe'] = (listener) => remote.subscribe(proxy(listener));
  return new Proxy(remote as unknown as Session, {
    get: (target, name) => (name === 'subscribe' ? subscribe : Reflect.get(target, name)),
  });
}
