/** Parts of the page in chunks of their own: the first paint does not wait for them. */
import { type ComponentType, lazy } from 'react';

/**
 * They come as soon as the browser is idle, wanted or not: once the page is loaded it asks the network for
 * nothing more, and works without one.
 */
export function lazyPanel<Properties extends object>(load: () => Promise<ComponentType<Properties>>) {
  whenIdle(() => void load().catch(() => undefined));
  return lazy(async () => ({ default: await load() }));
}

function whenIdle(work: () => void): void {
  if (typeof window === 'undefined') return;
  // Safari has no idle callbacks.
  if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 1000);
}
