/** How the worker's events change the lab on the page. An experiment outlives the log that is looked at. */
import type { SessionEvent } from '../../worker/protocol/session';
import { draftFor } from './labDraft';
import { INITIAL_LAB, type LabSlice, withLabState } from './state';

/** Returns what changes in the lab's slice. Pure. */
export function labChanges({ lab }: LabSlice, event: SessionEvent): Partial<LabSlice> {
  switch (event.type) {
    case 'lab':
      return { lab: withLabState(lab, event.state) };
    case 'dataset':
      return { lab: { ...lab, draft: draftFor(lab.draft, event.dataset) } };
    case 'deleted':
      return { lab: { ...INITIAL_LAB, state: lab.state } };
    default:
      return {};
  }
}
