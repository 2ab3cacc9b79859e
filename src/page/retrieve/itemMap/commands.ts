/** Making the map of the items, which somebody opens, and stopping it. */
import type { CommandContext } from '../../store/commandContext';
import type { TrainSlice } from '../../train/state';
import type { RetrieveCommands } from '../commands';
import type { RetrieveSlice } from '../state';

type Context = CommandContext<TrainSlice & RetrieveSlice>;

export function createItemMapCommands({
  session,
  store,
  attempt,
}: Context): Pick<RetrieveCommands, 'makeItemMap' | 'cancelItemMap'> {
  return {
    makeItemMap: () =>
      attempt('run', async () => {
        const { run, itemMap, itemMapShare } = store.getState();
        if (!hasItemVectors(run) || itemMap || itemMapShare !== null) return;
        store.setState({ itemMapShare: 0 });
        try {
          const made = await session.retrieval.itemMap();
          // Another run may be the current one by now: its map is another.
          if (store.getState().run === run) store.setState({ itemMap: made });
        } finally {
          if (store.getState().run === run) store.setState({ itemMapShare: null });
        }
      }),
    cancelItemMap: () => attempt('run', () => session.retrieval.cancelItemMap()),
  };
}

/** Returns whether the run's items have vectors that could be drawn. */
export const hasItemVectors = (run: TrainSlice['run']): boolean =>
  run !== null && run.summary.vectorWidth > 0;
