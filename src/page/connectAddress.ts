/**
 * Joins the address and the state: a view or a run that opens is an entry of the browser's history, and what Play
 * shows is written into the fragment when a change has come to rest.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands';
import { openQuery, openSetup } from './openAddress';
import { decodeRetrieval, encodeRetrieval } from './retrieve/address';
import { EQUAL_WEIGHTS } from './retrieve/state';
import { isSameWeighting } from './retrieve/steering';
import { type Address, type Query, readAddress, writeAddress } from './shell/address';
import { rememberAddress } from './shell/lastAddress';
import type { PageState } from './state';
import { encodeRun } from './storage/address';
import { isTraining, type TrainSlice } from './train/state';

/** A change of what Play shows is written when it has rested this long: browsers limit how often. */
const REST_MS = 300;

/** The address as the page began with it, and how it is followed. */
interface ConnectedAddress {
  readonly first: Address;
  /** Does what an address asks for, one address after another; until all is done nothing is written into it. */
  follow(open: () => Promise<void>): Promise<void>;
}

/** Returns the query of what Play shows; what it would choose anyway is left out. */
export function queryOf(state: PageState): Query {
  const { w, rho, ...others } = encodeRetrieval(state);
  const isBalanced = isSameWeighting(state, { weights: EQUAL_WEIGHTS, rho: 1 });
  return { ...(!isBalanced && { w: w!, rho: rho! }), ...others, ...encodeRun(state) };
}

/** Takes the view from the address and keeps both the same from then on. */
export function connectAddress(store: StoreApi<PageState>, commands: Commands): ConnectedAddress {
  const first = addressed();
  const address = createWriter(store, first.setup);
  /** The run that was trained last on this page. */
  let trained: TrainSlice['run'] | undefined;
  showWeighting(store, first);

  store.subscribe((state, before) => {
    const isOtherView = state.view !== before.view && addressed().view !== state.view;
    if (isOtherView) return address.write('pushState');
    if (state.run !== before.run && isTraining(before)) trained = state.run;
    if (writeAddress(partOf(state)) === writeAddress(partOf(before))) return;
    if (encodeRun(state).run === encodeRun(before).run) return address.writeAtRest();
    // What trains and ends replaces the run before it; a run or log that is opened can be left by going back.
    const isOpened = state.run !== before.run && state.run !== trained;
    address.write(isOpened && addressed().query.run !== undefined ? 'pushState' : 'replaceState');
  });
  window.addEventListener('hashchange', ({ oldURL }) => {
    const { view, setup, query } = addressed();
    const isNewSetup = address.takeSetup(setup, readAddress(new URL(oldURL).hash).setup);
    showWeighting(store, { view, setup, query });
    // A link of the bar names the view alone: setup and query are added at once.
    if (!isNewSetup && Object.keys(query).length === 0) return address.write('replaceState');
    const page = { store, commands };
    void address.follow(() => (isNewSetup ? openSetup(setup!, query, page) : openQuery(query, page)));
  });
  return { first, follow: address.follow };
}

/** Writes the address, unless one is being followed. */
function createWriter(store: StoreApi<PageState>, first: Address['setup']) {
  let setup = first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let followed = Promise.resolve();
  let following = 0;
  const write = (how: 'pushState' | 'replaceState'): void => {
    clearTimeout(timer);
    if (following > 0) return;
    const { hash, search } = window.location;
    // A link may have been copied into the address, or removed from it.
    setup = hash === '' ? null : (readAddress(hash).setup ?? setup);
    const state = store.getState();
    const wanted = writeAddress({ ...partOf(state), setup });
    rememberAddress(writeAddress(partOf(state)));
    if (wanted === hash || (hash === '' && wanted === '#play')) return;
    window.history[how](null, '', `${search}${wanted}` || '.');
  };
  return {
    write,
    writeAtRest(): void {
      clearTimeout(timer);
      timer = setTimeout(() => write('replaceState'), REST_MS);
    },
    follow(open: () => Promise<void>): Promise<void> {
      following++;
      const opened = followed.then(open).finally(() => {
        following--;
        write('replaceState');
      });
      followed = opened.catch(() => undefined);
      return opened;
    },
    /** Takes the setup of a new address; returns whether it is another than the page's. */
    takeSetup(next: Address['setup'], before: Address['setup']): boolean {
      // A link that was copied into the address since the last write.
      setup = before ?? setup;
      const isNew = next !== null && next !== setup;
      setup = next ?? setup;
      return isNew;
    },
  };
}

const addressed = (): Address => readAddress(window.location.hash);

const partOf = (state: PageState): Address => ({ view: state.view, setup: null, query: queryOf(state) });

/** Shows an address's view and weighting at once; its run and its user wait for the log. */
function showWeighting(store: StoreApi<PageState>, { view, query }: Address): void {
  const { userId: _, ...weighting } = decodeRetrieval(new URLSearchParams(query));
  store.setState((state) => {
    const { weights, rho } = { ...state, ...weighting };
    return { view, drawer: null, ...weighting, before: { weights, rho } };
  });
}
