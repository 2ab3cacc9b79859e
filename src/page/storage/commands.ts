/** What is saved in this browser: resume it, open it, name it, delete it. */

import type { DataSlice } from '../data/state';
import { clearLink } from '../plan/linkCommands';
import { forgetAddress } from '../shell/lastAddress';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import type { TrainSlice } from '../train/state';
import { remedyOf } from './remedies';
import { fetchSnapshot } from './snapshot';
import type { StorageSlice } from './state';

type Context = CommandContext<ShellSlice & DataSlice & TrainSlice & StorageSlice>;

export interface StorageCommands {
  /**
   * Opens the wanted run or the one saved last; at a first visit the one trained in advance, which is in the snapshot.
   * That the wanted one is not there is a problem that the page shows.
   */
  openFirstRun(snapshot: Promise<Blob | null>, wanted?: string): Promise<void>;
  /** Requests the run to compare with, for the log it was trained on. */
  loadSequential(): Promise<void>;
  continueTraining(id: string): Promise<void>;
  /** Continues the training with the change that is likely to remedy its failure. */
  fixTraining(id: string): Promise<void>;
  discardTraining(id: string): Promise<void>;
  openSavedRun(id: string): Promise<void>;
  renameSavedRun(id: string, name: string): Promise<void>;
  deleteSavedRun(id: string): Promise<void>;
  openSavedLog(fingerprint: string): Promise<void>;
  deleteSavedLog(fingerprint: string): Promise<void>;
  deleteEverything(): Promise<void>;
}

export function createStorageCommands({ session, store, attempt }: Context): StorageCommands {
  const resume = (id: string, work: () => Promise<unknown>) =>
    attempt('training', async () => {
      const { saved } = store.getState();
      const interruptions = saved?.interruptions.filter((entry) => entry.id !== id) ?? [];
      store.setState({ problem: null, failure: null, saved: saved && { ...saved, interruptions } });
      try {
        await work();
      } finally {
        store.setState({ saved: await session.storage.list() });
      }
    });
  return {
    openFirstRun: (snapshot, wanted) =>
      attempt(wanted === undefined ? 'sample' : 'address', async () => {
        store.setState({ loading: { what: 'sample', done: 0, total: 0 } });
        await session.storage.openFirstRun(await snapshot, wanted);
      }),
    loadSequential: async () => {
      const { sequential, dataset } = store.getState();
      if (sequential || dataset?.sample === undefined) return;
      const file = await fetchSnapshot('sequential');
      // Nothing depends on it: where it cannot be read, no line is drawn.
      const read = file && (await session.storage.readSequential(file).catch(() => null));
      if (store.getState().dataset === dataset) store.setState({ sequential: read });
    },
    continueTraining: (id) => resume(id, () => session.storage.continueTraining(id)),
    fixTraining: (id) => {
      const { failure, saved } = store.getState();
      const interruption = saved?.interruptions.find((entry) => entry.id === id);
      const changes = failure && interruption ? remedyOf(failure, interruption.config) : {};
      return resume(id, () => session.storage.continueTraining(id, changes));
    },
    discardTraining: (id) =>
      attempt('storage', async () => {
        await session.storage.discardTraining(id);
        store.setState({ failure: null });
      }),
    openSavedRun: (id) => attempt('run', () => session.storage.openRun(id)),
    renameSavedRun: (id, name) => attempt('run', () => session.storage.renameRun(id, name)),
    deleteSavedRun: (id) => attempt('storage', () => session.storage.deleteRun(id)),
    openSavedLog: (fingerprint) => attempt('csv', () => session.storage.openLog(fingerprint)),
    deleteSavedLog: (fingerprint) => attempt('storage', () => session.storage.deleteLog(fingerprint)),
    deleteEverything: () =>
      attempt('storage', async () => {
        await session.storage.deleteEverything();
        clearLink();
        forgetAddress();
      }),
  };
}
