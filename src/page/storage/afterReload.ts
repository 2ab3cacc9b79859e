/** Why the page is reloaded, for the page that comes: the worker is gone, and nothing else remembers it. */
import { type Failure, failureOf } from './remedies';

const KEY = 'csmf-failure';

/** Reloads; the notice of the interrupted training then offers the cure. */
export function reloadAfter(failure: Failure): void {
  window.sessionStorage.setItem(KEY, failure);
  window.location.reload();
}

/** Returns the reason once, and forgets it. */
export function failureBefore(): Failure | null {
  const failure = failureOf(window.sessionStorage.getItem(KEY) ?? undefined);
  window.sessionStorage.removeItem(KEY);
  return failure;
}
