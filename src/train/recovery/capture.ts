/** Checkpoints of a running training, taken and restored. */
import { type Reranker, rerankerArrays } from '../../model/extra/reranker';
import { copyState, restoreArrays } from '../../model/trainable';
import type { TrainingRun } from '../run';
import type { Checkpoint, StageCheckpoint } from './checkpoint';

/** Captures the run where a stage begins; it becomes the run's latest checkpoint. Vectors are shared, never changed. */
export function capture(run: TrainingRun, index: number, midStage?: StageCheckpoint): Checkpoint {
  const { training, validation, step, flops, teacher, rerankers } = run;
  run.latest = {
    index,
    step,
    flops,
    arrays: copyState(training.model),
    finished: validation.finished(),
    ...(teacher && { teacher }),
    ...(rerankers && { rerankers: rerankers.map(copyReranker) }),
    engine: engineOf(run),
    ...(midStage && { midStage }),
  };
  return run.latest;
}

/** Captures the progress within the current stage; its start and that become the run's latest checkpoint. */
export function captureMidStage(run: TrainingRun, midStage: StageCheckpoint): Checkpoint {
  run.latest = { ...run.latest!, midStage };
  return run.latest;
}

/** Returns the step up to which a checkpoint's losses were reported; later ones are reported after resuming. */
export const lastReportedStep = ({ step, midStage }: Checkpoint): number =>
  midStage ? midStage.step - midStage.engine.losses.length : step;

/** Restores a checkpoint in a new run, which may have another engine. Throws RangeError on another model. */
export async function resumeFrom(run: TrainingRun, checkpoint: Checkpoint): Promise<void> {
  restore(run, checkpoint);
  if (checkpoint.engine !== engineOf(run)) await reencodeFinished(run);
}

/** Restores the run as it was where the checkpoint's stage began. Throws RangeError on another model. */
export function restore(run: TrainingRun, checkpoint: Checkpoint): void {
  const { training, validation } = run;
  restoreArrays(training.model, checkpoint.arrays);
  run.step = checkpoint.step;
  run.flops = checkpoint.flops;
  run.teacher = checkpoint.teacher;
  run.rerankers = checkpoint.rerankers?.map(copyReranker);
  for (const [objective, vectors] of checkpoint.finished) validation.finish(objective, vectors);
}

/** Encodes finished objectives with the present engine: another one rounds differently, which is no drift. */
export async function reencodeFinished({ training, validation }: TrainingRun): Promise<void> {
  validation.replaceFinished(await training.engine.encode(training.model, training.sides));
}

const engineOf = ({ training: { engine } }: TrainingRun): string => `${engine.name} ${engine.backend}`;

/** Returns a deep copy. */
export function copyReranker(reranker: Reranker): Reranker {
  const [hidden, head] = rerankerArrays(reranker).map((weights) => weights.slice());
  return { ...reranker, hidden: hidden!, head: head! };
}
