/** Events come up from the worker and become the next state here: each panel says what changes in its slice. */
import type { SessionEvent } from '../worker/protocol/session';
import { dataChanges } from './data/events';
import { labChanges } from './lab/events';
import { uploadChanges } from './mapping/events';
import { masksChanges } from './masks/events';
import { planChanges } from './plan/events';
import { resultsChanges } from './results/events';
import { retrieveChanges } from './retrieve/events';
import { shellChanges } from './shell/events';
import type { PageState } from './state';
import { storageChanges } from './storage/events';
import { trainChanges } from './train/events';

/** Returns the state after an event. Pure: the same state and event give the same result. */
export function applyEvent(state: PageState, event: SessionEvent): PageState {
  return {
    ...state,
    ...shellChanges(state, event),
    ...uploadChanges(state, event),
    ...dataChanges(event),
    ...planChanges(state, event),
    ...trainChanges(state, event),
    ...masksChanges(state, event),
    ...resultsChanges(event),
    ...retrieveChanges(state, event),
    ...labChanges(state, event),
    ...storageChanges(event),
  };
}
