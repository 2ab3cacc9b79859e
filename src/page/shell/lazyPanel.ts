/** Parts of the page in chunks of their own: neither the first paint nor the first drag waits for them. */
import { type ComponentType, lazy } from 'react';

/** Nobody touched the page for so long: it is loaded, and its list is there. */
const UNTOUCHED_MS = 10_000;

/**
 * They come once a person has used the page, or left it alone for a while, wanted or not: from then on it asks
 * the network for nothing more, and works without one.
 */
export function lazyPanel<Properties extends object>(load: () => Promise<ComponentType<Properties>>) {
  void firstUse().then(() => whenIdle(() => void load().catch(() => undefined)));
  return lazy(async () => ({ default: await load() }));
}

let used: Promise<void> | null = null;

/** Resolves when the first click, drag or key has ended, or after UNTOUCHED_MS; outside a browser never. */
function firstUse(): Promise<void> {
  used ??= new Promise((resolve) => {
    if (typeof window === 'undefined') return;
    const options = { once: true, capture: true, passive: true };
    for (const type of ['pointerup', 'keyup']) window.addEventListener(type, () => resolve(), options);
    setTimeout(resolve, UNTOUCHED_MS);
  });
  return used;
}

function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 1000);
}
