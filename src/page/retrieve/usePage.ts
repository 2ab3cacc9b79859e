/** The state that the retrieve panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import type { MasksSlice } from '../masks/state';
import type { ResultsSlice } from '../results/state';
import { panelHooks } from '../store/pageStore';
import type { TrainSlice } from '../train/state';
import type { RetrieveCommands } from './commands';
import type { RetrieveSlice } from './state';

export const { usePage, useCommands } = panelHooks<
  DataSlice & TrainSlice & MasksSlice & ResultsSlice & RetrieveSlice,
  RetrieveCommands
>();
