/** How the worker's events change what is saved, and the failure to remedy. */
import type { SessionEvent } from '../../worker/protocol/session';
import { failureOf } from './remedies';
import type { StorageSlice } from './state';

/** Returns what changes in the storage panel's slice. A remedy is offered until something trains again. Pure. */
export function storageChanges(event: SessionEvent): Partial<StorageSlice> {
  switch (event.type) {
    case 'saved':
      return { saved: event.saved };
    case 'status':
      if (event.status === 'failed') return { failure: failureOf(event.code) };
      return event.status === 'running' ? { failure: null } : {};
    case 'deleted':
      return { failure: null };
    default:
      return {};
  }
}
