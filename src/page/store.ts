/** The one store: a vanilla core that knows no React, and nothing in it but the state. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { INITIAL_STATE, type PageState } from './state';

export type PageStore = StoreApi<PageState>;

export function createPageStore(initial: Partial<PageState> = {}): PageStore {
  return createStore<PageState>(() => ({ ...INITIAL_STATE, ...initial }));
}
