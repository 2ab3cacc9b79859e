/** Trainings that may be interrupted: their latest checkpoint, and whose they are while they run. */
import type { Plan } from '../../train/plan';
import type { Interruption } from '../protocol/storage';
import { type SessionCheckpoint, stepsDone } from '../training/sessionCheckpoint';
import { type SavedTraining, type StorageDatabase, withRoom } from './database';
import { heldLocks, takeLock, whenFree } from './locks';
import { FORMAT, listedTraining, readTraining } from './trainingRecord';

const lockOf = (id: string) => `csmf-training-${id}`;

/** A training under way, and what becomes of what is kept of it. */
export interface TrainingSaver {
  /**
   * Replaces the checkpoint before once the new one is there: both or the old one. Never in the training's way:
   * while one is being written only the latest waits, and a lack of room is told once.
   */
  keep(stage: string, checkpoint: SessionCheckpoint): void;
  /** It ended, or nobody wants it any more. */
  drop(): Promise<void>;
  /** It failed or was left: what is kept stays, for anybody to go on with. */
  release(): Promise<void>;
}

export type TrainingStart = Omit<SavedTraining, 'format' | 'id' | 'savedAt' | 'stage' | 'checkpoint'>;

/** Takes the lock of a training, new or continued. Throws Error when another tab is at it. */
export async function startSaving(options: {
  keeping: StorageDatabase;
  training: TrainingStart;
  id?: string;
  failed: (error: unknown) => void;
}): Promise<TrainingSaver> {
  const { keeping, training, id = crypto.randomUUID(), failed } = options;
  const letGo = await takeLock(lockOf(id));
  if (!letGo) throw new Error('Another tab goes on with this training.');
  const { keep, written } = latestWriter<SavedTraining>(
    (kept) => withRoom('checkpoints', () => keeping.put('trainings', kept)),
    failed,
  );
  return {
    keep: (stage, checkpoint) =>
      keep({ ...training, format: FORMAT, id, savedAt: Date.now(), stage, checkpoint }),
    async drop() {
      await written();
      await keeping.delete('trainings', id);
      letGo();
    },
    async release() {
      await written();
      letGo();
    },
  };
}

/** Writes what it is given, one after another, the latest only where several wait; fails aloud once in a row. */
function latestWriter<T>(write: (value: T) => Promise<unknown>, failed: (error: unknown) => void) {
  let waiting: { value: T } | undefined;
  let working: Promise<void> | undefined;
  let isTold = false;
  const work = async () => {
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      try {
        await write(value);
        isTold = false;
      } catch (error) {
        if (!isTold) failed(error);
        isTold = true;
      }
    }
    working = undefined;
  };
  return {
    keep(value: T): void {
      waiting = { value };
      working ??= work();
    },
    written: async () => working,
  };
}

/**
 * Calls back once somebody else's training is theirs no more. A page that was reloaded asks while the worker
 * before it may still be dying; `watched` are those that are waited for already.
 */
export async function watchOtherTabs(
  keeping: StorageDatabase,
  watched: Set<string>,
  free: () => void,
): Promise<void> {
  const [ids, held] = await Promise.all([keeping.getAllKeys('trainings'), heldLocks()]);
  for (const id of ids.filter((one) => held.has(lockOf(one)) && !watched.has(one))) {
    watched.add(id);
    whenFree(lockOf(id), () => {
      watched.delete(id);
      free();
    });
  }
}

/** What the stage does, for people; nothing of a plan that cannot be read, whose training can still be discarded. */
function outlineOf(plan: string, stage: string): Pick<Interruption, 'outline'> {
  try {
    const found = (JSON.parse(plan) as Plan).find(({ id }) => id === stage);
    return found ? { outline: { kind: found.kind, objective: found.objectives[0]! } } : {};
  } catch {
    return {};
  }
}

/** What nobody is at, the latest first. */
export async function interruptedTrainings(keeping: StorageDatabase): Promise<Interruption[]> {
  const [trainings, held] = await Promise.all([keeping.getAll('trainings'), heldLocks()]);
  return trainings
    .flatMap((record) => listedTraining(record) ?? [])
    .filter(({ id }) => !held.has(lockOf(id)))
    .sort((a, b) => b.savedAt - a.savedAt)
    .map(({ id, savedAt, method, config, dataset, plan, stage, steps, checkpoint }) => ({
      id,
      savedAt,
      method,
      config,
      dataset,
      stage,
      ...outlineOf(plan, stage),
      step: stepsDone(checkpoint.trainer),
      steps,
    }));
}

/** Throws Error when it is gone, or when another version of the page kept it otherwise. */
export async function savedTraining(keeping: StorageDatabase, id: string): Promise<SavedTraining> {
  const kept = await keeping.get('trainings', id);
  if (kept) return readTraining(kept);
  throw new Error('This training is no longer kept: another tab finished or discarded it.');
}
