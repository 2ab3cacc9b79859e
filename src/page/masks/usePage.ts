/** The state that the masks panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import type { DraftCommands } from '../plan/commands';
import type { PlanSlice } from '../plan/state';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { TrainCommands } from '../train/commands';
import type { TrainSlice } from '../train/state';
import type { MasksCommands } from './commands';
import type { MasksSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & PlanSlice & TrainSlice & MasksSlice,
  MasksCommands & DraftCommands & Pick<TrainCommands, 'showStage'>
>();
