/** Projects items in a worker of its own, which is started for one map and ended with it. */
import { proxy, wrap } from 'comlink';
import { CodedError } from '../../coded';
import type { ItemMap } from '../../evaluate/itemMap/itemMap';
import type { ProjectionOptions } from '../../evaluate/itemMap/principalComponents';
import type { ItemMapWorker } from './itemMapWorker';

/**
 * Computes as `itemMap` does, with the same result. An abort ends the worker at once, whatever it computes, and
 * rejects with the signal's reason. Rejects with CodedError `item-map-failed` where the worker does not start.
 */
export async function projectInWorker({
  items,
  width,
  seed,
  signal,
  onProgress = () => undefined,
}: ProjectionOptions): Promise<ItemMap> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./itemMapWorker.ts', import.meta.url), {
    type: 'module',
    name: 'item-map',
  });
  const remote = wrap<ItemMapWorker>(worker);
  try {
    return await new Promise<ItemMap>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.addEventListener('error', () => reject(new CodedError('item-map-failed')), { once: true });
      remote.project({ items, width, seed }, proxy(onProgress)).then(resolve, reject);
    });
  } finally {
    worker.terminate();
  }
}
