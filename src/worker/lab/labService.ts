/**
 * Runs an experiment in the background of the page. The lab and the page's training share one engine, which
 * has one open stage at a time: while a training is under way (from its first step to its end, paused or not)
 * the lab waits. Its current trial is abandoned and begins again afterwards.
 */
import { version } from '../../../package.json';
import { type Coded, CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import type { DatasetProvider } from '../../lab/datasetProvider';
import { isUploadedLog, type LabRequest, parseSpec, trialsOf } from '../../lab/experiment';
import type { Sweep } from '../../lab/labCatalogue';
import type { TrialOutcome } from '../../lab/result';
import { type LabEvent, runExperiment } from '../../lab/runner';
import { type SweepBase, sweepRequest, sweepRows } from '../../lab/sensitivity';
import { type LabTable, labTables } from '../../lab/table';
import type { Engines } from '../../lab/trainVariant';
import { createYielder } from '../../yielding';
import { describeFailure } from '../engines/failure';
import type { Emit } from '../events';
import type { LabSession, LabState, SweepRow } from '../protocol/lab';
import { datasetsFor, IDLE, savedState } from './experimentState';
import { endedTrial, type LabStore, type SavedExperiment } from './labStore';

const MESSAGE_EVERY_MS = 100;

export interface LabServiceOptions {
  engines: Engines;
  /** Called at the first use. */
  openStore(): Promise<LabStore>;
  data: { readonly loaded: Dataset | undefined };
  /** The page's own training. */
  training: { readonly isTraining: boolean };
  /** Throws where findings on the loaded log stop an experiment; `acknowledged` are the codes of some that do not. */
  checkLog?(acknowledged: readonly string[] | undefined): void;
  emit: Emit;
}

interface Running {
  events: ReturnType<typeof runExperiment>;
  abort: AbortController;
}

export class LabService implements LabSession {
  #state = IDLE;
  #outcomes: TrialOutcome[] = [];
  #datasets: DatasetProvider | undefined;
  /** Held between pulls: a paused trial resumes from its step unless a training takes the engine. */
  #running: Running | undefined;
  #driving: Promise<void> | undefined;
  #isWanted = false;
  #lastMessage = 0;
  #store: Promise<LabStore> | undefined;
  #journal: LabStore | undefined;
  #tables: { done: number; tables: Promise<LabTable[]> } | undefined;

  constructor(private readonly options: LabServiceOptions) {}

  async start(request: LabRequest): Promise<void> {
    await this.#openedStore();
    if (['running', 'waiting', 'paused'].includes(this.#state.status)) {
      throw new CodedError('lab-busy');
    }
    const spec = parseSpec(request);
    this.#datasets = datasetsFor(spec, this.options.data.loaded);
    if (spec.datasets.some(isUploadedLog)) this.options.checkLog?.(spec.acknowledge);
    this.#outcomes = [];
    this.#tables = undefined;
    this.#state = { ...this.#state, spec, done: 0, total: trialsOf(spec).length, etaMs: null };
    await (await this.#openedStore()).begin(this.#saved());
    this.#run();
  }

  async pause(): Promise<void> {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    await this.#driving;
    if (this.#state.status !== 'finished' && this.#state.status !== 'failed') this.#become('paused');
  }

  async resume(): Promise<void> {
    await this.#openedStore();
    const { status, spec } = this.#state;
    if (!spec || !['paused', 'interrupted', 'failed'].includes(status)) return;
    this.#datasets ??= datasetsFor(spec, this.options.data.loaded);
    this.#run();
  }

  async cancel(): Promise<void> {
    await this.#openedStore();
    if (!['running', 'waiting', 'paused', 'interrupted'].includes(this.#state.status)) return;
    this.#isWanted = false;
    await this.#abandonTrial();
    await (await this.#openedStore()).save(undefined);
    this.#state = { ...this.#state, trial: null, progress: null };
    this.#become('cancelled');
  }

  /** Cancels and deletes the experiment and its tables. */
  async deleteEverything(): Promise<void> {
    await this.cancel();
    await (await this.#openedStore()).save(undefined);
    this.#outcomes = [];
    this.#datasets = undefined;
    this.#tables = undefined;
    this.#state = IDLE;
    this.#emit();
  }

  /** Leaves the engine to the page's training; resolves once it is free. */
  async yieldEngine(): Promise<void> {
    await this.#abandonTrial();
    if (this.#isWanted) this.#become('waiting');
  }

  /** Resumes the experiment unless the page trains. */
  resumeIfIdle(): void {
    if (this.#isWanted && !this.#driving) this.#run();
  }

  async state(): Promise<LabState> {
    await this.#openedStore();
    return this.#state;
  }

  async tables(): Promise<LabTable[]> {
    await this.#openedStore();
    const { spec } = this.#state;
    if (!spec) return [];
    const done = this.#outcomes.length;
    if (this.#tables?.done !== done) this.#tables = { done, tables: labTables(spec, [...this.#outcomes]) };
    return this.#tables.tables;
  }

  async startSweep(sweep: Sweep, base: SweepBase): Promise<void> {
    await this.start(sweepRequest(sweep, base));
  }

  async sweepRows(sweep: Sweep): Promise<SweepRow[]> {
    return sweepRows(sweep, await this.tables());
  }

  #run(): void {
    this.#isWanted = true;
    if (this.options.training.isTraining) {
      this.#become('waiting');
      return;
    }
    this.#driving ??= this.#drive().finally(() => {
      this.#driving = undefined;
    });
  }

  async #drive(): Promise<void> {
    this.#become('running');
    this.#running ??= this.#begin();
    const run = this.#running;
    const yielder = createYielder();
    try {
      while (this.#isWanted && !run.abort.signal.aborted) {
        const { value, done } = await run.events.next();
        if (done) return await this.#end('finished');
        await this.#record(value);
        if (yielder.due()) await yielder.yield();
      }
    } catch (error) {
      if (!run.abort.signal.aborted) await this.#end('failed', describeFailure(error));
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

  async #record({ trial, done, etaMs, progress, outcome }: LabEvent): Promise<void> {
    this.#state = { ...this.#state, trial, done, etaMs, progress: progress ?? null };
    if (outcome) {
      this.#outcomes.push(outcome);
      await this.#save();
    }
    if (performance.now() - this.#lastMessage >= MESSAGE_EVERY_MS) this.#emit();
  }

  async #end(status: 'finished' | 'failed', failure?: Coded): Promise<void> {
    this.#isWanted = false;
    this.#running = undefined;
    this.#state = { ...this.#state, trial: null, progress: null };
    await this.#save(status === 'finished');
    this.#become(status, failure);
  }

  /** Stops the current trial; finished trials stay. */
  async #abandonTrial(): Promise<void> {
    const run = this.#running;
    run?.abort.abort(new DOMException('trial abandoned', 'AbortError'));
    await this.#driving;
    await run?.events.return([]);
    if (this.#running === run) this.#running = undefined;
  }

  #become(status: LabState['status'], failure?: Coded): void {
    const { failure: _, ...state } = this.#state;
    this.#state = { ...state, status, ...(failure && { failure }) };
    this.#emit();
  }

  #emit(): void {
    this.#lastMessage = performance.now();
    this.options.emit({ type: 'lab', state: this.#state });
  }

  async #save(isFinished = false): Promise<void> {
    await (await this.#openedStore()).save(this.#saved(isFinished));
  }

  #saved(isFinished = false): SavedExperiment {
    return { version, spec: this.#state.spec!, ended: this.#outcomes.map(endedTrial), isFinished };
  }

  /** Opens the store at the first use, with the experiment of an earlier visit. */
  #openedStore(): Promise<LabStore> {
    this.#store ??= this.options.openStore().then(async (store) => {
      this.#journal = store;
      const saved = await savedState(store);
      if (!saved) return store;
      this.#outcomes = saved.outcomes;
      this.#state = saved.state;
      return store;
    });
    return this.#store;
  }
}
