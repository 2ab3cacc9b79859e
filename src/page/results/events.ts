/** How the worker's events change the results on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import { INITIAL_RESULTS, type ResultsSlice } from './state';

/** Returns what changes in the results panel's slice: reports are of the loaded log only. Pure. */
export function resultsChanges(event: SessionEvent): Partial<ResultsSlice> {
  return event.type === 'dataset' || event.type === 'deleted' ? INITIAL_RESULTS : {};
}
