/** Trains on the loaded log: one training at a time. */
import { CodedError } from '../../coded';
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../../config';
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import { defaultMethod, planOf, resolveConfig } from '../../methods/presets';
import { isTrained, type TrainedMethod } from '../../methods/trained';
import type { Model } from '../../model/tower';
import type { DataService } from '../data/dataService';
import type { EngineSelector } from '../engines/engineSelector';
import type { Emit } from '../events';
import type {
  MaskPicture,
  MaskReport,
  RunSummary,
  TrainingSession,
  TrainOptions,
} from '../protocol/training';
import type { SavedTraining } from '../storage/database';
import { maskPictures, maskReport } from './maskViews';
import { type OpenTraining, openTraining, type StartSaving } from './openTraining';
import type { RunList } from './runList';
import { atStageStart } from './sessionCheckpoint';
import { type SessionRun, untrainedBaselineRun } from './sessionRun';
import { setupOf } from './setup';
import { checkedMethod, checkPlan } from './trainingChecks';

export interface TrainingServiceOptions {
  engines: Pick<EngineSelector, 'forLog' | 'replace'>;
  emit: Emit;
  data: Pick<DataService, 'dataset' | 'reference'>;
  runs: RunList;
  /** Absent where nothing is saved. */
  startSaving?: StartSaving;
}

interface Started {
  finished: Promise<SessionRun>;
}

export class TrainingService implements TrainingSession {
  #open: OpenTraining | undefined;
  #beforePlay: () => Promise<void> = async () => {};

  constructor(private readonly options: TrainingServiceOptions) {}

  /** Registers what frees the engine before a training runs. */
  onBeforePlay(free: () => Promise<void>): void {
    this.#beforePlay = free;
  }

  /** True from a training's first step to its end, paused or not: it holds a stage open on the engine. */
  get isTraining(): boolean {
    return this.#open?.control.isUnderWay ?? false;
  }

  async resolveConfig(options: TrainOptions): Promise<Config> {
    return setupOf(this.options.data, options).config;
  }

  async prepare(options: TrainOptions): Promise<void> {
    await this.start(options);
  }

  async train(options: TrainOptions): Promise<RunSummary> {
    return this.finish(await this.start(options));
  }

  play(): Promise<void> {
    return this.#run('end');
  }

  async pause(): Promise<void> {
    this.#open?.control.pause();
  }

  step(size: 'batch' | 'stage'): Promise<void> {
    return this.#run(size);
  }

  async cancel(): Promise<void> {
    await this.#open?.control.cancel();
  }

  async masks(): Promise<MaskReport> {
    return maskReport(this.#shownModel);
  }

  async maskPictures(): Promise<MaskPicture[]> {
    return maskPictures(this.#shownModel);
  }

  async runs(): Promise<RunSummary[]> {
    return this.options.runs.summaries();
  }

  async selectRun(id: string): Promise<void> {
    const { runs, data } = this.options;
    const run = runs.find(id);
    const { name, fingerprint } = run.dataset;
    if (fingerprint !== data.dataset.log.fingerprint) throw new CodedError('run-of-other-log', { id, name });
    runs.select(run);
  }

  /** Cancels the open training and sets up the next, paused at step 0. */
  async start(options: TrainOptions): Promise<Started> {
    await this.#close();
    const { dataset } = this.options.data;
    const method = checkedMethod(options.method ?? defaultMethod(dataset), dataset);
    if (!isTrained(method)) return { finished: Promise.resolve(this.#addBaseline(method, options)) };
    return this.#openTraining({ method, config: resolveConfig(method, dataset, options.config) });
  }

  /**
   * Sets up a saved training, paused at its latest checkpoint, or with changed settings at its stage's start.
   * Rejects with CodedError when this version of the page plans it differently.
   */
  async startSaved(saved: SavedTraining, changes: ConfigChanges): Promise<Started> {
    await this.#close();
    const { method } = saved;
    if (!isTrained(method)) throw new CodedError('training-method', { method });
    const config = withChanges(saved.config, changes);
    const isChanged = Object.keys(changes).length > 0;
    checkPlan(saved, planOf(method, { config, dataset: this.options.data.dataset }), isChanged);
    const checkpoint = isChanged ? atStageStart(saved.checkpoint) : saved.checkpoint;
    return this.#openTraining({ method, config, saved: { ...saved, checkpoint } });
  }

  /** Plays a training that was started, to its end. */
  async finish({ finished }: Started): Promise<RunSummary> {
    await this.#run('end');
    return (await finished).summary;
  }

  /** Cancels the open training, whose saved checkpoint stays, and deselects the run; runs stay listed. */
  async leaveDataset(): Promise<void> {
    if (this.#open) this.#open.isLeft = true;
    await this.#close();
    this.options.runs.deselect();
    this.options.emit({ type: 'status', status: 'idle' });
  }

  /** Cancels the open training and deletes all runs of this visit. */
  async deleteEverything(): Promise<void> {
    await this.#close();
    this.options.runs.clear();
    this.options.emit({ type: 'status', status: 'idle' });
  }

  /** The model whose masks are shown: the one in training, else the current run's. */
  get #shownModel(): Model {
    const { runs } = this.options;
    const model = this.#open?.control.isOpen ? this.#open.model : runs.currentOrUndefined?.trained?.model;
    if (model?.kind === 'towers') return model;
    throw new CodedError('no-masks');
  }

  /** Does nothing when the training has ended; a method without training ends at once. */
  async #run(until: 'end' | 'stage' | 'batch'): Promise<void> {
    await this.#beforePlay();
    this.#open?.control.run(until);
  }

  async #close(): Promise<void> {
    await this.#open?.control.cancel();
    this.#open = undefined;
  }

  async #openTraining(task: {
    method: TrainedMethod;
    config: Config;
    saved?: SavedTraining;
  }): Promise<Started> {
    const { data, runs, ...shared } = this.options;
    this.#open = await openTraining({
      ...shared,
      ...task,
      dataset: data.dataset,
      nextId: (method) => runs.nextId(method),
      addRun: (run) => runs.addAndSave(run),
    });
    return { finished: this.#open.finished };
  }

  #addBaseline(method: UntrainedBaseline, { config: changes = {} }: TrainOptions): SessionRun {
    const { data, emit, runs } = this.options;
    const config = withChanges(DEFAULTS, changes);
    const { dataset } = data;
    const run = untrainedBaselineRun({ id: runs.nextId(method), method, dataset, config });
    emit({ type: 'prepared', method, config, stages: [], steps: 0 });
    runs.add(run);
    emit({ type: 'status', status: 'finished' });
    return run;
  }
}
