/** Trains on the loaded log: one training at a time. */
import { CodedError } from '../../coded';
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../../config';
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import { defaultMethod, planOf, resolveConfig } from '../../methods/presets';
import { isTrained, type TrainedMethod } from '../../methods/trained';
import { encodeSides } from '../../model/lookups';
import type { Vectors } from '../../model/vectors';
import type { Scorer } from '../../retrieve/scorer';
import type { DataService } from '../data/dataService';
import type { EngineSelector } from '../engines/engineSelector';
import type { Emit } from '../events';
import type {
  LayerDetail,
  LayerName,
  MaskPicture,
  MaskReport,
  PreviewRequest,
  PruningPreview,
  RunSummary,
  TrainingSession,
  TrainOptions,
} from '../protocol/training';
import type { SavedTraining } from '../storage/database';
import { maskPictures, maskReport } from './maskViews';
import { type OpenTraining, openTraining, type StartSaving } from './openTraining';
import { type PreviewedTraining, previewPruning } from './pruningPreview';
import type { RunList } from './runList';
import { atStageStart } from './sessionCheckpoint';
import { type SessionRun, untrainedBaselineRun } from './sessionRun';
import { setupOf } from './setup';
import { type ShownTraining, StageView } from './stageView';
import { checkedMethod, checkPlan } from './trainingChecks';

export interface TrainingServiceOptions {
  engines: Pick<EngineSelector, 'forLog' | 'replace' | 'current' | 'prepare'>;
  emit: Emit;
  data: Pick<DataService, 'dataset' | 'reference'>;
  runs: RunList;
  /** Throws where findings on the log stop a training; `acknowledged` are the codes of some that do not. */
  checkLog?(acknowledged: readonly string[] | undefined): void;
  /** Absent where nothing is saved. */
  startSaving?: StartSaving;
}

/** The reason of a training that is left. */
const cancelled = (): DOMException => new DOMException('training cancelled', 'AbortError');

interface Started {
  finished: Promise<SessionRun>;
}

export class TrainingService implements TrainingSession {
  #open: OpenTraining | undefined;
  /** Aborts the training that is being set up. */
  #opening: AbortController | undefined;
  #takeVectors: (vectors: Vectors) => void = () => undefined;
  #beforePlay: () => Promise<void> = async () => {};

  readonly #stages: StageView;
  #previews = 0;

  constructor(private readonly options: TrainingServiceOptions) {
    const { emit, data } = options;
    this.#stages = new StageView({ emit, data, training: () => this.#shownTraining });
  }

  /** Registers what frees the engine before a training runs. */
  onBeforePlay(free: () => Promise<void>): void {
    this.#beforePlay = free;
  }

  /** Registers what is given the vectors of the model in training, after validations and at stage ends. */
  onVectors(take: (vectors: Vectors) => void): void {
    this.#takeVectors = take;
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
    this.#opening?.abort(cancelled());
    await this.#open?.control.cancel();
  }

  async measureEngines(options: TrainOptions): Promise<void> {
    const { engines, data } = this.options;
    if (this.isTraining) return;
    await engines.prepare(data.dataset, setupOf(data, options).config);
  }

  async masks(): Promise<MaskReport> {
    return maskReport(this.#stages.model);
  }

  async maskPictures(): Promise<MaskPicture[]> {
    return maskPictures(this.#stages.model);
  }

  async showStage(index: number | null): Promise<void> {
    this.#stages.show(index);
  }

  async layerDetail(layer: LayerName): Promise<LayerDetail> {
    return this.#stages.layerDetail(layer);
  }

  async pruningPreview(request: PreviewRequest): Promise<PruningPreview | null> {
    const number = ++this.#previews;
    const preview = await previewPruning(await this.#previewedTraining(), request);
    return number === this.#previews ? preview : null;
  }

  /** The scorer of lists: that of the stage that is shown, else the current run's. Throws CodedError where there is none. */
  get scorer(): Scorer {
    return this.#stages.scorer ?? this.options.runs.current.scorer;
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
    const opening = await this.#replace();
    const { dataset } = this.options.data;
    const method = checkedMethod(options.method ?? defaultMethod(dataset), dataset);
    if (!isTrained(method)) return { finished: Promise.resolve(this.#addBaseline(method, options)) };
    this.options.checkLog?.(options.acknowledge);
    return this.#openTraining({ method, config: resolveConfig(method, dataset, options.config) }, opening);
  }

  /**
   * Sets up a saved training, paused at its latest checkpoint, or with changed settings at its stage's start.
   * Rejects with CodedError when this version of the page plans it differently.
   */
  async startSaved(saved: SavedTraining, changes: ConfigChanges): Promise<Started> {
    const opening = await this.#replace();
    const { method } = saved;
    if (!isTrained(method)) throw new CodedError('training-method', { method });
    const config = withChanges(saved.config, changes);
    const isChanged = Object.keys(changes).length > 0;
    checkPlan(saved, planOf(method, { config, dataset: this.options.data.dataset }), isChanged);
    const checkpoint = isChanged ? atStageStart(saved.checkpoint) : saved.checkpoint;
    return this.#openTraining({ method, config, saved: { ...saved, checkpoint } }, opening);
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

  /** What is shown: the training that is open, else the current run. */
  get #shownTraining(): ShownTraining | undefined {
    const { control, method, training } = this.#open ?? {};
    if (control?.isOpen && method && training) {
      const { reports, states } = control;
      return { identity: control, method, model: training.model, reports, states };
    }
    const run = this.options.runs.currentOrUndefined;
    if (!run) return undefined;
    const { summary, stages, states = [], trained, scorer } = run;
    const finished = trained && { vectors: trained.vectors, scorer };
    const shared = { method: summary.method, model: trained?.model, reports: stages, states, finished };
    return { identity: run, ...shared };
  }

  /** Throws CodedError (`weights-not-kept`) where nothing that was trained is shown. */
  async #previewedTraining(): Promise<PreviewedTraining> {
    const { data, engines, runs } = this.options;
    if (this.#open?.control.isOpen) {
      const { training, plan, control } = this.#open;
      return { training, plan, states: control.states };
    }
    const { summary, trained, states = [] } = runs.current;
    const { method, config } = summary;
    if (!trained || !isTrained(method)) throw new CodedError('weights-not-kept');
    const { dataset } = data;
    const { engine } = await engines.current();
    const training = { model: trained.model, dataset, sides: encodeSides(dataset), engine, config };
    return { training, plan: planOf(method, { config, dataset }), states };
  }

  /** Does nothing when the training has ended; a method without training ends at once. */
  async #run(until: 'end' | 'stage' | 'batch'): Promise<void> {
    await this.#beforePlay();
    this.#open?.control.run(until);
  }

  async #close(): Promise<void> {
    this.#opening?.abort(cancelled());
    await this.#open?.control.cancel();
    this.#open = undefined;
    this.#stages.reset();
  }

  /** Cancels the open training, or the one that is being set up; the returned controller is the next one's. */
  async #replace(): Promise<AbortController> {
    const closing = this.#close();
    const opening = new AbortController();
    this.#opening = opening;
    await closing;
    opening.signal.throwIfAborted();
    return opening;
  }

  async #openTraining(
    task: { method: TrainedMethod; config: Config; saved?: SavedTraining },
    opening: AbortController,
  ): Promise<Started> {
    const { data, runs, emit, ...shared } = this.options;
    const { dataset } = data;
    const open = await openTraining({
      ...shared,
      ...task,
      // Masks of the training as it goes on do not replace those of a stage that is looked at.
      emit: (event) => (event.type === 'masks' && this.#stages.index !== null ? undefined : emit(event)),
      dataset,
      signal: opening.signal,
      onVectors: (vectors) => this.#takeVectors(vectors),
      nextId: (method) => runs.nextId(method),
      addRun: (run, training) => runs.addAndSave(run, training),
    });
    if (this.#opening === opening) this.#opening = undefined;
    if (opening.signal.aborted || data.dataset !== dataset) {
      // What is saved of it stays.
      open.isLeft = true;
      await open.control.cancel();
      throw cancelled();
    }
    this.#open = open;
    return { finished: open.finished };
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
