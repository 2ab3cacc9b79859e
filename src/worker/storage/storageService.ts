/** Run files, links, and what is saved in this browser: opens it, renames it, deletes it. */
import { CodedError } from '../../coded';
import type { ConfigChanges } from '../../config';
import type { DatasetSummary } from '../../data/summary';
import type { DataService, LoadOrigin } from '../data/dataService';
import { typeOf } from '../data/sourceChecks';
import type { Emit } from '../events';
import type { LabService } from '../lab/labService';
import type { InAdvance, SavedLists, Setup, StorageSession } from '../protocol/storage';
import type { RunSummary, SequentialRun, TrainOptions } from '../protocol/training';
import type { RetrievalService } from '../retrieval/retrievalService';
import { packRun } from '../runFile/pack';
import { readLink, writeLink } from '../runFile/permalink';
import { readSequential } from '../runFile/sequentialFile';
import { unpackRun } from '../runFile/unpack';
import type { RunList } from '../training/runList';
import { isSameRun, type SessionRun } from '../training/sessionRun';
import { setupOf } from '../training/setup';
import type { TrainingService } from '../training/trainingService';
import type { BrowserStorage } from './browserStorage';
import { logNotSaved } from './logs';

/** What openRun calls the run that ships with the page. */
const IN_ADVANCE: InAdvance = 'in-advance';

export interface StorageServiceOptions {
  emit: Emit;
  saved: BrowserStorage;
  data: DataService;
  runs: RunList;
  training: TrainingService;
  retrieval: RetrievalService;
  lab: LabService;
}

export class StorageService implements StorageSession {
  /** The run that ships with the page: it opens again when everything is deleted. */
  #snapshot: Blob | null = null;

  constructor(private readonly options: StorageServiceOptions) {}

  /** The file has ids and metrics where the run's log is the one that is loaded. */
  async exportRun(id: string | undefined, readme: string): Promise<Blob> {
    const { runs, data, retrieval } = this.options;
    const run = id === undefined ? runs.current : runs.find(id);
    const { loaded } = data;
    if (run.dataset.fingerprint !== loaded?.log.fingerprint) return packRun(run, { readme });
    return packRun(run, { readme, dataset: loaded, report: await retrieval.evaluationOf(run) });
  }

  /** A run that is there already, in this visit or saved, is shown and not added once more. */
  async importRun(file: Blob): Promise<RunSummary> {
    if (!(file instanceof Blob)) throw new CodedError('not-a-run-file', { given: typeOf(file) });
    const { runs, data } = this.options;
    const imported = await unpackRun(file, data.dataset);
    const same = runs.findSame(imported) ?? (await this.#savedAs(imported));
    if (same) return runs.select(same).summary;
    return (await runs.addAndSave(imported)).summary;
  }

  /** Returns the saved run that is the same as an imported one, added to the runs of this visit. */
  async #savedAs(imported: SessionRun): Promise<SessionRun | undefined> {
    const { saved, runs, data } = this.options;
    const { method, config } = imported.summary;
    const candidates = (await saved.list()).runs.filter(
      (run) =>
        run.method === method &&
        run.seed === config.seed &&
        run.dataset.fingerprint === imported.dataset.fingerprint &&
        !runs.findSaved(run.id),
    );
    for (const { id } of candidates) {
      const found = await unpackRun((await saved.run(id)).file, data.dataset);
      if (isSameRun(found, imported)) return runs.add({ ...found, savedId: id });
    }
    return undefined;
  }

  async openFirstRun(snapshot: Blob | null, wanted?: string): Promise<RunSummary | null> {
    this.#snapshot = snapshot;
    if (wanted === IN_ADVANCE) return this.#openSnapshot('automatic');
    if (wanted === undefined) return this.#openLatest();
    try {
      return await this.#openRun(wanted, 'automatic');
    } catch (error) {
      await this.#openLatest();
      throw error;
    }
  }

  async #openLatest(): Promise<RunSummary | null> {
    const [latest] = (await this.options.saved.list()).runs;
    if (latest) {
      try {
        return await this.#openRun(latest.id, 'automatic');
      } catch {
        // Its log may be gone, or its file of an earlier format: opened from the list it says so.
      }
    }
    return this.#openSnapshot('automatic');
  }

  async readSequential(file: Blob): Promise<SequentialRun | null> {
    const sequential = readSequential(new Uint8Array(await file.arrayBuffer()));
    return sequential.fingerprint === this.options.data.loaded?.log.fingerprint ? sequential : null;
  }

  async writeLink(options: TrainOptions): Promise<string> {
    return writeLink(setupOf(this.options.data, options));
  }

  async readLink(link: string): Promise<Setup> {
    return readLink(link);
  }

  list(): Promise<SavedLists> {
    return this.options.saved.list();
  }

  async continueTraining(id: string, changes: ConfigChanges = {}): Promise<RunSummary> {
    checkId(id, 'training-not-saved');
    const { saved, data, training } = this.options;
    const record = await saved.training(id);
    await data.loadReferenced(record.dataset);
    return training.finish(await training.startSaved(record, changes));
  }

  async discardTraining(id: string): Promise<void> {
    checkId(id, 'training-not-saved');
    return this.options.saved.deleteTraining(id);
  }

  openRun(id: string): Promise<RunSummary> {
    return this.#openRun(id, 'requested');
  }

  async #openRun(id: string, origin: LoadOrigin): Promise<RunSummary> {
    const { saved, data, runs } = this.options;
    if (id === IN_ADVANCE) {
      const opened = await this.#openSnapshot(origin);
      if (opened) return opened;
    }
    checkId(id, 'run-not-saved');
    const { run, file } = await saved.run(id);
    await data.loadReferenced(run.dataset, origin);
    const known = runs.findSaved(id);
    const shown = known
      ? runs.select(known)
      : runs.add({ ...(await unpackRun(file, data.dataset)), savedId: id });
    return shown.summary;
  }

  async renameRun(id: string, name: string): Promise<void> {
    checkId(id, 'run-not-saved');
    return this.options.saved.renameRun(id, name);
  }

  async deleteRun(id: string): Promise<void> {
    checkId(id, 'run-not-saved');
    return this.options.saved.deleteRun(id);
  }

  openLog(fingerprint: string): Promise<DatasetSummary> {
    return this.options.data.loadSaved({ fingerprint, name: 'log' });
  }

  async deleteLog(fingerprint: string): Promise<void> {
    if (typeof fingerprint !== 'string') throw logNotSaved(fingerprint, 'log');
    return this.options.saved.deleteLog(fingerprint);
  }

  async deleteEverything(): Promise<void> {
    const { emit, saved, data, training, retrieval, lab } = this.options;
    data.stopReading();
    retrieval.stop();
    await training.deleteEverything();
    await lab.deleteEverything();
    await saved.deleteEverything();
    data.unload();
    emit({ type: 'deleted' });
    await this.#openSnapshot('requested');
  }

  /** Loads the first sample unless it is loaded, and shows the snapshot where there is one for it. */
  async #openSnapshot(origin: LoadOrigin): Promise<RunSummary | null> {
    const { data, runs } = this.options;
    const known = runs.findTrainedInAdvance();
    if (!known || data.loaded?.log.fingerprint !== known.dataset.fingerprint) {
      await data.loadSample(undefined, undefined, origin);
    }
    if (known) return runs.select(known).summary;
    if (!this.#snapshot) return null;
    try {
      const run = await unpackRun(this.#snapshot, data.dataset);
      return runs.add({ ...run, trainedInAdvance: true }).summary;
    } catch {
      // A copy of another version, from a cache: the page begins untrained.
      return null;
    }
  }
}

/** Requires an id: IndexedDB refuses other keys in words of its own. */
function checkId(id: unknown, code: 'run-not-saved' | 'training-not-saved'): void {
  if (typeof id !== 'string') throw new CodedError(code);
}
