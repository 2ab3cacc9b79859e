/**
 * A training as plain data, at the start of a stage or between two steps of a learning stage. A stage begins
 * with fresh moments and with batches of its own random streams, so its start and how far it came are all
 * that going on needs: what comes out of going on is bit for bit what an undisturbed run gives.
 */
import type { Objective } from '../data/schema';
import type { StageState } from '../engine/engine';
import type { Vectors, Weights } from '../model/parameters';
import { type Reranker, rerankerArrays } from '../model/reranker';
import { copyState, restoreArrays } from '../model/trainable';
import type { Run } from './run';

/** Weights, then owners, in the model's own order. */
type ModelState = (Weights | Uint8Array)[];

export interface Checkpoint {
  /** Everything below is as this stage found it. */
  index: number;
  /** Steps done in the stages before. */
  step: number;
  arrays: ModelState;
  /** Vectors of each objective as they were when its last stage ended. */
  finished: [Objective, Vectors][];
  /** Of the unpruned model, between pruning and recovery. */
  teacher?: Vectors;
  rerankers?: Reranker[];
  /** What computed it. */
  engine: string;
  /** How far the stage came; absent: it begins here. */
  within?: WithinStage;
}

/** A learning stage between two steps of one of its attempts. */
export interface WithinStage extends Seen {
  /** Steps done over the whole plan. */
  step: number;
  /** Which of its auxiliary weights the stage is trying, and the best of those before. */
  attempt: number;
  tried?: Tried;
  engine: StageState;
}

/** What an attempt's looks at validation saw: the latest recall, and the best checkpoint. */
export interface Seen {
  recall: number;
  best?: Reached;
}

/** What a stage may end with. */
export interface Reached {
  recall: number;
  /** Of the attempt. */
  step: number;
  arrays: ModelState;
}

export interface Tried extends Reached {
  /** The auxiliary weight. */
  weight: number;
}

/** Copies what later steps move; vectors are never changed once they are there. */
export function capture(run: Run, index: number): Checkpoint {
  const { training, watch, step, teacher, rerankers } = run;
  return {
    index,
    step,
    arrays: copyState(training.model),
    finished: watch.finished(),
    ...(teacher && { teacher }),
    ...(rerankers && { rerankers: rerankers.map(copyReranker) }),
    engine: engineOf(run),
  };
}

/** The run's checkpoint from now on: the start of its stage, and how far that came. */
export function captureWithin(run: Run, within: WithinStage): Checkpoint {
  run.latest = { ...run.latest!, within };
  return run.latest;
}

/** The step up to which a checkpoint's losses were told: later ones are told when the training goes on. */
export const toldUpTo = ({ step, within }: Checkpoint): number =>
  within ? within.step - within.engine.losses.length : step;

/** Puts the run back to where the checkpoint's stage began. Throws RangeError when it is of another model. */
export function restore(run: Run, checkpoint: Checkpoint): void {
  const { training, watch } = run;
  restoreArrays(training.model, checkpoint.arrays);
  run.step = checkpoint.step;
  delete run.teacher;
  delete run.rerankers;
  if (checkpoint.teacher) run.teacher = checkpoint.teacher;
  if (checkpoint.rerankers) run.rerankers = checkpoint.rerankers.map(copyReranker);
  for (const [objective, vectors] of checkpoint.finished) watch.finish(objective, vectors);
}

/** Another engine rounds differently: what is finished is remembered anew as it computes it. */
export async function rebase({ training, watch }: Run): Promise<void> {
  watch.rebase(await training.engine.encode(training.model, training.sides));
}

export const isOfEngine = ({ engine }: Checkpoint, run: Run): boolean => engine === engineOf(run);

const engineOf = ({ training: { engine } }: Run): string => `${engine.name} ${engine.backend}`;

function copyReranker(reranker: Reranker): Reranker {
  const [hidden, head] = rerankerArrays(reranker).map((weights) => weights.slice());
  return { ...reranker, hidden: hidden!, head: head! };
}
