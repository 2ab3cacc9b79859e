/** From a running training to a checkpoint and back. */
import { type Reranker, rerankerArrays } from '../model/reranker';
import { copyState, restoreArrays } from '../model/trainable';
import type { Checkpoint, WithinStage } from './checkpoint';
import type { TrainingRun } from './run';

/** Copies what later steps move; vectors are never changed once they are there. */
export function capture(run: TrainingRun, index: number): Checkpoint {
  const { training, validation, step, teacher, rerankers } = run;
  return {
    index,
    step,
    arrays: copyState(training.model),
    finished: validation.finished(),
    ...(teacher && { teacher }),
    ...(rerankers && { rerankers: rerankers.map(copyReranker) }),
    engine: engineOf(run),
  };
}

/** The run's checkpoint from now on: the start of its stage, and how far that came. */
export function captureWithin(run: TrainingRun, within: WithinStage): Checkpoint {
  run.latest = { ...run.latest!, within };
  return run.latest;
}

/** The step up to which a checkpoint's losses were told: later ones are told when the training goes on. */
export const lastReportedStep = ({ step, within }: Checkpoint): number =>
  within ? within.step - within.engine.losses.length : step;

/** Puts the run back to where the checkpoint's stage began. Throws RangeError when it is of another model. */
export function restore(run: TrainingRun, checkpoint: Checkpoint): void {
  const { training, validation } = run;
  restoreArrays(training.model, checkpoint.arrays);
  run.step = checkpoint.step;
  delete run.teacher;
  delete run.rerankers;
  if (checkpoint.teacher) run.teacher = checkpoint.teacher;
  if (checkpoint.rerankers) run.rerankers = checkpoint.rerankers.map(copyReranker);
  for (const [objective, vectors] of checkpoint.finished) validation.finish(objective, vectors);
}

/** Another engine rounds differently: what is finished is remembered anew as it computes it. */
export async function rebase({ training, validation }: TrainingRun): Promise<void> {
  validation.rebase(await training.engine.encode(training.model, training.sides));
}

export const isOfEngine = ({ engine }: Checkpoint, run: TrainingRun): boolean => engine === engineOf(run);

const engineOf = ({ training: { engine } }: TrainingRun): string => `${engine.name} ${engine.backend}`;

function copyReranker(reranker: Reranker): Reranker {
  const [hidden, head] = rerankerArrays(reranker).map((weights) => weights.slice());
  return { ...reranker, hidden: hidden!, head: head! };
}
