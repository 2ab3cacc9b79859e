/** Where trainings begin and runs are kept: one training at a time, one current run. */

import { CodedError } from '../../coded';
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../../config';
import type { Dataset } from '../../data/schema';
import type { UntrainedBaseline } from '../../methods/catalogue';
import { createTraining, defaultMethod, planOf, resolveConfig } from '../../methods/presets';
import { isTrained, type TrainedMethod, usesNetwork } from '../../methods/trained';
import type { Model } from '../../model/parameters';
import { maskedModel, type Trainable } from '../../model/trainable';
import { type Plan, planSteps, type Stage, stageSteps } from '../../train/plan';
import type { EngineSelector } from '../engines/engineSelector';
import type { SessionEvent } from '../protocol/session';
import type { RunSummary, StageOutline, TrainOptions } from '../protocol/training';
import type { SavedTraining } from '../storage/database';
import type { TrainingSaver, TrainingStart } from '../storage/trainings';
import { atStageStart } from './sessionCheckpoint';
import { runView, type SessionRun, untrainedBaselineRun } from './sessionRun';
import { type TrainedRunOptions, trainedRun } from './trainedRun';
import { checkedMethod, checkPlan, checkPositives, checkWidths } from './trainingChecks';
import { TrainingControl } from './trainingControl';

interface Prepared {
  control: TrainingControl;
  model: Trainable;
  /** What is kept of it stays when it is cancelled. */
  isLeft: boolean;
}

/** Where what is worth it outlives the page; without one nothing does. */
export interface Keeper {
  begin(training: Omit<TrainingStart, 'dataset'>, id?: string): Promise<TrainingSaver | undefined>;
  keepRun(run: SessionRun): Promise<string | undefined>;
}

/** A kept training to go on with, with other settings if need be. */
export interface Continued {
  kept: SavedTraining;
  changes: ConfigChanges;
}

export class TrainingService {
  readonly #runs: SessionRun[] = [];
  #current: SessionRun | undefined;
  #prepared: Prepared | undefined;
  #count = 0;

  constructor(
    private readonly engines: Pick<EngineSelector, 'forLog' | 'replace'>,
    private readonly emit: (event: SessionEvent) => void,
    private readonly keeper?: Keeper,
  ) {}

  get current(): SessionRun {
    if (this.#current) return this.#current;
    throw new CodedError('no-run');
  }

  /** The model whose masks are shown: the one in training, else the current run's. */
  get shownModel(): Model {
    const model = this.#prepared?.control.open ? this.#prepared.model : this.#current?.trained?.model;
    if (model) return maskedModel(model);
    throw new Error('This run has no masks: its method trains no model.');
  }

  /** From a training's first step to its end, paused or not: it holds a stage open on the engine. */
  get isTraining(): boolean {
    return this.#prepared?.control.isUnderWay ?? false;
  }

  summaries(): RunSummary[] {
    return this.#runs.map(({ summary }) => summary);
  }

  find(id: string): SessionRun {
    const run = this.#runs.find(({ summary }) => summary.id === id);
    if (run) return run;
    throw new Error(`There is no run “${id}”.`);
  }

  /** Leaves what is in training, to be gone on with later, and what is current; earlier runs stay listed. */
  async leaveDataset(): Promise<void> {
    if (this.#prepared) this.#prepared.isLeft = true;
    await this.#prepared?.control.cancel();
    this.#prepared = undefined;
    this.#current = undefined;
    this.emit({ type: 'status', status: 'idle' });
  }

  /** Cancels what is in training; no run is left. */
  async forget(): Promise<void> {
    await this.#endPrepared();
    this.#runs.length = 0;
    this.#current = undefined;
    this.emit({ type: 'status', status: 'idle' });
  }

  /** Makes a run current. `adopt` keeps a new one first. */
  adopt(run: SessionRun): SessionRun {
    const known = this.#runs.some(({ summary }) => summary.id === run.summary.id);
    const kept = known ? { ...run, summary: { ...run.summary, id: this.#nextId(run.summary.method) } } : run;
    this.#runs.push(kept);
    return this.select(kept);
  }

  /** Makes a run current and keeps it for later visits. */
  async adoptAndKeep(run: SessionRun): Promise<SessionRun> {
    const adopted = this.adopt(run);
    const keptId = await this.keeper?.keepRun(adopted);
    if (keptId) adopted.keptId = keptId;
    return adopted;
  }

  findKept(keptId: string): SessionRun | undefined {
    return this.#runs.find((run) => run.keptId === keptId);
  }

  select(run: SessionRun): SessionRun {
    this.#current = run;
    this.emit({ type: 'run', run: runView(run), runs: this.summaries() });
    return run;
  }

  /** Ends what is in training and sets up the next, paused at step 0. */
  async prepare(dataset: Dataset, options: TrainOptions): Promise<{ finished: Promise<SessionRun> }> {
    await this.#endPrepared();
    const method = checkedMethod(options.method ?? defaultMethod(dataset), dataset);
    if (!isTrained(method)) return { finished: Promise.resolve(this.#keepFloor(method, dataset, options)) };
    return this.#setUp(dataset, { method, config: resolveConfig(method, dataset, options.config) });
  }

  /**
   * The same for a training that was interrupted, paused at its latest checkpoint, or with other settings
   * where its stage began. Throws Error when this version of the page would plan it otherwise.
   */
  async continue(dataset: Dataset, { kept, changes }: Continued): Promise<{ finished: Promise<SessionRun> }> {
    await this.#endPrepared();
    const { method } = kept;
    if (!isTrained(method)) throw new Error(`There is no method “${method}” to go on with.`);
    const config = withChanges(kept.config, changes);
    const isChanged = Object.keys(changes).length > 0;
    checkPlan(kept, planOf(method, { config, dataset }), isChanged);
    const checkpoint = isChanged ? atStageStart(kept.checkpoint) : kept.checkpoint;
    return this.#setUp(dataset, { method, config, kept: { ...kept, checkpoint } });
  }

  async #endPrepared(): Promise<void> {
    await this.#prepared?.control.cancel();
    this.#prepared = undefined;
  }

  async #setUp(dataset: Dataset, task: Task): Promise<{ finished: Promise<SessionRun> }> {
    const { method, config, kept } = task;
    checkWidths(config, dataset);
    checkPositives(dataset);
    const plan = planOf(method, { config, dataset });
    const steps = planSteps(plan);
    const keeper = await this.keeper?.begin({ method, config, plan: JSON.stringify(plan), steps }, kept?.id);
    try {
      return await this.#begin(dataset, { ...task, plan, keeper });
    } catch (error) {
      await keeper?.release();
      throw error;
    }
  }

  async #begin(dataset: Dataset, task: Beginning): Promise<{ finished: Promise<SessionRun> }> {
    const { method, config, kept, plan, keeper } = task;
    this.emit({ type: 'prepared', method, config, stages: plan.map(outlineOf), steps: planSteps(plan) });
    const training = createTraining({
      method,
      dataset,
      config,
      engine: await this.engines.forLog(dataset, config, usesNetwork(method) ? 'network' : 'towers'),
      replaceEngine: () => this.engines.replace(),
    });
    const control = new TrainingControl({
      training,
      plan,
      emit: this.emit,
      ...(kept && { from: kept.checkpoint }),
      ...(keeper && { keep: keeper.keep }),
    });
    const prepared: Prepared = { control, model: training.model, isLeft: false };
    this.#prepared = prepared;
    const finished = control.finished.then(
      (trained) => this.#finish({ method, training, finished: trained }, keeper),
      async (error: unknown) => {
        const isOver = (error as Error).name === 'AbortError' && !prepared.isLeft;
        await (isOver ? keeper?.drop() : keeper?.release());
        throw error;
      },
    );
    // Whoever does not wait for the run still hears of its end as an event.
    finished.catch(() => undefined);
    return { finished };
  }

  /** Its checkpoint goes once the run itself is kept. */
  async #finish(
    ended: Omit<TrainedRunOptions, 'id'>,
    keeper: TrainingSaver | undefined,
  ): Promise<SessionRun> {
    const adopting = this.adoptAndKeep(trainedRun({ id: this.#nextId(ended.method), ...ended }));
    this.emit({ type: 'status', status: 'finished' });
    const adopted = await adopting;
    await (adopted.keptId ? keeper?.drop() : keeper?.release());
    return adopted;
  }

  /** Does nothing when the training has ended; a method without training ends at once. */
  play(until: 'end' | 'stage' | 'batch'): void {
    this.#prepared?.control.run(until);
  }

  pause(): void {
    this.#prepared?.control.pause();
  }

  async cancel(): Promise<void> {
    await this.#prepared?.control.cancel();
  }

  #keepFloor(method: UntrainedBaseline, dataset: Dataset, { config = {} }: TrainOptions): SessionRun {
    const settings = withChanges(DEFAULTS, config);
    const run = untrainedBaselineRun({ id: this.#nextId(method), method, dataset, config: settings });
    this.emit({ type: 'prepared', method, config: settings, stages: [], steps: 0 });
    this.adopt(run);
    this.emit({ type: 'status', status: 'finished' });
    return run;
  }

  /** Imported runs bring ids of their own. */
  #nextId(method: string): string {
    for (;;) {
      this.#count++;
      const id = `${method}-${this.#count}`;
      if (this.#runs.every(({ summary }) => summary.id !== id)) return id;
    }
  }
}

const outlineOf = (stage: Stage): StageOutline => ({
  id: stage.id,
  kind: stage.kind,
  objective: stage.objectives[0]!,
  steps: stageSteps(stage),
});

interface Task {
  method: TrainedMethod;
  config: Config;
  /** Goes on from here. */
  kept?: SavedTraining;
}

interface Beginning extends Task {
  plan: Plan;
  keeper: TrainingSaver | undefined;
}
