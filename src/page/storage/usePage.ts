/** The state that the storage panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import type { ResultsCommands } from '../results/commands';
import type { ResultsSlice } from '../results/state';
import type { ShellCommands } from '../shell/commands';
import type { ShellSlice } from '../shell/state';
import { panelHooks } from '../store/pageStore';
import type { TrainSlice } from '../train/state';
import type { StorageCommands } from './commands';
import type { StorageSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  ShellSlice & DataSlice & TrainSlice & ResultsSlice & StorageSlice,
  ShellCommands & StorageCommands & ResultsCommands
>();
