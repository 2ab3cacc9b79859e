/** The page's side: starts the worker and returns its `Session`. */
import { proxy, wrap } from 'comlink';
import type { Session } from './protocol/session';
import { registerWire } from './protocol/wire';

/**
 * Starts the worker, and calls `ended` when the browser ends it. The `?engine=` of the page's address is passed
 * in the worker's name, which is there before the first message.
 */
export function connectWorker(ended: () => void): Session {
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
    // The worker holds this lock from its start to its end.
    void navigator.locks?.request(alive, ended);
  };
  return new Proxy(remote as unknown as Session, {
    get: (target, name) => (name === 'subscribe' ? subscribe : Reflect.get(target, name)),
  });
}
