/** Reading files with a progress bar, the newest reading only. */
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { toProblem } from '../store/problem';
import type { UploadSlice, UploadView } from './state';

export type UploadContext = CommandContext<ShellSlice & UploadSlice>;

/** Runs work that reads files; `files` can be profiled again when the work is rejected. */
export type ReadRunner = (
  work: (isNewest: () => boolean) => Promise<void>,
  files?: readonly File[],
) => Promise<void>;

/**
 * Returns a function that reads with a progress bar. A refusal becomes the panel's fault, an abort leaves
 * everything as it was. Another reading supersedes this one, which then changes nothing any more: `isNewest`
 * tells the work which of them it is.
 */
export function createReadRunner({ store }: Pick<UploadContext, 'store'>): ReadRunner {
  let newest = 0;
  return async (work, files) => {
    newest += 1;
    const reading = newest;
    const isNewest = () => reading === newest;
    store.setState({ problem: null, loading: { what: 'csv', done: 0, total: 0 } });
    changeUpload(store, { fault: null, pending: null });
    try {
      await work(isNewest);
    } catch (error) {
      if (!isNewest()) return;
      const problem = toProblem(error, 'csv');
      const request = store.getState().upload.pending;
      changeUpload(store, {
        fault: problem && { ...problem, request, ...(files && { files }) },
        pending: null,
      });
    }
    if (isNewest()) store.setState({ loading: null });
  };
}

export function changeUpload(store: UploadContext['store'], changes: Partial<UploadView>): void {
  store.setState(({ upload }) => ({ upload: { ...upload, ...changes } }));
}
