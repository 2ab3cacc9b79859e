/**
 * A training between two of its stages, as plain data. A stage begins with fresh moments and with batches
 * of its own random streams, so its start is all that going on needs: what comes out of going on is bit for
 * bit what an undisturbed run gives.
 */
import type { Objective } from '../data/schema';
import type { Vectors } from '../model/parameters';
import { type Reranker, rerankerArrays } from '../model/reranker';
import { restoreArrays, stateArrays } from '../model/trainable';
import type { Run } from './run';

export interface Checkpoint {
  /** The stage that begins here. */
  index: number;
  /** Steps done in the stages before. */
  step: number;
  /** Weights, then owners, in the model's own order. */
  arrays: (Float32Array | Uint8Array)[];
  /** Vectors of each objective as they were when its last stage ended. */
  finished: [Objective, Vectors][];
  /** Of the unpruned model, between pruning and recovery. */
  teacher?: Vectors;
  rerankers?: Reranker[];
  /** What computed it. */
  engine: string;
}

/** Copies what later steps move; vectors are never changed once they are there. */
export function capture(run: Run, index: number): Checkpoint {
  const { training, watch, step, teacher, rerankers } = run;
  return {
    index,
    step,
    arrays: stateArrays(training.model).map((array) => array.slice() as Float32Array | Uint8Array),
    finished: watch.finished(),
    ...(teacher && { teacher }),
    ...(rerankers && { rerankers: rerankers.map(copyReranker) }),
    engine: engineOf(run),
  };
}

/** Puts the run back to the checkpoint. Throws RangeError when it is of another model. */
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
