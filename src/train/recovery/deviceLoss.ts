/** Recovery from a lost device: the stage is resumed from the latest checkpoint on another engine. */
import { isDeviceLoss } from '../../engine/engine';
import type { StageEntry } from '../learning';
import type { TrainingEvent, TrainingRun } from '../run';
import { lastReportedStep, reencodeFinished, restore } from './capture';

/**
 * Runs a stage from the run's latest checkpoint, and again whenever the device is lost on the way and another
 * engine can be had. The result is that of an uninterrupted run from there, but for the rounding of another
 * kind of engine.
 */
export async function* withDeviceRecovery<Result>(
  run: TrainingRun,
  runStage: (entry: StageEntry) => AsyncGenerator<TrainingEvent, Result>,
): AsyncGenerator<TrainingEvent, Result> {
  const { training } = run;
  for (let isResumed = false; ; isResumed = true) {
    const latest = run.latest!;
    const { index, midStage } = latest;
    try {
      if (isResumed) {
        await reencodeFinished(run);
        yield { kind: 'rewind', index, step: lastReportedStep(latest), engine: training.engine };
      }
      return yield* runStage({ index, midStage });
    } catch (error) {
      if (!isDeviceLoss(error) || !training.replaceEngine) throw error;
      training.engine = await training.replaceEngine();
      restore(run, run.latest!);
    }
  }
}
