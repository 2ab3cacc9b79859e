/** How the worker's events change the loaded log. */
import type { SessionEvent } from '../../worker/protocol/session';
import { type DataSlice, INITIAL_DATA } from './state';

/** Returns what changes in the data panel's slice. Pure. */
export function dataChanges(event: SessionEvent): Partial<DataSlice> {
  switch (event.type) {
    case 'dataset':
      return { dataset: event.dataset };
    case 'deleted':
      return INITIAL_DATA;
    default:
      return {};
  }
}
