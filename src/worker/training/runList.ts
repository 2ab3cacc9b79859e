/** The runs of this visit. One is current: its masks, metrics and lists are shown. */
import { CodedError } from '../../coded';
import type { Emit } from '../events';
import type { RunEntry, RunSummary } from '../protocol/training';
import type { TrainingSaver } from '../storage/trainings';
import { isSameRun, listedSummary, runView, type SessionRun } from './sessionRun';
import { dropWeights, RUNS_WITH_WEIGHTS } from './stageStates';

export class RunList {
  readonly #runs: SessionRun[] = [];
  #current: SessionRun | undefined;
  #count = 0;

  /** `save` resolves to the id under which a run is saved, if it could be; `training` has its checkpoint. */
  constructor(
    private readonly emit: Emit,
    private readonly save?: (run: SessionRun, training?: TrainingSaver) => Promise<string | undefined>,
  ) {}

  /** Throws CodedError while there is none. */
  get current(): SessionRun {
    if (this.#current) return this.#current;
    throw new CodedError('no-run');
  }

  get currentOrUndefined(): SessionRun | undefined {
    return this.#current;
  }

  summaries(): RunSummary[] {
    return this.#runs.map(listedSummary);
  }

  #entries(): RunEntry[] {
    return this.summaries().map(({ history: _, ...entry }) => entry);
  }

  /** Throws CodedError when there is no run of this id. */
  find(id: string): SessionRun {
    const run = this.#runs.find(({ summary }) => summary.id === id);
    if (run) return run;
    throw new CodedError('unknown-run', { id });
  }

  findSaved(savedId: string): SessionRun | undefined {
    return this.#runs.find((run) => run.savedId === savedId);
  }

  findTrainedInAdvance(): SessionRun | undefined {
    return this.#runs.find(({ trainedInAdvance }) => trainedInAdvance);
  }

  /** Returns the run that is the same as another, whatever their ids; undefined where there is none. */
  findSame(other: SessionRun): SessionRun | undefined {
    return this.#runs.find((run) => isSameRun(run, other));
  }

  /** Adds a run, under a new id where its own is taken, and makes it current. */
  add(run: SessionRun): SessionRun {
    const { id, method } = run.summary;
    const isTaken = this.#runs.some(({ summary }) => summary.id === id);
    const added = isTaken ? { ...run, summary: { ...run.summary, id: this.nextId(method) } } : run;
    this.#runs.push(added);
    for (const old of this.#runs.slice(0, -RUNS_WITH_WEIGHTS)) dropWeights(old.states ?? []);
    return this.select(added);
  }

  /** Adds a run and saves it for later visits, in place of the checkpoint of the training that ended in it. */
  async addAndSave(run: SessionRun, training?: TrainingSaver): Promise<SessionRun> {
    // The id goes before the saving, so that the page sees one run and not two while it lasts.
    const added = this.add({ ...run, savedId: crypto.randomUUID() });
    if (!(await this.save?.(added, training))) delete added.savedId;
    return added;
  }

  /** Makes a run current. */
  select(run: SessionRun): SessionRun {
    this.#current = run;
    this.emit({ type: 'run', run: runView(run), runs: this.#entries() });
    return run;
  }

  /** Leaves no run current; all stay listed. */
  deselect(): void {
    this.#current = undefined;
  }

  clear(): void {
    this.#runs.length = 0;
    this.#current = undefined;
  }

  /** Returns an id that no run has; imported runs bring ids of their own. */
  nextId(method: string): string {
    for (;;) {
      this.#count++;
      const id = `${method}-${this.#count}`;
      if (this.#runs.every(({ summary }) => summary.id !== id)) return id;
    }
  }
}
