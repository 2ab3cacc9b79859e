/** The state that the plan panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { DraftCommands } from './commands';
import type { LinkCommands } from './linkCommands';
import type { PlanSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & PlanSlice,
  DraftCommands & LinkCommands
>();
