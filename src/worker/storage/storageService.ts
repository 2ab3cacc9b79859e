/** What is kept between visits, as one desk: whoever changes it here, the page hears the new lists. */
import type { Dataset } from '../../data/schema';
import type { CsvReport } from '../protocol/data';
import type { SessionEvent } from '../protocol/session';
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
import { deleteRun, renameRun, savedRun, savedRuns, saveRun } from './runs';
import {
  interruptedTrainings,
  savedTraining,
  startSaving,
  type TrainingSaver,
  type TrainingStart,
  watchOtherTabs,
} from './trainings';

export class StorageService {
  #keeping: Promise<StorageDatabase | undefined> | undefined;
  readonly #watched = new Set<string>();

  constructor(private readonly emit: (event: SessionEvent) => void) {}

  async lists(): Promise<SavedLists> {
    const keeping = await this.#open();
    if (!keeping) return { interruptions: [], runs: [], logs: [] };
    const [interruptions, runs, logs] = await Promise.all([
      interruptedTrainings(keeping),
      savedRuns(keeping),
      savedLogs(keeping),
    ]);
    const told = () => this.#changed(async () => undefined).catch((error) => this.#complain(error));
    watchOtherTabs(keeping, this.#watched, told).catch((error) => this.#complain(error));
    return { interruptions, runs, logs };
  }

  /** undefined where nothing can be kept. `id`: of the kept training that goes on. */
  async begin(training: TrainingStart, id?: string): Promise<TrainingSaver | undefined> {
    const keeping = await this.#open();
    if (!keeping) return undefined;
    const failed = (error: unknown) => this.#complain(error);
    const keeper = await startSaving({ keeping, training, ...(id && { id }), failed });
    return {
      keep: keeper.keep,
      drop: () => this.#changed(() => keeper.drop()),
      release: () => this.#changed(() => keeper.release()),
    };
  }

  async training(id: string): Promise<SavedTraining> {
    return savedTraining(await this.#needed(), id);
  }

  discard(id: string): Promise<void> {
    return this.#change((keeping) => keeping.delete('trainings', id));
  }

  /** → its id in the library; undefined, and told, when it cannot be kept. */
  async keepRun(run: SessionRun, reference: DatasetReference, dataset: Dataset): Promise<string | undefined> {
    const keeping = await this.#open();
    if (!keeping) return undefined;
    const { method, config } = run.summary;
    const id = crypto.randomUUID();
    const kept = { id, name: method, savedAt: Date.now(), method, seed: config.seed, dataset: reference };
    try {
      const file = await packRun(run, { dataset });
      await this.#changed(() => saveRun(keeping, kept, file));
      return id;
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  async run(id: string): Promise<{ run: SavedRun; file: Blob }> {
    return savedRun(await this.#needed(), id);
  }

  rename(id: string, name: string): Promise<void> {
    return this.#change((keeping) => renameRun(keeping, id, name));
  }

  deleteRun(id: string): Promise<void> {
    return this.#change((keeping) => deleteRun(keeping, id));
  }

  /** A log that cannot be kept is told and used all the same. */
  async keepLog(dataset: Dataset, csv?: CsvReport): Promise<void> {
    const keeping = await this.#open();
    if (!keeping) return;
    await this.#changed(() => saveLog(keeping, dataset, csv)).catch((error) => this.#complain(error));
  }

  async log({ fingerprint, name }: Pick<DatasetReference, 'fingerprint' | 'name'>): Promise<LogData> {
    return savedLog(await this.#open(), fingerprint, name);
  }

  deleteLog(fingerprint: string): Promise<void> {
    return this.#change((keeping) => deleteLog(keeping, fingerprint));
  }

  async forget(): Promise<void> {
    const keeping = await this.#open();
    await this.#changed(() => deleteEverything(keeping));
  }

  async #change(change: (keeping: StorageDatabase) => Promise<void>): Promise<void> {
    const keeping = await this.#needed();
    await this.#changed(() => change(keeping));
  }

  async #changed(change: () => Promise<void>): Promise<void> {
    await change();
    this.emit({ type: 'kept', kept: await this.lists() });
  }

  async #needed(): Promise<StorageDatabase> {
    const keeping = await this.#open();
    if (keeping) return keeping;
    throw new Error('This browser keeps nothing between visits (a private window, perhaps).');
  }

  #open(): Promise<StorageDatabase | undefined> {
    this.#keeping ??= openStorage();
    return this.#keeping;
  }

  #complain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.emit({ type: 'not-kept', message });
  }
}
