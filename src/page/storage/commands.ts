/** What is saved in this browser: resume it, open it, name it, delete it. */

import { clearLink } from '../plan/linkCommands';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { remedyOf } from './remedies';
import type { StorageSlice } from './state';

type Context = CommandContext<ShellSlice & StorageSlice>;

export interface StorageCommands {
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
      }),
  };
}
