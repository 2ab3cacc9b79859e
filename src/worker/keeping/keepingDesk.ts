/** What is kept between visits, as one desk: whoever changes it here, the page hears the new lists. */
import type { Dataset } from '../../data/schema';
import type { CsvReport } from '../dataProtocol';
import type { DatasetReference, KeptLists, KeptRun } from '../keepingProtocol';
import type { SessionEvent } from '../protocol';
import type { Run } from '../run';
import { packRun } from '../runFile/pack';
import { forgetEverything, type Keeping, type KeptTraining, type LogData, openKeeping } from './database';
import { deleteRun, keepRun, keptRun, keptRuns, renameRun } from './library';
import { deleteLog, keepLog, keptLog, keptLogs } from './logs';
import {
  interruptedTrainings,
  type KeptBeginning,
  keepTraining,
  keptTraining,
  type TrainingKeeper,
  watchOthers,
} from './trainings';

export class KeepingDesk {
  #keeping: Promise<Keeping | undefined> | undefined;
  readonly #watched = new Set<string>();

  constructor(private readonly emit: (event: SessionEvent) => void) {}

  async lists(): Promise<KeptLists> {
    const keeping = await this.#open();
    if (!keeping) return { interruptions: [], runs: [], logs: [] };
    const [interruptions, runs, logs] = await Promise.all([
      interruptedTrainings(keeping),
      keptRuns(keeping),
      keptLogs(keeping),
    ]);
    const told = () => this.#changed(async () => undefined).catch((error) => this.#complain(error));
    watchOthers(keeping, this.#watched, told).catch((error) => this.#complain(error));
    return { interruptions, runs, logs };
  }

  /** undefined where nothing can be kept. `id`: of the kept training that goes on. */
  async begin(training: KeptBeginning, id?: string): Promise<TrainingKeeper | undefined> {
    const keeping = await this.#open();
    if (!keeping) return undefined;
    const failed = (error: unknown) => this.#complain(error);
    const keeper = await keepTraining({ keeping, training, ...(id && { id }), failed });
    return {
      keep: keeper.keep,
      drop: () => this.#changed(() => keeper.drop()),
      release: () => this.#changed(() => keeper.release()),
    };
  }

  async training(id: string): Promise<KeptTraining> {
    return keptTraining(await this.#needed(), id);
  }

  discard(id: string): Promise<void> {
    return this.#change((keeping) => keeping.delete('trainings', id));
  }

  /** → its id in the library; undefined, and told, when it cannot be kept. */
  async keepRun(run: Run, reference: DatasetReference, dataset: Dataset): Promise<string | undefined> {
    const keeping = await this.#open();
    if (!keeping) return undefined;
    const { method, config } = run.summary;
    const id = crypto.randomUUID();
    const kept = { id, name: method, savedAt: Date.now(), method, seed: config.seed, dataset: reference };
    try {
      const file = await packRun(run, { dataset });
      await this.#changed(() => keepRun(keeping, kept, file));
      return id;
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  async run(id: string): Promise<{ run: KeptRun; file: Blob }> {
    return keptRun(await this.#needed(), id);
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
    await this.#changed(() => keepLog(keeping, dataset, csv)).catch((error) => this.#complain(error));
  }

  async log({ fingerprint, name }: Pick<DatasetReference, 'fingerprint' | 'name'>): Promise<LogData> {
    return keptLog(await this.#open(), fingerprint, name);
  }

  deleteLog(fingerprint: string): Promise<void> {
    return this.#change((keeping) => deleteLog(keeping, fingerprint));
  }

  async forget(): Promise<void> {
    const keeping = await this.#open();
    await this.#changed(() => forgetEverything(keeping));
  }

  async #change(change: (keeping: Keeping) => Promise<void>): Promise<void> {
    const keeping = await this.#needed();
    await this.#changed(() => change(keeping));
  }

  async #changed(change: () => Promise<void>): Promise<void> {
    await change();
    this.emit({ type: 'kept', kept: await this.lists() });
  }

  async #needed(): Promise<Keeping> {
    const keeping = await this.#open();
    if (keeping) return keeping;
    throw new Error('This browser keeps nothing between visits (a private window, perhaps).');
  }

  #open(): Promise<Keeping | undefined> {
    this.#keeping ??= openKeeping();
    return this.#keeping;
  }

  #complain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.emit({ type: 'not-kept', message });
  }
}
