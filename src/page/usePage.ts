/** How components reach the store (by narrow selectors) and the commands. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Commands } from './commands';
import type { PageState } from './state';
import type { PageStore } from './store';

export interface Page {
  store: PageStore;
  commands: Commands;
}

export const PageContext = createContext<Page | null>(null);

function useContextPage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('A panel is rendered outside PageContext.');
  return page;
}

export function usePage<T>(selector: (state: PageState) => T): T {
  return useStore(useContextPage().store, selector);
}

export function useCommands(): Commands {
  return useContextPage().commands;
}
