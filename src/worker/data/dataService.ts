/** Where logs come in and go out: at most one is being read or written, and one is loaded. */

import { readDataset } from '../../data/csv/csvDataset';
import { unboundedIssues } from '../../data/csv/issues/unboundedIssues';
import { csvParts } from '../../data/csv/logCsv';
import { type FileProfile, profileFile } from '../../data/profile/fileProfile';
import { SAMPLES } from '../../data/sample/catalogue';
import { generateSample } from '../../data/sample/sample';
import type { Dataset, DatasetSummary, Issue } from '../../data/schema';
import { splitLog } from '../../data/split';
import { summarise } from '../../data/summary';
import { createYielder } from '../../yielding';
import type { DataSession, SampleOptions } from '../protocol/data';
import type { SessionEvent } from '../protocol/session';
import type { DatasetReference } from '../protocol/storage';
import type { StorageService } from '../storage/storageService';
import { datasetView, type Origin } from './datasetView';

/** Of the split of a person's own log. */
const SPLIT_SEED = 0;

interface FileHooks {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}
type Source = Parameters<DataSession['loadCsv']>;

export interface DataServiceOptions {
  emit(event: SessionEvent): void;
  keeping: Pick<StorageService, 'log' | 'keepLog'>;
  /** Ends what works with the loaded log, before another takes its place. */
  onDatasetChange(): Promise<void>;
}

export class DataService {
  #loaded: { dataset: Dataset; reference: DatasetReference } | undefined;
  readonly #readings = new Set<AbortController>();

  constructor(private readonly options: DataServiceOptions) {}

  get loaded(): Dataset | undefined {
    return this.#loaded?.dataset;
  }

  get dataset(): Dataset {
    return this.#required.dataset;
  }

  /** How to come by the loaded log again. */
  get reference(): DatasetReference {
    return this.#required.reference;
  }

  get #required() {
    if (this.#loaded) return this.#loaded;
    throw new Error('No log is loaded yet. Load a sample or open a CSV file first.');
  }

  openSample(name: string, options: SampleOptions): Promise<DatasetSummary> {
    const sample = SAMPLES.find((entry) => entry.name === name);
    if (!sample) throw new Error(`There is no sample “${name}”.`);
    return this.#reading(async ({ signal }) => {
      this.options.emit({ type: 'loading', what: 'sample', done: 0, total: 1 });
      const log = await generateSample(sample.name, options);
      const split = splitLog(log, { seed: options.seed ?? SPLIT_SEED });
      return this.#open(split, { sample: sample.name, sampleOptions: options }, signal);
    });
  }

  openCsv(...[source, mapping]: Source): Promise<DatasetSummary> {
    return this.#reading(async (onFile) => {
      const { dataset, report } = await readDataset({ source, mapping, seed: SPLIT_SEED, ...onFile });
      const summary = await this.#open(dataset, { csv: report }, onFile.signal);
      await this.options.keeping.keepLog(dataset, report);
      return summary;
    });
  }

  openKept(wanted: Pick<DatasetReference, 'name' | 'fingerprint'>): Promise<DatasetSummary> {
    return this.#reading(async ({ signal }) => {
      const { log, csv, splitMethod } = await this.options.keeping.log(wanted);
      const split = splitLog(log, { seed: SPLIT_SEED, method: splitMethod });
      return this.#open(split, { ...(csv && { csv }) }, signal);
    });
  }

  /** Loads the log that a kept run or training is of, unless it is there already. */
  async openReferenced(wanted: DatasetReference): Promise<void> {
    if (this.loaded?.log.fingerprint === wanted.fingerprint) return;
    const { sample } = wanted;
    const opened = sample ? this.openSample(sample.name, sample.options) : this.openKept(wanted);
    if ((await opened).fingerprint !== wanted.fingerprint) {
      throw new Error(`The sample “${wanted.name}” is generated otherwise by this version of the page.`);
    }
  }

  profile(...[source, mapping]: Parameters<DataSession['profileFile']>): Promise<FileProfile> {
    return this.#reading((onFile) => profileFile({ source, mapping, ...onFile }));
  }

  issues(...[source, mapping]: Source): Promise<readonly Issue[]> {
    return this.#reading((onFile) => unboundedIssues({ source, mapping, ...onFile }));
  }

  exportLog(): Promise<Blob> {
    const { log } = this.dataset;
    return this.#reading(async ({ signal, onProgress }) => {
      const yielder = createYielder(signal);
      const parts: string[] = [];
      for (const { text, rows } of csvParts(log)) {
        parts.push(text);
        onProgress(rows, log.depth.length);
        await yielder.yield();
      }
      return new Blob(parts, { type: 'text/csv' });
    }, 'export');
  }

  stopReading(): void {
    for (const reading of this.#readings) reading.abort();
  }

  /** Nothing is loaded any more. */
  forget(): void {
    this.#loaded = undefined;
  }

  async #open(dataset: Dataset, origin: Origin, signal?: AbortSignal): Promise<DatasetSummary> {
    signal?.throwIfAborted();
    await this.options.onDatasetChange();
    const { name, fingerprint } = dataset.log;
    const { sample, sampleOptions: options = {} } = origin;
    const reference = { name, fingerprint, ...(sample && { sample: { name: sample, options } }) };
    this.#loaded = { dataset, reference };
    this.options.emit({ type: 'dataset', dataset: datasetView(dataset, origin) });
    return summarise(dataset.log);
  }

  /**
   * What reads is told where it is and heard when it is cancelled. The newest reading ends those before it:
   * never do two race for what is loaded. The page's bar goes away by an event of its own: a rejection may
   * overtake the last progress.
   */
  async #reading<T>(read: (onFile: FileHooks) => Promise<T>, what: 'csv' | 'export' = 'csv'): Promise<T> {
    const { emit } = this.options;
    this.stopReading();
    const mine = new AbortController();
    this.#readings.add(mine);
    try {
      return await read({
        signal: mine.signal,
        onProgress: (done, total) => {
          if (!mine.signal.aborted) emit({ type: 'loading', what, done, total });
        },
      });
    } finally {
      this.#readings.delete(mine);
      if (this.#readings.size === 0) emit({ type: 'loading-ended' });
    }
  }
}
