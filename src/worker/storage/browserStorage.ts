/** What is saved in this browser: interrupted trainings, finished runs, uploaded logs. Every change emits the new lists. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import { describeFailure } from '../engines/failure';
import type { Emit } from '../events';
import type { CsvReport } from '../protocol/data';
import type { DatasetReference, SavedLists, SavedRun } from '../protocol/storage';
import { packRun } from '../runFile/pack';
import type { SessionRun } from '../training/sessionRun';
import {
  deleteEverything,
  type LogData,
  openStorage,
  type SavedTraining,
  type StorageDatabase,
} from './database';
import { deleteLog, savedLog, savedLogs, saveLog } from './logs';
import { moveOldRecords } from './oldRecords';
import { deleteRun, renameRun, savedRun, savedRuns, saveRun } from './runs';
import {
  interruptedTrainings,
  savedTraining,
  startSaving,
  type TrainingSaver,
  type TrainingStart,
  watchOtherTabs,
} from './trainings';

/** Where a run comes from. */
interface RunOrigin {
  reference: DatasetReference;
  dataset: Dataset;
  /** What saved its checkpoints; absent for a run from a file. */
  training?: TrainingSaver | undefined;
}

export class BrowserStorage {
  #database: Promise<StorageDatabase | undefined> | undefined;
  readonly #watched = new Set<string>();

  constructor(private readonly emit: Emit) {}

  async list(): Promise<SavedLists> {
    const database = await this.#open();
    if (!database) return { interruptions: [], runs: [], logs: [] };
    const [interruptions, runs, logs] = await Promise.all([
      interruptedTrainings(database),
      savedRuns(database),
      savedLogs(database),
    ]);
    const relist = () => this.#changed(async () => undefined).catch((error) => this.#report(error));
    watchOtherTabs(database, this.#watched, relist).catch((error) => this.#report(error));
    return { interruptions, runs, logs };
  }

  /**
   * Takes the lock of a training and saves its checkpoints from now on. `id` names the saved training that
   * continues. Resolves to undefined where nothing can be saved.
   */
  async startSaving(training: TrainingStart, id?: string): Promise<TrainingSaver | undefined> {
    const database = await this.#open();
    if (!database) return undefined;
    const failed = (error: unknown) => this.#report(error);
    const saver = await startSaving({ database, training, ...(id && { id }), failed });
    return {
      save: saver.save,
      finish: saver.finish,
      delete: () => this.#changed(() => saver.delete()),
      release: () => this.#changed(() => saver.release()),
    };
  }

  async training(id: string): Promise<SavedTraining> {
    return savedTraining(await this.#required(), id);
  }

  deleteTraining(id: string): Promise<void> {
    return this.#change((database) => database.delete('trainings', id));
  }

  /**
   * Saves a run under its `savedId`, in place of the checkpoint of the training it ended. Resolves to that id, or emits why
   * it cannot be saved and resolves to undefined.
   */
  async saveRun(run: SessionRun, { reference, dataset, training }: RunOrigin): Promise<string | undefined> {
    const database = await this.#open();
    if (!database) return undefined;
    const { method, config } = run.summary;
    const id = run.savedId ?? crypto.randomUUID();
    const entry = { id, name: method, savedAt: Date.now(), method, seed: config.seed, dataset: reference };
    try {
      const file = await packRun(run, { dataset });
      await this.#changed(() =>
        training ? training.finish(entry, file) : saveRun(database, { run: entry, file }),
      );
      return id;
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  async run(id: string): Promise<{ run: SavedRun; file: Blob }> {
    return savedRun(await this.#required(), id);
  }

  renameRun(id: string, name: string): Promise<void> {
    return this.#change((database) => renameRun(database, id, name));
  }

  deleteRun(id: string): Promise<void> {
    return this.#change((database) => deleteRun(database, id));
  }

  /** Saves an uploaded log; one that cannot be saved is reported and used all the same. */
  async saveLog(dataset: Dataset, csv?: CsvReport): Promise<void> {
    const database = await this.#open();
    if (!database) return;
    await this.#changed(() => saveLog(database, dataset, csv)).catch((error) => this.#report(error));
  }

  async log({ fingerprint, name }: Pick<DatasetReference, 'fingerprint' | 'name'>): Promise<LogData> {
    return savedLog(await this.#open(), fingerprint, name);
  }

  deleteLog(fingerprint: string): Promise<void> {
    return this.#change((database) => deleteLog(database, fingerprint));
  }

  async deleteEverything(): Promise<void> {
    const database = await this.#open();
    await this.#changed(() => deleteEverything(database));
  }

  async #change(change: (database: StorageDatabase) => Promise<void>): Promise<void> {
    const database = await this.#required();
    await this.#changed(() => change(database));
  }

  async #changed(change: () => Promise<void>): Promise<void> {
    await change();
    this.emit({ type: 'saved', saved: await this.list() });
  }

  async #required(): Promise<StorageDatabase> {
    const database = await this.#open();
    if (database) return database;
    throw new CodedError('no-storage');
  }

  #open(): Promise<StorageDatabase | undefined> {
    this.#database ??= this.#openAndMove();
    return this.#database;
  }

  /** Also moves what earlier versions of the page saved. */
  async #openAndMove(): Promise<StorageDatabase | undefined> {
    const database = await openStorage();
    if (!database) return undefined;
    try {
      const leftOut = await moveOldRecords(database);
      if (leftOut > 0) this.#report(new CodedError('old-records-left-out', { count: leftOut }));
    } catch (error) {
      this.#report(error);
    }
    return database;
  }

  #report(error: unknown): void {
    this.emit({ type: 'not-saved', ...describeFailure(error) });
  }
}
