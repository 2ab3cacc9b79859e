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
  openKeptRun(id: string): Promise<void>;
  renameKeptRun(id: string, name: string): Promise<void>;
  deleteKeptRun(id: string): Promise<void>;
  openKeptLog(fingerprint: string): Promise<void>;
  deleteKeptLog(fingerprint: string): Promise<void>;
  forgetEverything(): Promise<void>;
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
    openKeptRun: (id) => attempt('run', () => session.storage.openRun(id)),
    renameKeptRun: (id, name) => attempt('run', () => session.storage.renameRun(id, name)),
    deleteKeptRun: (id) => attempt('storage', () => session.storage.deleteRun(id)),
    openKeptLog: (fingerprint) => attempt('csv', () => session.storage.openLog(fingerprint)),
    deleteKeptLog: (fingerprint) => attempt('storage', () => session.storage.deleteLog(fingerprint)),
    forgetEverything: () =>
      attempt('storage', async () => {
        await session.storage.deleteEverything();
        clearLink();
      }),
  };
}
