/** Training: begin, play, pause, step, cancel, reset. */
import { withChanges } from '../../config';
import { type PlanSlice, trainOptions } from '../plan/state';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { isTraining, type TrainSlice } from './state';

export interface TrainCommands {
  train(): Promise<void>;
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
}: CommandContext<ShellSlice & PlanSlice & TrainSlice>): TrainCommands {
  const prepare = () => session.training.prepare(trainOptions(store.getState().draft));
  return {
    train: () =>
      attempt('training', async () => {
        store.setState({ problem: null });
        await session.training.train(trainOptions(store.getState().draft));
      }),
    play: () => attempt('training', () => session.training.play()),
    pause: () => attempt('training', () => session.training.pause()),
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
