/** The state that the instrument's frame reads, and the commands it calls. It has no state of its own. */
import type { DataSlice } from '../data/state';
import type { MasksSlice } from '../masks/state';
import type { ShellCommands } from '../shell/commands';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { TrainSlice } from '../train/state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & MasksSlice & TrainSlice,
  ShellCommands
>();
