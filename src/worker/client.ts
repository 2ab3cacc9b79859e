/** The page's end of the wire: starts the worker and hands out its `Session`. */
import { proxy, wrap } from 'comlink';
import type { Session } from './protocol/session';
import { registerWire } from './protocol/wire';

/**
 * Starts the worker; `gone` is called should the browser end it. `?engine=` of the page's address travels in the worker's name, because that is
 * there before the first message; the worker decides what to make of it.
 */
export function connect(gone: () => void): Session {
  registerWire();
  const engine = new URLSearchParams(window.location.search).get('engine');
  const alive = `csmf-worker-${crypto.randomUUID()}`;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: new URLSearchParams({ alive, ...(engine && { engine }) }).toString(),
  });
  const remote = wrap<Session>(worker);
  const subscribe: Session['subscribe'] = async (listener) => {
    await remote.subscribe(proxy(listener));
    // The worker has held this lock since it began; it is free when the worker is no more.
    void navigator.locks?.request(alive, gone);
  };
  return new Proxy(remote as unknown as Session, {
    get: (target, name) => (name === 'subscribe' ? subscribe : Reflect.get(target, name)),
  });
}
