/** Loads logs and writes them out: at most one file is being read or written, and one log is loaded. */
import { CodedError } from '../../coded';
import { readDataset } from '../../data/csv/csvDataset';
import { unboundedIssues } from '../../data/csv/issues/unboundedIssues';
import { logWriter } from '../../data/export/exportLog';
import { LOG_FORMATS, type LogFormat } from '../../data/export/logFormats';
import { type FileProfile, profileFile } from '../../data/profile/fileProfile';
import { generateSample } from '../../data/sample/sample';
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import type { Dataset, Issue, SplitMethod, SplitName } from '../../data/schema';
import { splitLog } from '../../data/split';
import { type DatasetSummary, summarise } from '../../data/summary';
import { limitsOf } from '../../data/table/limits';
import { unpackFiles } from '../../data/table/unpackFiles';
import { createYielder } from '../../yielding';
import type { Emit } from '../events';
import type { DataReport, DataSession, InteractionRow, SampleOptions } from '../protocol/data';
import type { DatasetReference } from '../protocol/storage';
import { checkedSplit, SPLITS } from '../requestChecks';
import type { BrowserStorage } from '../storage/browserStorage';
import { datasetView, interactionsOf, type Origin } from './datasetView';
import { LogChecks } from './logChecks';
import { checkSource } from './sourceChecks';

/** Seed of the split of an uploaded log. */
const SPLIT_SEED = 0;

/** Whether somebody asked for a load, or the page begins with it by itself. */
export type LoadOrigin = 'requested' | 'automatic';

interface FileHooks {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}
type Source = Parameters<DataSession['loadCsv']>;

export interface DataServiceOptions {
  emit: Emit;
  saved: Pick<BrowserStorage, 'log' | 'saveLog'>;
}

export class DataService implements DataSession {
  #loaded: { dataset: Dataset; reference: DatasetReference; origin: Origin } | undefined;
  readonly #readings = new Map<AbortController, Promise<unknown>>();
  #beforeChange: () => Promise<void> = async () => {};
  readonly #checks = new LogChecks();

  constructor(private readonly options: DataServiceOptions) {}

  get loaded(): Dataset | undefined {
    return this.#loaded?.dataset;
  }

  /** Throws CodedError while no log is loaded. */
  get dataset(): Dataset {
    return this.#required.dataset;
  }

  /** How to load the loaded log again. */
  get reference(): DatasetReference {
    return this.#required.reference;
  }

  get #required() {
    if (this.#loaded) return this.#loaded;
    throw new CodedError('no-log');
  }

  /** Registers what ends the work on the loaded log, before another log replaces it. */
  onBeforeChange(end: () => Promise<void>): void {
    this.#beforeChange = end;
  }

  async loadSample(
    name: string = SAMPLES[0]!.name,
    options: SampleOptions = {},
    origin: LoadOrigin = 'requested',
  ): Promise<DatasetSummary> {
    const sample = SAMPLES.find((entry) => entry.name === name);
    if (!sample) throw new CodedError('unknown-sample', { name });
    if (origin === 'automatic') await this.#giveWay();
    return this.#reading(async ({ signal }) => {
      this.options.emit({ type: 'loading', what: 'sample', done: 0, total: 1 });
      const log = await generateSample(sample.name, options);
      const split = splitLog(log, { seed: options.seed ?? SPLIT_SEED });
      return this.#open(split, { sample: sample.name, sampleOptions: options }, signal);
    });
  }

  async loadCsv(...[source, mapping]: Source): Promise<DatasetSummary> {
    checkSource(source);
    return this.#reading(async (hooks) => {
      const { dataset, report } = await readDataset({ source, mapping, seed: SPLIT_SEED, ...hooks });
      this.#checks.acknowledge(dataset, mapping?.acknowledge ?? []);
      const summary = await this.#open(dataset, { csv: report }, hooks.signal);
      await this.options.saved.saveLog(dataset, report);
      return summary;
    });
  }

  /** Splits the loaded log in another way, and saves it so. Rejects with CodedError where it cannot be split so. */
  changeSplit(method: SplitMethod): Promise<DatasetSummary> {
    return this.#reading(async ({ signal }) => {
      const { dataset, origin } = this.#required;
      const split = splitLog(dataset.log, { seed: SPLIT_SEED, method });
      this.#checks.acknowledge(split, this.#checks.acknowledged(dataset));
      const summary = await this.#open(split, origin, signal);
      if (!origin.sample) await this.options.saved.saveLog(split, origin.csv);
      return summary;
    });
  }

  /** Loads an uploaded log that is saved. Rejects with CodedError when it is not. */
  async loadSaved(
    wanted: Pick<DatasetReference, 'name' | 'fingerprint'>,
    origin: LoadOrigin = 'requested',
  ): Promise<DatasetSummary> {
    if (origin === 'automatic') await this.#giveWay();
    return this.#reading(async ({ signal }) => {
      const { log, csv, splitMethod } = await this.options.saved.log(wanted);
      const split = splitLog(log, { seed: SPLIT_SEED, method: splitMethod });
      return this.#open(split, { ...(csv && { csv }) }, signal);
    });
  }

  /** Loads the log of a saved run or training, unless it is loaded already. */
  async loadReferenced(wanted: DatasetReference, origin: LoadOrigin = 'requested'): Promise<void> {
    if (this.loaded?.log.fingerprint === wanted.fingerprint) return;
    const { sample, name } = wanted;
    const opened = sample
      ? this.loadSample(sample.name, sample.options, origin)
      : this.loadSaved(wanted, origin);
    if ((await opened).fingerprint !== wanted.fingerprint) throw new CodedError('sample-changed', { name });
  }

  unpackFiles(files: readonly File[]): Promise<File[]> {
    return this.#reading(({ signal }) => unpackFiles(files, { maxBytes: limitsOf({}).bytes, signal }));
  }

  async profileFile(...[source, mapping]: Parameters<DataSession['profileFile']>): Promise<FileProfile> {
    checkSource(source);
    return this.#reading((hooks) => profileFile({ source, mapping, ...hooks }));
  }

  async listIssues(...[source, mapping]: Source): Promise<readonly Issue[]> {
    checkSource(source);
    return this.#reading((hooks) => unboundedIssues({ source, mapping, ...hooks }));
  }

  async cancelLoading(): Promise<void> {
    this.stopReading();
  }

  async dataReport(): Promise<DataReport> {
    return this.#checks.report(this.dataset);
  }

  async acknowledge(codes: readonly string[]): Promise<void> {
    this.#checks.acknowledge(this.dataset, codes);
  }

  /** Throws ImplausibleLogError where findings stop a training on the loaded log, but for those that `codes` names. */
  checkPlausible(codes: readonly string[] = []): void {
    this.#checks.acknowledge(this.dataset, codes);
    this.#checks.check(this.dataset);
  }

  async exportLog(format: LogFormat = 'csv'): Promise<Blob> {
    if (!LOG_FORMATS.includes(format)) {
      throw new CodedError('unknown-log-format', { format: String(format), formats: LOG_FORMATS.join(', ') });
    }
    const { log } = this.dataset;
    return this.#reading(async ({ signal, onProgress }) => {
      const yielder = createYielder(signal);
      const writer = await logWriter(log, format);
      for (let part = writer.next(); ; part = writer.next()) {
        if (part.done) return part.value;
        onProgress(part.value, log.depth.length);
        await yielder.yield();
      }
    }, 'export');
  }

  async interactions(split: SplitName): Promise<InteractionRow[]> {
    return interactionsOf(this.dataset, checkedSplit(split, SPLITS));
  }

  async users(): Promise<string[]> {
    return this.dataset.log.users.ids;
  }

  async items(): Promise<string[]> {
    return this.dataset.log.items.ids;
  }

  stopReading(): void {
    for (const reading of this.#readings.keys()) reading.abort();
  }

  /** Unloads the log. */
  unload(): void {
    this.#loaded = undefined;
  }

  /**
   * Waits for what somebody asked to load before the page loads something by itself. Rejects with an AbortError
   * where a log is loaded then: that one stays.
   */
  async #giveWay(): Promise<void> {
    while (this.#readings.size > 0) await Promise.allSettled(this.#readings.values());
    if (!this.#loaded) return;
    this.options.emit({ type: 'loading-ended' });
    throw new DOMException('another log is loaded already', 'AbortError');
  }

  async #open(dataset: Dataset, origin: Origin, signal?: AbortSignal): Promise<DatasetSummary> {
    signal?.throwIfAborted();
    await this.#beforeChange();
    const { name, fingerprint } = dataset.log;
    const { sample, sampleOptions: options = {} } = origin;
    const reference = { name, fingerprint, ...(sample && { sample: { name: sample, options } }) };
    this.#loaded = { dataset, reference, origin };
    this.options.emit({ type: 'dataset', dataset: datasetView(dataset, origin) });
    return summarise(dataset.log);
  }

  /**
   * Reads or writes a file with progress and cancellation. A new reading aborts the earlier ones, so that two
   * never race for the loaded log. The end is an event of its own, because a rejection may overtake the last
   * progress.
   */
  async #reading<T>(read: (hooks: FileHooks) => Promise<T>, what: 'csv' | 'export' = 'csv'): Promise<T> {
    const { emit } = this.options;
    this.stopReading();
    const reading = new AbortController();
    const reads = read({
      signal: reading.signal,
      onProgress: (done, total) => {
        if (!reading.signal.aborted) emit({ type: 'loading', what, done, total });
      },
    });
    this.#readings.set(reading, reads);
    try {
      return await reads;
    } finally {
      this.#readings.delete(reading);
      if (this.#readings.size === 0) emit({ type: 'loading-ended' });
    }
  }
}
