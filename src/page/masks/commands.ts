/** The current run's masks. */
import type { CommandContext } from '../store/commandContext';
import type { TrainSlice } from '../train/state';
import type { MasksSlice } from './state';

export interface MasksCommands {
  /** Requests the current run's masks; a method without masks has none. */
  showMasks(): Promise<void>;
}

export function createMasksCommands({
  session,
  store,
}: CommandContext<TrainSlice & MasksSlice>): MasksCommands {
  return {
    showMasks: async () => {
      const id = store.getState().run?.summary.id;
      const masks = await Promise.all([session.training.masks(), session.training.maskPictures()]).then(
        ([report, pictures]) => ({ report, pictures }),
        () => null,
      );
      // Another training may have begun meanwhile; its own masks come as events.
      const { run, status } = store.getState();
      if (run?.summary.id === id && status !== 'running') store.setState({ masks });
    },
  };
}
