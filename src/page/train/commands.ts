/** Training: begin, play, pause, step, cancel, reset. */
import { withChanges } from '../../config';
import type { TrainOptions } from '../../worker/protocol/training';
import type { DataSlice } from '../data/state';
import { type PlanSlice, trainOptions } from '../plan/state';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { latestOnly } from '../store/latestOnly';
import { askingFirst } from './doubts';
import { isTraining, type TrainSlice } from './state';

export interface TrainCommands {
  train(): Promise<void>;
  /** Trains, pauses or continues, whichever is possible now. */
  toggleTraining(): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(size: 'batch' | 'stage'): Promise<void>;
  cancel(): Promise<void>;
  /** Shows masks and lists as a stage left them, by its index in the plan; null: as they are at the end. */
  showStage(index: number | null): Promise<void>;
  /** Trains `sequential` with the shown run's seed and steps, to be drawn beside it; then shows that run again. */
  trainSequential(): Promise<void>;
  /** Answers the question before a training on a log that is hardly what it should be: goes on, or leaves it. */
  answerDoubts(goesOn: boolean): Promise<void>;
  /** Goes back to step 0: with the same seed, or with the next one. */
  reset(seed: 'same' | 'next'): Promise<void>;
}

type Context = CommandContext<ShellSlice & DataSlice & PlanSlice & TrainSlice>;

export function createTrainCommands(context: Context): TrainCommands {
  const { session, store, attempt } = context;
  const requestStage = latestOnly(
    (index: number | null) => session.training.showStage(index),
    () => undefined,
  );
  const prepare = () => session.training.prepare(trainOptions(store.getState().draft));
  const train = () =>
    attempt('training', () =>
      askingFirst(context, () => started(context, trainOptions(store.getState().draft))),
    );
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
      attempt('training', () =>
        askingFirst(context, async () => {
          if (store.getState().status !== 'paused') await prepare();
          await session.training.step(size);
        }),
      ),
    showStage: (index) => attempt('run', () => requestStage(index)),
    trainSequential: () => attempt('training', () => askingFirst(context, () => trainSequential(context))),
    answerDoubts: (goesOn) =>
      attempt('training', async () => {
        const { doubts } = store.getState();
        if (goesOn) await doubts?.goOn();
        else store.setState({ doubts: null });
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
        await askingFirst(context, prepare);
      }),
  };
}

/** Trains; from the press of the button to the worker's first status the page says that it is starting. */
async function started({ session, store }: Context, options: TrainOptions): Promise<void> {
  store.setState({ problem: null, isStarting: true });
  try {
    await session.training.train(options);
  } finally {
    store.setState({ isStarting: false });
  }
}

async function trainSequential(context: Context): Promise<void> {
  const { session, store } = context;
  const { run, draft } = store.getState();
  if (!run) return;
  const { id, config } = run.summary;
  const { seed, steps, outputWidth, hiddenWidth } = config;
  try {
    await started(context, { method: 'sequential', config: { seed, steps, outputWidth, hiddenWidth } });
    await session.training.selectRun(id);
  } finally {
    store.setState({ draft });
  }
}
