/** How the worker's events change the list on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import type { TrainSlice } from '../train/state';
import { INITIAL_RETRIEVE, type RetrieveSlice } from './state';

/** Returns what changes in the retrieve panel's slice. The weighting outlives the log. Pure. */
export function retrieveChanges(
  { weights, rho, pinned, mapColour, run }: RetrieveSlice & TrainSlice,
  event: SessionEvent,
): Partial<RetrieveSlice> {
  switch (event.type) {
    case 'dataset':
      return { ...INITIAL_RETRIEVE, weights, rho, pinned, mapColour, before: { weights, rho } };
    case 'run':
      if (run?.summary.id === event.run.summary.id) return {};
      return { userView: null, methodFusion: null, outcome: null, maps: [], mapProgress: null };
    case 'stage-shown':
      return {
        outcome: null,
        maps: [],
        mapProgress: null,
        ...(!event.hasList && { userView: null, methodFusion: null }),
      };
    case 'fusion-map':
      return { mapProgress: event.done / event.total };
    case 'deleted':
      return INITIAL_RETRIEVE;
    default:
      return {};
  }
}
