/** How the worker's events change the masks on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import { INITIAL_MASKS, type MasksSlice } from './state';

/** Returns what changes in the masks panel's slice. Pure. */
export function masksChanges({ masks }: MasksSlice, event: SessionEvent): Partial<MasksSlice> {
  switch (event.type) {
    case 'masks':
      return { masks: { report: event.report, pictures: event.pictures }, layerDetails: {} };
    case 'stage-shown':
      return { layerDetails: {}, masks: event.hasMasks ? masks : null };
    case 'run':
      return { layerDetails: {}, triedTau: null };
    case 'dataset':
    case 'prepared':
    case 'deleted':
      return INITIAL_MASKS;
    default:
      return {};
  }
}
