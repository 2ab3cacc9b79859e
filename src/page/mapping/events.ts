/** How the worker's events change the uploaded log. */
import type { SessionEvent } from '../../worker/protocol/session';
import { INITIAL_UPLOAD, type UploadSlice } from './state';

/** Returns what changes in the mapping screen's slice: once a log is loaded nothing is left to decide. Pure. */
export function uploadChanges({ upload }: UploadSlice, event: SessionEvent): Partial<UploadSlice> {
  switch (event.type) {
    case 'dataset': {
      const isUploaded = event.dataset.sample === undefined;
      return { upload: { ...INITIAL_UPLOAD, request: isUploaded ? upload.pending : null } };
    }
    case 'deleted':
      return { upload: INITIAL_UPLOAD };
    default:
      return {};
  }
}
