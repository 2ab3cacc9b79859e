/** Training: begin, play, pause, step, cancel, reset. */
import { withChanges } from '../../config';
import type { DataSlice } from '../data/state';
import { type PlanSlice, trainOptions } from '../plan/state';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { isTraining, type TrainSlice } from './state';

export interface TrainCommands {
  train(): Promise<void>;
  /** Trains, pauses or continues, whichever is possible now. */
  toggleTraining(): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(size: 'batch' | 'stage'): Promise<void>;
  cancel(): Promise<void>;
  /** Goes back to step 0: with the same seed, or with the next one. */
  reset(seed: 'same' | 'next'): Promise<void>;
}

export function createTrainCommands({
  session,
  store,
  attempt,
}: CommandContext<ShellSlice & DataSlice & PlanSlice & TrainSlice>): TrainCommands {
  const prepare = () => session.training.prepare(trainOptions(store.getState().draft));
  const train = () =>
    attempt('training', async () => {
      store.setState({ problem: null, isStarting: true });
      try {
        await session.training.train(trainOptions(store.getState().draft));
      } finally {
        store.setState({ isStarting: false });
      }
    });
  const play = () => attempt('training', () => session.training.play());
  const pause = () => attempt('training', () => session.training.pause());
  return {
    train,
    play,
    pause,
    toggleTraining: () => {
      const { status, isStarting, dataset, loading } = store.getState();
      if (!dataset || loading || isStarting) return Promise.resolve();
      if (status === 'running') return pause();
      return status === 'paused' ? play() : train();
    },
    step: (size) =>
      attempt('training', async () => {
        if (store.getState().status !== 'paused') await prepare();
        await session.training.step(size);
      }),
    cancel: () => attempt('training', () => session.training.cancel()),
    reset: (seed) =>
      attempt('training', async () => {
        const { draft } = store.getState();
        if (isTraining(store.getState())) await session.training.cancel();
        if (seed === 'next' && draft.config) {
          const config = withChanges(draft.config, { seed: (draft.config.seed + 1) % 2 ** 32 });
          store.setState({ draft: { ...draft, config } });
        }
        await prepare();
      }),
  };
}
