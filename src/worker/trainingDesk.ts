/** Where trainings begin and runs are kept: one training at a time, one current run. */
import { type Config, DEFAULTS, withChanges } from '../config';
import type { Dataset } from '../data/schema';
import { type Floor, METHODS } from '../methods/catalogue';
import { createTraining, defaultMethod, planOf, resolveConfig } from '../methods/presets';
import { isTrained, type TrainedMethod, usesNetwork } from '../methods/trained';
import type { Model } from '../model/parameters';
import { rerankerParameters } from '../model/reranker';
import { maskedModel, parameterCount, type Trainable } from '../model/trainable';
import { scorerOf } from '../train/lookout';
import { planSteps, stageSteps } from '../train/plan';
import type { Training } from '../train/run';
import type { EngineSupply } from './engineSupply';
import type { RunSummary, SessionEvent, TrainOptions } from './protocol';
import { floorRun, fullDrift, type Run, runView } from './run';
import { type FinishedTraining, TrainingControl } from './trainingControl';

interface Prepared {
  control: TrainingControl;
  model: Trainable;
}

export class TrainingDesk {
  readonly #runs: Run[] = [];
  #current: Run | undefined;
  #prepared: Prepared | undefined;
  #count = 0;

  constructor(
    private readonly engines: Pick<EngineSupply, 'forLog' | 'replace'>,
    private readonly emit: (event: SessionEvent) => void,
  ) {}

  get current(): Run {
    if (this.#current) return this.#current;
    throw new Error('There is no run yet. Train a model first, or import one.');
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

  find(id: string): Run {
    const run = this.#runs.find(({ summary }) => summary.id === id);
    if (run) return run;
    throw new Error(`There is no run “${id}”.`);
  }

  /** Forgets what is in training and current; earlier runs stay listed. */
  async leaveDataset(): Promise<void> {
    await this.#prepared?.control.cancel();
    this.#prepared = undefined;
    this.#current = undefined;
    this.emit({ type: 'status', status: 'idle' });
  }

  /** Makes a run current. `adopt` keeps a new one first. */
  adopt(run: Run): Run {
    const known = this.#runs.some(({ summary }) => summary.id === run.summary.id);
    const kept = known ? { ...run, summary: { ...run.summary, id: this.#nextId(run.summary.method) } } : run;
    this.#runs.push(kept);
    return this.select(kept);
  }

  select(run: Run): Run {
    this.#current = run;
    this.emit({ type: 'run', run: runView(run), runs: this.summaries() });
    return run;
  }

  /** Ends what is in training and sets up the next, paused at step 0. */
  async prepare(dataset: Dataset, options: TrainOptions): Promise<{ finished: Promise<Run> }> {
    await this.#prepared?.control.cancel();
    this.#prepared = undefined;
    const method = checkedMethod(options.method ?? defaultMethod(dataset), dataset);
    if (!isTrained(method)) return { finished: Promise.resolve(this.#keepFloor(method, dataset, options)) };
    const config = resolveConfig(method, dataset, options.config);
    checkWidths(config, dataset);
    checkPositives(dataset);
    const plan = planOf(method, { config, dataset });
    const stages = plan.map((stage) => ({
      id: stage.id,
      kind: stage.kind,
      objective: stage.objectives[0]!,
      steps: stageSteps(stage),
    }));
    this.emit({ type: 'prepared', method, config, stages, steps: planSteps(plan) });
    const training = createTraining({
      method,
      dataset,
      config,
      engine: await this.engines.forLog(dataset, config, usesNetwork(method) ? 'network' : 'towers'),
      replaceEngine: () => this.engines.replace(),
    });
    const control = new TrainingControl({ training, plan, emit: this.emit });
    const finished = control.finished.then((trained) => {
      const id = this.#nextId(method);
      const run = this.adopt(trainedRun({ id, method, training, finished: trained }));
      this.emit({ type: 'status', status: 'finished' });
      return run;
    });
    // Whoever does not wait for the run still hears of its end as an event.
    finished.catch(() => undefined);
    this.#prepared = { control, model: training.model };
    return { finished };
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

  #keepFloor(method: Floor, dataset: Dataset, { config = {} }: TrainOptions): Run {
    const settings = withChanges(DEFAULTS, config);
    const run = floorRun({ id: this.#nextId(method), method, dataset, config: settings });
    this.emit({ type: 'prepared', method, config: settings, stages: [], steps: 0 });
    this.adopt(run);
    this.emit({ type: 'status', status: 'finished' });
    return run;
  }

  #nextId(method: string): string {
    this.#count++;
    return `${method}-${this.#count}`;
  }
}

function checkedMethod(method: string, dataset: Dataset): TrainedMethod | Floor {
  const entry = METHODS.find(({ id }) => id === method);
  if (!entry) {
    const known = METHODS.map(({ id }) => id).join(', ');
    throw new Error(`There is no method “${method}”. Choose one of ${known}.`);
  }
  if (entry.samplesOnly && !dataset.log.truth) {
    throw new Error(`“${method}” needs the true probabilities, which only the samples have.`);
  }
  return entry.id;
}

/** The towers must be able to give each objective at least one hidden and one output unit. */
function checkWidths({ hiddenWidth, outputWidth }: Config, { log }: Dataset): void {
  const least = log.objectives.length;
  if (Math.min(hiddenWidth, outputWidth) < least) {
    throw new RangeError(`${least} objectives need at least ${least} hidden and ${least} output units.`);
  }
}

/** Told before the first step, not when the last stage begins. */
function checkPositives({ log, positives }: Dataset): void {
  const empty = log.objectives.find((objective) => !positives[objective]?.users.length);
  if (empty) {
    throw new RangeError(
      `Every ${empty} of “${log.name}” fell into the validation or test split: there is none to train on. ` +
        `Load a log with more of them, or one without the ${empty} column.`,
    );
  }
}

interface TrainedRunOptions {
  id: string;
  method: TrainedMethod;
  training: Training;
  finished: FinishedTraining;
}

function trainedRun({ id, method, training, finished }: TrainedRunOptions): Run {
  const { config, dataset, engine, model } = training;
  const { result, history, stages, validations, seconds } = finished;
  const { vectors, rerankers } = result;
  return {
    summary: {
      id,
      method,
      config,
      engine: engine.name,
      backend: engine.backend,
      seconds,
      steps: result.steps,
      parameters: parameterCount(model) + rerankerParameters(rerankers ?? []),
      vectorWidth: vectors.width,
      history,
      drift: fullDrift(result.drift),
    },
    dataset: { name: dataset.log.name, fingerprint: dataset.log.fingerprint },
    stages,
    validations,
    trained: { model, vectors, ...(rerankers && { rerankers }) },
    scorer: scorerOf(vectors, dataset, rerankers),
  };
}
