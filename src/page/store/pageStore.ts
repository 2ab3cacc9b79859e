/** The page's one store as a panel sees it, and how its components reach it. */
import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useSelection } from './useSelection';

/** The slices of state a panel reads and changes. The whole page's store is one of these for every panel. */
export interface PageStore<State> {
  getState(): State;
  setState(change: Partial<State> | ((state: State) => Partial<State>)): void;
}

/** What the root provides: the store with the slices of all panels, and the commands of all panels. */
export interface Page<State = object, Commands = object> {
  store: StoreApi<State>;
  commands: Commands;
}

export const PageContext = createContext<Page | null>(null);

/**
 * Returns the hooks of a panel's components, typed by the slices they read and the commands they call.
 * Both throw when they are rendered outside PageContext.
 */
export function panelHooks<State extends object, Commands extends object>() {
  const useTypedPage = () => {
    const page = useContext(PageContext);
    if (!page) throw new Error('no PageContext above');
    return page as Page<State, Commands>;
  };
  return {
    usePage: <T>(selector: (state: State) => T): T => useSelection(useTypedPage().store, selector),
    useCommands: (): Commands => useTypedPage().commands,
  };
}
