/**
 * Joins the address and the state: a view that opens is an entry of the browser's history, and the look of
 * Play is written into the fragment when a change has come to rest.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands';
import { decodeRetrieval, encodeRetrieval } from './retrieve/address';
import { EQUAL_WEIGHTS } from './retrieve/state';
import { isSameWeighting } from './retrieve/steering';
import { type Address, type Look, readAddress, writeAddress } from './shell/address';
import { rememberAddress } from './shell/lastAddress';
import type { PageState } from './state';

/** A change of the look is written when it has rested this long: browsers limit how often. */
const REST_MS = 300;

/** Returns the look of Play that the page has; what it would choose anyway is left out. */
export function lookOf(state: PageState): Look {
  const { w, rho, ...others } = encodeRetrieval(state);
  const isBalanced = isSameWeighting(state, { weights: EQUAL_WEIGHTS, rho: 1 });
  return { ...(!isBalanced && { w: w!, rho: rho! }), ...others };
}

/** Takes the view from the address and keeps both the same from then on. Returns the address at the start. */
export function connectAddress(store: StoreApi<PageState>, commands: Commands): Address {
  const first = readAddress(window.location.hash);
  let { setup } = first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  showLook(store, first);

  const write = (how: 'pushState' | 'replaceState') => {
    const { hash, search } = window.location;
    // A link may have been copied into the address, or removed from it.
    setup = hash === '' ? null : (readAddress(hash).setup ?? setup);
    const state = store.getState();
    const wanted = writeAddress({ view: state.view, setup, look: lookOf(state) });
    rememberAddress(writeAddress(partOf(state)));
    if (wanted === hash || (hash === '' && wanted === '#play')) return;
    window.history[how](null, '', `${search}${wanted}` || '.');
  };
  store.subscribe((state, before) => {
    if (state.view !== before.view && readAddress(window.location.hash).view !== state.view) {
      return write('pushState');
    }
    if (writeAddress(partOf(state)) === writeAddress(partOf(before))) return;
    clearTimeout(timer);
    timer = setTimeout(() => write('replaceState'), REST_MS);
  });
  window.addEventListener('hashchange', ({ oldURL }) => {
    const address = readAddress(window.location.hash);
    // A link that was copied into the address since the last write.
    setup = readAddress(new URL(oldURL).hash).setup ?? setup;
    const isNewSetup = address.setup !== null && address.setup !== setup;
    showLook(store, address);
    if (address.setup) setup = address.setup;
    // A link of the bar names the view alone: setup and look are added at once.
    write('replaceState');
    if (isNewSetup) void commands.openLink(address.setup!);
  });
  return first;
}

const partOf = (state: PageState): Address => ({ view: state.view, setup: null, look: lookOf(state) });

/** Shows an address's view and weighting at once; its user waits for the log. */
function showLook(store: StoreApi<PageState>, { view, look }: Address): void {
  const { userId: _, ...weighting } = decodeRetrieval(new URLSearchParams(look));
  store.setState((state) => {
    const { weights, rho } = { ...state, ...weighting };
    return { view, drawer: null, ...weighting, before: { weights, rho } };
  });
}
