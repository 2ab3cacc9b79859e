/** How the worker's events change the list on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import type { TrainSlice } from '../train/state';
import { INITIAL_RETRIEVE, type RetrieveSlice } from './state';

/** Returns what changes in the retrieve panel's slice. The weights outlive the log. Pure. */
export function retrieveChanges(
  { weights, run }: RetrieveSlice & TrainSlice,
  event: SessionEvent,
): Partial<RetrieveSlice> {
  switch (event.type) {
    case 'dataset':
      return { ...INITIAL_RETRIEVE, weights, weightsBefore: weights };
    case 'run':
      if (run?.summary.id === event.run.summary.id) return {};
      return { userView: null, methodFusion: null, fusedRecall: null };
    case 'stage-shown':
      return event.hasList ? {} : { userView: null, methodFusion: null, fusedRecall: null };
    case 'deleted':
      return INITIAL_RETRIEVE;
    default:
      return {};
  }
}
