/** The state that the results panel's components read, and the commands they call. */
import type { DataSlice } from '../data/state';
import { panelHooks } from '../store/pageStore';
import type { TrainSlice } from '../train/state';
import type { ResultsCommands } from './commands';
import type { ResultsSlice } from './state';

export const { usePage, useCommands } = panelHooks<DataSlice & TrainSlice & ResultsSlice, ResultsCommands>();
