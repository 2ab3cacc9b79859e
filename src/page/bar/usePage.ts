/** The state that the bar and the drawers read, and the commands they call. */
import type { DataCommands } from '../data/commands';
import type { DataSlice } from '../data/state';
import type { MappingCommands } from '../mapping/commands';
import type { MasksSlice } from '../masks/state';
import type { DraftCommands } from '../plan/commands';
import type { LinkCommands } from '../plan/linkCommands';
import type { PlanSlice } from '../plan/state';
import type { ShellCommands } from '../shell/commands';
import type { ShellSlice } from '../shell/state';
import type { StorageCommands } from '../storage/commands';
import { panelHooks } from '../store/pageStore';
import type { TrainCommands } from '../train/commands';
import type { TrainSlice } from '../train/state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & PlanSlice & TrainSlice & MasksSlice,
  ShellCommands &
    MappingCommands &
    DataCommands &
    DraftCommands &
    LinkCommands &
    TrainCommands &
    StorageCommands
>();
