/** Trainings that may be interrupted: their latest checkpoint, and a lock while a tab runs them. */
import { CodedError } from '../../coded';
import { engineNameOf } from '../../engine/engineNames';
import type { Plan } from '../../train/plan';
import type { Interruption } from '../protocol/storage';
import { type SessionCheckpoint, stepsDone } from '../training/sessionCheckpoint';
import { type SavedTraining, type StorageDatabase, withSpace } from './database';
import { heldLocks, takeLock, whenFree } from './locks';
import { saveRun, type UnsavedRun } from './runs';
import { FORMAT, listedTraining, readTraining } from './trainingRecord';

const lockOf = (id: string) => `csmf-training-${id}`;

/** Saves the checkpoints of one training while it runs. */
export interface TrainingSaver {
  /**
   * Replaces the saved checkpoint in one transaction, without delaying the training: while one is being
   * written only the latest waits, and a lack of space is reported once.
   */
  save(stage: string, checkpoint: SessionCheckpoint): void;
  /** Saves the run it ended in, in place of the checkpoint. Throws as saveRun does. */
  finish(run: UnsavedRun, file: Blob): Promise<void>;
  /** Deletes what is saved: the training was cancelled. */
  delete(): Promise<void>;
  /** Releases the lock: the training failed or was left, and any tab may continue it. */
  release(): Promise<void>;
}

export type TrainingStart = Omit<SavedTraining, 'format' | 'id' | 'savedAt' | 'stage' | 'checkpoint'>;

/** Takes the lock of a training, new or continued. Throws CodedError when another tab holds it. */
export async function startSaving(options: {
  database: StorageDatabase;
  training: TrainingStart;
  id?: string;
  failed: (error: unknown) => void;
}): Promise<TrainingSaver> {
  const { database, training, id = crypto.randomUUID(), failed } = options;
  const release = await takeLock(lockOf(id));
  if (!release) throw new CodedError('training-in-other-tab');
  // A training that continues has a record.
  let isSaved = options.id !== undefined;
  const { write, written } = latestWriter<SavedTraining>(async (record) => {
    await withSpace({ what: 'checkpoints' }, () => putCheckpoint(database, record, isSaved));
    isSaved = true;
  }, failed);
  return {
    save: (stage, checkpoint) =>
      write({ ...training, format: FORMAT, id, savedAt: Date.now(), stage, checkpoint }),
    async finish(run, file) {
      await written();
      await saveRun(database, { run, file, checkpoint: isSaved ? id : undefined });
    },
    async delete() {
      await written();
      await database.delete('trainings', id);
      release();
    },
    async release() {
      await written();
      release();
    },
  };
}

/**
 * Saves a checkpoint, in place of the one before it. Throws CodedError (`deleted-elsewhere`) where that one is gone:
 * another tab has deleted everything, and what it deleted must not come back.
 */
async function putCheckpoint(
  database: StorageDatabase,
  record: SavedTraining,
  replaces: boolean,
): Promise<void> {
  const change = database.transaction('trainings', 'readwrite');
  const isGone = replaces && (await change.store.getKey(record.id)) === undefined;
  if (!isGone) await change.store.put(record);
  await change.done;
  if (isGone) throw new CodedError('deleted-elsewhere');
}

/** Writes values one after another, only the latest where several wait; reports the first failure in a row. */
function latestWriter<T>(put: (value: T) => Promise<unknown>, failed: (error: unknown) => void) {
  let waiting: { value: T } | undefined;
  let working: Promise<void> | undefined;
  let isReported = false;
  const work = async () => {
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      try {
        await put(value);
        isReported = false;
      } catch (error) {
        if (!isReported) failed(error);
        isReported = true;
      }
    }
    working = undefined;
  };
  return {
    write(value: T): void {
      waiting = { value };
      working ??= work();
    },
    written: async () => working,
  };
}

/**
 * Calls `free` once a training that another worker holds is released. After a reload the previous worker may
 * still hold it; `watched` are the trainings that are waited for already.
 */
export async function watchOtherTabs(
  database: StorageDatabase,
  watched: Set<string>,
  free: () => void,
): Promise<void> {
  const [ids, held] = await Promise.all([database.getAllKeys('trainings'), heldLocks()]);
  for (const id of ids.filter((id) => held.has(lockOf(id)) && !watched.has(id))) {
    watched.add(id);
    whenFree(lockOf(id), () => {
      watched.delete(id);
      free();
    });
  }
}

/** Returns kind and objective of the stage; nothing when the plan cannot be read, whose training can still be discarded. */
function outlineOf(plan: string, stage: string): Pick<Interruption, 'outline'> {
  try {
    const found = (JSON.parse(plan) as Plan).find(({ id }) => id === stage);
    return found ? { outline: { kind: found.kind, objective: found.objectives[0]! } } : {};
  } catch {
    return {};
  }
}

/** Returns the name of the engine that computed a checkpoint, which says its name and backend. */
function engineOf({ engine: recorded }: { engine?: unknown }): Pick<Interruption, 'engine'> {
  const [engine, backend] = typeof recorded === 'string' ? recorded.split(' ') : [];
  const name = engineNameOf({ engine, backend });
  return name ? { engine: name } : {};
}

/** Lists the trainings that no tab runs, the latest first. */
export async function interruptedTrainings(database: StorageDatabase): Promise<Interruption[]> {
  const [trainings, held] = await Promise.all([database.getAll('trainings'), heldLocks()]);
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
      ...engineOf(checkpoint.trainer),
    }));
}

/** Reads a saved training. Throws CodedError when it was deleted or cannot be read. */
export async function savedTraining(database: StorageDatabase, id: string): Promise<SavedTraining> {
  const record = await database.get('trainings', id);
  if (record) return readTraining(record);
  throw new CodedError('training-not-saved');
}
