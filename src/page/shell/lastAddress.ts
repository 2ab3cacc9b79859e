/** The look of Play that this browser showed last: a later visit without an address of its own begins with it. */

const KEY = 'csmf-address';

/** Remembers a fragment; where the browser keeps nothing, it does nothing. */
export function rememberAddress(fragment: string): void {
  try {
    window.localStorage.setItem(KEY, fragment);
  } catch {
    // Storage is off, or full: the look is in the address all the same.
  }
}

/** Writes the remembered fragment into an address that has none. */
export function recallAddress(): void {
  if (window.location.hash !== '') return;
  try {
    const fragment = window.localStorage.getItem(KEY);
    if (fragment?.startsWith('#')) window.history.replaceState(null, '', window.location.search + fragment);
  } catch {
    // Storage is off.
  }
}

/** Forgets the fragment. */
export function forgetAddress(): void {
  try {
    window.localStorage.removeItem(KEY);
  } catch {
    // Storage is off: there is nothing to forget.
  }
}
