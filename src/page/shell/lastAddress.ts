/** What Play showed last in this browser: a later visit without an address of its own begins with it. */

const KEY = 'csmf-address';

/** Another tab has deleted everything: what is shown here names what was deleted. */
let isForgotten = false;

/** Remembers a fragment; where the browser keeps nothing, it does nothing. */
export function rememberAddress(fragment: string): void {
  if (isForgotten) return;
  try {
    window.localStorage.setItem(KEY, fragment);
  } catch {
    // Storage is off, or full: it is in the address all the same.
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

/** Stops remembering once another tab has forgotten the fragment. */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if ((key === KEY || key === null) && newValue === null) isForgotten = true;
  });
}
