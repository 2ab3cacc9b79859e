/** The state that the lab's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import { panelHooks } from '../store/pageStore';
import type { LabCommands } from './commands';
import type { LabSlice } from './state';

export const { usePage, useCommands } = panelHooks<DataSlice & LabSlice, LabCommands>();
