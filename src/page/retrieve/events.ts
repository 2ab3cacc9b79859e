/** How the worker's events change the list on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import type { TrainSlice } from '../train/state';
import { INITIAL_RETRIEVE, type RetrieveSlice } from './state';

/** Returns what changes in the retrieve panel's slice. The weighting outlives the log. Pure. */
export function retrieveChanges(
  slice: RetrieveSlice & TrainSlice,
  event: SessionEvent,
): Partial<RetrieveSlice> {
  const { weights, rho, pinned, gridColour, run } = slice;
  switch (event.type) {
    case 'dataset':
      return { ...INITIAL_RETRIEVE, weights, rho, pinned, gridColour, before: { weights, rho } };
    case 'run':
      if (run?.summary.id === event.run.summary.id) return {};
      return {
        live: null,
        // The last scores of a training are those of its run but for rounding: they stay until the run's come.
        ...(!slice.live && { userView: null }),
        methodFusion: null,
        outcome: null,
        grids: [],
        gridProgress: null,
        itemMap: null,
        itemMapShare: null,
      };
    case 'live-scores':
      // A stage that is looked at stays while the training goes on.
      return slice.shownStage ? {} : liveChanges(slice, event);
    case 'status':
      // A training that ended without a run leaves the list to the run before.
      return event.status === 'cancelled' || event.status === 'failed' ? { live: null } : {};
    case 'stage-shown':
      return {
        live: null,
        outcome: null,
        grids: [],
        gridProgress: null,
        ...(!event.hasList && { userView: null, methodFusion: null }),
      };
    case 'weighting-grid':
      return { gridProgress: event.done / event.total };
    case 'item-map':
      return slice.itemMapShare === null ? {} : { itemMapShare: event.share };
    case 'deleted':
      return INITIAL_RETRIEVE;
    default:
      return {};
  }
}

/** The list follows the model in training, unless a user is invented: that one has no row in it. */
function liveChanges(
  { userId, invented }: RetrieveSlice,
  event: Extract<SessionEvent, { type: 'live-scores' }>,
): Partial<RetrieveSlice> {
  if (invented || (userId !== null && userId !== event.userId)) return {};
  const { userId: shown, view, fusion: live } = event;
  return {
    userId: shown,
    userView: view,
    isSteerable: true,
    live,
    methodFusion: null,
    ...(userId === null && { isUserGuessed: true }),
  };
}
