/**
 * Runs an experiment in the background of the page. The lab and the page's own training share one engine,
 * which has one open stage at a time: while a training is under way (from its first step to its end, paused
 * or not) the lab waits. The trial it was at is given up and begun again afterwards.
 */
import { version } from '../../../package.json';
import type { Dataset } from '../../data/schema';
import { csvOf } from '../../lab/csv';
import { createDatasetProvider, type DatasetProvider } from '../../lab/datasetProvider';
import { type LabRequest, type LabSpec, parseSpec, trialsOf } from '../../lab/experiment';
import { latexOf } from '../../lab/latex';
import { markdownOf } from '../../lab/markdown';
import type { Outcome } from '../../lab/result';
import { type LabEvent, runExperiment } from '../../lab/runner';
import { type LabTable, labTables } from '../../lab/table';
import type { Engines } from '../../lab/training';
import { createYielder } from '../../yielding';
import type { LabFormat, LabState } from '../protocol/lab';
import type { SessionEvent } from '../protocol/session';
import { endedTrial, type LabStore, outcomesOf } from './labStore';

const MESSAGE_EVERY_MS = 100;
const WRITERS: Record<LabFormat, (tables: readonly LabTable[]) => string> = {
  csv: csvOf,
  latex: latexOf,
  markdown: markdownOf,
};

export interface LabServiceOptions {
  engines: Engines;
  /** Opened at the first need. */
  openStore(): Promise<LabStore>;
  /** The log that is loaded. */
  loaded(): Dataset | undefined;
  /** Whether the page's own training is under way. */
  isTraining(): boolean;
  emit(event: SessionEvent): void;
}

interface Running {
  events: ReturnType<typeof runExperiment>;
  abort: AbortController;
}

const NOTHING: LabState = {
  status: 'idle',
  spec: null,
  done: 0,
  total: 0,
  etaMs: null,
  trial: null,
  progress: null,
};

export class LabService {
  #state = NOTHING;
  #outcomes: Outcome[] = [];
  #datasets: DatasetProvider | undefined;
  /** Held between pulls: a paused trial goes on from its step unless a training takes the engine. */
  #run: Running | undefined;
  #driving: Promise<void> | undefined;
  #wanted = false;
  #lastMessage = 0;
  #store: Promise<LabStore> | undefined;
  #journal: LabStore | undefined;
  #tables: { done: number; tables: Promise<LabTable[]> } | undefined;

  constructor(private readonly options: LabServiceOptions) {}

  async start(request: LabRequest): Promise<void> {
    await this.#opened();
    if (['running', 'waiting', 'paused'].includes(this.#state.status)) {
      throw new Error('An experiment is not finished yet. Wait for its end, or cancel it.');
    }
    const spec = parseSpec(request);
    this.#datasets = this.#datasetsFor(spec);
    this.#outcomes = [];
    this.#tables = undefined;
    this.#state = { ...this.#state, spec, done: 0, total: trialsOf(spec).length, etaMs: null };
    await this.#keep();
    this.#go();
  }

  async pause(): Promise<void> {
    if (!this.#wanted) return;
    this.#wanted = false;
    await this.#driving;
    if (this.#state.status !== 'finished' && this.#state.status !== 'failed') this.#become('paused');
  }

  async resume(): Promise<void> {
    await this.#opened();
    const { status, spec } = this.#state;
    if (!spec || !['paused', 'interrupted', 'failed'].includes(status)) return;
    this.#datasets ??= this.#datasetsFor(spec);
    this.#go();
  }

  async cancel(): Promise<void> {
    await this.#opened();
    if (!['running', 'waiting', 'paused', 'interrupted'].includes(this.#state.status)) return;
    this.#wanted = false;
    await this.#giveUpCell();
    await (await this.#opened()).keep(undefined);
    this.#state = { ...this.#state, trial: null, progress: null };
    this.#become('cancelled');
  }

  /** Cancels what is under way; no experiment and no table is left. */
  async forget(): Promise<void> {
    await this.cancel();
    await (await this.#opened()).keep(undefined);
    this.#outcomes = [];
    this.#datasets = undefined;
    this.#tables = undefined;
    this.#state = NOTHING;
    this.#tell();
  }

  /** Before the page trains: resolves once the engine is free. */
  async giveWay(): Promise<void> {
    await this.#giveUpCell();
    if (this.#wanted) this.#become('waiting');
  }

  /** After the page's training changed: goes on where it may. */
  reconsider(): void {
    if (this.#wanted && !this.#driving) this.#go();
  }

  async state(): Promise<LabState> {
    await this.#opened();
    return this.#state;
  }

  async tables(): Promise<LabTable[]> {
    await this.#opened();
    const { spec } = this.#state;
    if (!spec) return [];
    const done = this.#outcomes.length;
    if (this.#tables?.done !== done) this.#tables = { done, tables: labTables(spec, [...this.#outcomes]) };
    return this.#tables.tables;
  }

  async exported(format: LabFormat): Promise<string> {
    return WRITERS[format](await this.tables());
  }

  #go(): void {
    this.#wanted = true;
    if (this.options.isTraining()) {
      this.#become('waiting');
      return;
    }
    this.#driving ??= this.#drive().finally(() => {
      this.#driving = undefined;
    });
  }

  async #drive(): Promise<void> {
    this.#become('running');
    this.#run ??= this.#begin();
    const run = this.#run;
    const yielder = createYielder();
    try {
      while (this.#wanted && !run.abort.signal.aborted) {
        const { value, done } = await run.events.next();
        if (done) return await this.#end('finished');
        await this.#hear(value);
        if (yielder.due()) await yielder.yield();
      }
    } catch (error) {
      if (!run.abort.signal.aborted) await this.#end('failed', (error as Error).message);
    }
  }

  #begin(): Running {
    const abort = new AbortController();
    const events = runExperiment({
      spec: this.#state.spec!,
      datasets: this.#datasets!,
      engines: this.options.engines,
      journal: this.#journal!,
      before: this.#outcomes,
      signal: abort.signal,
    });
    return { events, abort };
  }

  async #hear({ trial, done, etaMs, progress, outcome }: LabEvent): Promise<void> {
    this.#state = { ...this.#state, trial, done, etaMs, progress: progress ?? null };
    if (outcome) {
      this.#outcomes.push(outcome);
      await this.#keep();
    }
    if (performance.now() - this.#lastMessage >= MESSAGE_EVERY_MS) this.#tell();
  }

  async #end(status: 'finished' | 'failed', message?: string): Promise<void> {
    this.#wanted = false;
    this.#run = undefined;
    this.#state = { ...this.#state, trial: null, progress: null };
    await this.#keep(status === 'finished');
    this.#become(status, message);
  }

  /** Its finished neighbours are kept; what it had trained is lost. */
  async #giveUpCell(): Promise<void> {
    const run = this.#run;
    run?.abort.abort(new DOMException('The trial was given up.', 'AbortError'));
    await this.#driving;
    await run?.events.return([]);
    if (this.#run === run) this.#run = undefined;
  }

  #become(status: LabState['status'], message?: string): void {
    const { message: _, ...state } = this.#state;
    this.#state = { ...state, status, ...(message !== undefined && { message }) };
    this.#tell();
  }

  #tell(): void {
    this.#lastMessage = performance.now();
    this.options.emit({ type: 'lab', state: this.#state });
  }

  /** Own logs are held on to: the page may load another meanwhile. Throws when one is not loaded now. */
  #datasetsFor({ datasets }: LabSpec): DatasetProvider {
    const loaded = this.options.loaded();
    for (const request of datasets) {
      if (!('fingerprint' in request) || request.fingerprint === loaded?.log.fingerprint) continue;
      throw new Error('The experiment speaks of a log that is not loaded. Load its file, then go on.');
    }
    return createDatasetProvider((fingerprint) =>
      loaded?.log.fingerprint === fingerprint ? loaded : undefined,
    );
  }

  async #keep(isFinished = false): Promise<void> {
    const ended = this.#outcomes.map(endedTrial);
    await (await this.#opened()).keep({ version, spec: this.#state.spec!, ended, isFinished });
  }

  /** At first the store brings back what an earlier visit left. */
  #opened(): Promise<LabStore> {
    this.#store ??= this.options.openStore().then(async (store) => {
      this.#journal = store;
      const kept = await store.experiment();
      if (!kept) return store;
      const { spec, isFinished } = kept;
      this.#outcomes = await outcomesOf(store, kept);
      const counts = { done: this.#outcomes.length, total: trialsOf(spec).length };
      this.#state = { ...this.#state, status: isFinished ? 'finished' : 'interrupted', spec, ...counts };
      return store;
    });
    return this.#store;
  }
}
