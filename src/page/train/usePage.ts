/** The state that the train panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import type { PlanSlice } from '../plan/state';
import type { ShellCommands } from '../shell/commands';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { TrainCommands } from './commands';
import type { TrainSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & PlanSlice & TrainSlice,
  TrainCommands & Pick<ShellCommands, 'openView'>
>();
