/** What outlives the page: go on with it, open it, name it, delete it. */
import type { CommandContext } from '../commandContext';
import { clearLink } from './linkCommands';
import { remedyOf } from './remedies';

export interface StorageCommands {
  continueTraining(id: string): Promise<void>;
  /** Goes on with what is likely to cure the failure. */
  fixTraining(id: string): Promise<void>;
  discardTraining(id: string): Promise<void>;
  openKeptRun(id: string): Promise<void>;
  renameKeptRun(id: string, name: string): Promise<void>;
  deleteKeptRun(id: string): Promise<void>;
  openKeptLog(fingerprint: string): Promise<void>;
  deleteKeptLog(fingerprint: string): Promise<void>;
  forgetEverything(): Promise<void>;
}

export function createStorageCommands({ session, store, attempt }: CommandContext): StorageCommands {
  const goOn = (id: string, work: () => Promise<unknown>) =>
    attempt('training', async () => {
      const { saved } = store.getState();
      const interruptions = saved?.interruptions.filter((other) => other.id !== id) ?? [];
      store.setState({ problem: null, failure: null, saved: saved && { ...saved, interruptions } });
      try {
        await work();
      } finally {
        store.setState({ saved: await session.kept() });
      }
    });
  return {
    continueTraining: (id) => goOn(id, () => session.continueTraining(id)),
    fixTraining: (id) => {
      const { failure, saved } = store.getState();
      const interruption = saved?.interruptions.find((other) => other.id === id);
      const changes = failure && interruption ? remedyOf(failure, interruption.config) : {};
      return goOn(id, () => session.continueTraining(id, changes));
    },
    discardTraining: (id) =>
      attempt('storage', async () => {
        await session.discardTraining(id);
        store.setState({ failure: null });
      }),
    openKeptRun: (id) => attempt('run', () => session.openKeptRun(id)),
    renameKeptRun: (id, name) => attempt('run', () => session.renameKeptRun(id, name)),
    deleteKeptRun: (id) => attempt('storage', () => session.deleteKeptRun(id)),
    openKeptLog: (fingerprint) => attempt('csv', () => session.openKeptLog(fingerprint)),
    deleteKeptLog: (fingerprint) => attempt('storage', () => session.deleteKeptLog(fingerprint)),
    forgetEverything: () =>
      attempt('storage', async () => {
        await session.forgetEverything();
        clearLink();
      }),
  };
}
