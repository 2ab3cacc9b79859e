/** Sets up a training, paused at its first step or at a saved checkpoint, and connects it with what is saved of it. */
import type { Config } from '../../config';
import type { Dataset } from '../../data/schema';
import { createTraining, planOf } from '../../methods/presets';
import { type TrainedMethod, usesNetwork } from '../../methods/trained';
import type { Vectors } from '../../model/vectors';
import { type Plan, planSteps, type Stage, stageSteps } from '../../train/plan';
import type { Training } from '../../train/run';
import { checkWidths } from '../../train/unitsLeft';
import type { EngineSelector } from '../engines/engineSelector';
import type { Emit } from '../events';
import type { StageOutline } from '../protocol/training';
import type { SavedTraining } from '../storage/database';
import type { TrainingSaver, TrainingStart } from '../storage/trainings';
import type { SessionRun } from './sessionRun';
import { type TrainedRunOptions, trainedRun } from './trainedRun';
import { checkPositives } from './trainingChecks';
import { TrainingControl } from './trainingControl';

/** Resolves to undefined where nothing can be saved. */
export type StartSaving = (
  training: Omit<TrainingStart, 'dataset'>,
  id?: string,
) => Promise<TrainingSaver | undefined>;

export interface OpenTrainingOptions {
  dataset: Dataset;
  method: TrainedMethod;
  config: Config;
  /** The saved training that continues. */
  saved?: SavedTraining;
  engines: Pick<EngineSelector, 'forLog' | 'replace'>;
  /** Aborted when the training is left before it is set up. */
  signal: AbortSignal;
  emit: Emit;
  onVectors?: (vectors: Vectors) => void;
  startSaving?: StartSaving;
  nextId(method: string): string;
  /** Adds the finished run to the list, and saves it in place of the checkpoint. */
  addRun(run: SessionRun, training: TrainingSaver | undefined): Promise<SessionRun>;
}

/** The training that is being prepared, runs or is paused. */
export interface OpenTraining {
  control: TrainingControl;
  method: TrainedMethod;
  training: Training;
  plan: Plan;
  /** Set when another log is loaded: what is saved of the training stays when it is cancelled. */
  isLeft: boolean;
  /** Resolves to the run at the plan's end; rejects when the training fails or is cancelled (AbortError). */
  finished: Promise<SessionRun>;
}

/**
 * Throws CodedError when the log or the widths do not allow the training, or another tab runs it; the signal's reason
 * once it is aborted.
 */
export async function openTraining(options: OpenTrainingOptions): Promise<OpenTraining> {
  const { dataset, method, config, saved, startSaving } = options;
  checkPositives(dataset);
  const plan = planOf(method, { config, dataset });
  checkWidths(plan, config);
  const steps = planSteps(plan);
  const saver = await startSaving?.({ method, config, plan: JSON.stringify(plan), steps }, saved?.id);
  try {
    return await begin(options, plan, saver);
  } catch (error) {
    await saver?.release();
    throw error;
  }
}

async function begin(
  options: OpenTrainingOptions,
  plan: Plan,
  saver: TrainingSaver | undefined,
): Promise<OpenTraining> {
  const { dataset, method, config, saved, engines, emit, signal } = options;
  signal.throwIfAborted();
  emit({ type: 'prepared', method, config, stages: plan.map(outlineOf), steps: planSteps(plan) });
  const engine = await engines.forLog(dataset, config, usesNetwork(method) ? 'network' : 'towers');
  // Another log may have been loaded, or another training begun, while the engine started.
  signal.throwIfAborted();
  const training = createTraining({
    method,
    dataset,
    config,
    engine,
    replaceEngine: () => engines.replace(),
  });
  const control = new TrainingControl({
    training,
    plan,
    emit,
    ...(options.onVectors && { onVectors: options.onVectors }),
    ...(saved && { from: saved.checkpoint }),
    ...(saver && { save: saver.save }),
  });
  const finished = control.finished.then(
    (result) => finish(options, { method, training, finished: result }, saver),
    async (error: unknown) => {
      const isCancelled = (error as Error).name === 'AbortError' && !open.isLeft;
      await (isCancelled ? saver?.delete() : saver?.release());
      throw error;
    },
  );
  // Nobody may await the run; its end is an event too.
  finished.catch(() => undefined);
  const open: OpenTraining = { control, method, training, plan, isLeft: false, finished };
  return open;
}

/** Adds the run; where it cannot be saved its checkpoint stays. */
async function finish(
  { emit, nextId, addRun }: OpenTrainingOptions,
  ended: Omit<TrainedRunOptions, 'id'>,
  saver: TrainingSaver | undefined,
): Promise<SessionRun> {
  const adding = addRun(trainedRun({ id: nextId(ended.method), ...ended }), saver);
  emit({ type: 'status', status: 'finished' });
  const run = await adding;
  await saver?.release();
  return run;
}

const outlineOf = (stage: Stage): StageOutline => ({
  id: stage.id,
  kind: stage.kind,
  objective: stage.objectives[0]!,
  steps: stageSteps(stage),
  ...trialsOf(stage),
});

function trialsOf(stage: Stage): Pick<StageOutline, 'trials'> {
  const weights = 'auxiliary' in stage ? (stage.auxiliary?.weights ?? []) : [];
  return weights.length > 1 ? { trials: weights } : {};
}
