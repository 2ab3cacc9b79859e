/** The state that the masks panel's components read. */
import type { PlanSlice } from '../plan/state';
import { panelHooks } from '../store/pageStore';
import type { TrainSlice } from '../train/state';
import type { MasksSlice } from './state';

export const { usePage } = panelHooks<PlanSlice & TrainSlice & MasksSlice, object>();
