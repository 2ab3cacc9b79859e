/**
 * Plays, pauses, steps and cancels a training by pulling the trainer's generator, and emits its events:
 * at most ten messages a second.
 */
import { isDeviceLoss } from '../../engine/engine';
import { restoreArrays } from '../../model/trainable';
import type { Vectors } from '../../model/vectors';
import type { Plan, Stage } from '../../train/plan';
import type { Checkpoint } from '../../train/recovery/checkpoint';
import type { Training, TrainingEvent, TrainingResult } from '../../train/run';
import { runPlan } from '../../train/trainer';
import { createYielder } from '../../yielding';
import { describeFailure } from '../engines/failure';
import type { SessionEvent } from '../protocol/session';
import type { Progress, StageReport, TrainingStatus } from '../protocol/training';
import { CheckpointSchedule } from './checkpointSchedule';
import { maskPictures, maskReport } from './maskViews';
import { initialProgress, progressAfter, stageReport } from './progress';
import { ProgressLog, type ProgressSnapshot } from './progressLog';
import type { SessionCheckpoint } from './sessionCheckpoint';
import { type StageState, StageStates } from './stageStates';

const MESSAGE_EVERY_MS = 250;
export interface ControlOptions {
  training: Training;
  plan: Plan;
  emit: (event: SessionEvent) => void;
  /** Called with the model's vectors after every validation and at every stage's end. */
  onVectors?: (vectors: Vectors) => void;
  /** Checkpoint to resume from, instead of the plan's start. */
  from?: SessionCheckpoint;
  /** Called at every stage's start, every few seconds within it, and whenever the training pauses. */
  save?: (stage: string, checkpoint: SessionCheckpoint) => void;
}

/** The result of a finished training. */
export interface FinishedTraining extends ProgressSnapshot {
  states: readonly StageState[];
  result: TrainingResult;
  seconds: number;
}

type Until = 'end' | 'stage' | 'batch' | 'now';

export class TrainingControl {
  readonly #events: AsyncGenerator<TrainingEvent, TrainingResult>;
  readonly #log: ProgressLog;
  #lastMessage = 0;
  #status: TrainingStatus = 'paused';
  #until: Until = 'end';
  #driving: Promise<void> | undefined;
  #activeMs = 0;
  #stageStartedMs = 0;
  /** Weights as the current stage found them. */
  #stageStart: readonly ArrayLike<number>[] | undefined;
  readonly #states: StageStates;
  readonly #schedule = new CheckpointSchedule();
  /** Index of the stage whose masks were emitted last. */
  #shownStage = -1;
  #progress: Progress;
  #settle!: { resolve: (finished: FinishedTraining) => void; reject: (error: unknown) => void };
  /** Resolves at the plan's end; rejects when training fails or is cancelled (AbortError). */
  readonly finished: Promise<FinishedTraining>;

  constructor(private readonly options: ControlOptions) {
    const { training, plan, from } = options;
    this.#events = runPlan(training, plan, from?.trainer);
    this.finished = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Nobody may await the end; it is a status event too.
    this.finished.catch(() => undefined);
    this.#log = new ProgressLog(from);
    this.#states = new StageStates(from && ownersOfStages(from));
    if (from) this.#resume(from);
    this.#progress = {
      ...initialProgress(plan, from?.trainer),
      loss: this.#log.history.at(-1)?.loss ?? null,
      elapsedMs: this.#activeMs,
    };
    this.#emitMasks();
    this.#setStatus('paused');
    this.#flush();
  }

  /** Emits the stages that ended. The weights are restored already here: masks are shown before play. */
  #resume({ trainer, stages, activeMs, stageStartedMs }: SessionCheckpoint): void {
    restoreArrays(this.options.training.model, trainer.arrays);
    this.#activeMs = activeMs;
    this.#stageStartedMs = stageStartedMs;
    this.#stageStart = trainer.arrays;
    this.#schedule.next(activeMs);
    for (const report of stages) this.options.emit({ type: 'stage', report });
  }

  /** Reports of the stages that ended, and what they ended with. */
  get reports(): readonly StageReport[] {
    return this.#log.stages;
  }

  get states(): readonly StageState[] {
    return this.#states.list;
  }

  /** Running or paused. */
  get isOpen(): boolean {
    return this.#status === 'running' || this.#status === 'paused';
  }

  /** Running, or paused after the first step. */
  get isUnderWay(): boolean {
    return this.#status === 'running' || (this.isOpen && this.#progress.step > 0);
  }

  /** Runs to the end, to the end of the stage, or one batch. Does nothing once the training ended. */
  run(until: 'end' | 'stage' | 'batch'): void {
    if (!this.isOpen) return;
    this.#until = until;
    this.#driving ??= this.#drive().finally(() => {
      this.#driving = undefined;
    });
  }

  pause(): void {
    this.#until = 'now';
  }

  async cancel(): Promise<void> {
    if (!this.isOpen) return;
    this.#until = 'now';
    await this.#driving;
    if (!this.isOpen) return;
    await this.#events.return(undefined as never);
    this.#setStatus('cancelled');
    this.#settle.reject(new DOMException('training cancelled', 'AbortError'));
  }

  async #drive(): Promise<void> {
    this.#setStatus('running');
    const yielder = createYielder();
    let since = performance.now();
    try {
      for (;;) {
        const { value, done } = await this.#events.next();
        const now = performance.now();
        this.#activeMs += now - since;
        since = now;
        if (done) return this.#finish(value);
        this.#record(value);
        const stops = this.#reached(value);
        if (value.kind === 'step' && (stops || this.#schedule.isDue(this.#activeMs)))
          await this.#saveWithin(value);
        if (stops) break;
        if (now - this.#lastMessage >= MESSAGE_EVERY_MS) this.#flush();
        if (yielder.due()) await yielder.yield();
      }
      this.#flush();
      this.#setStatus('paused');
    } catch (error) {
      this.#fail(error);
    }
  }

  #reached({ kind }: TrainingEvent): boolean {
    if (this.#until === 'batch') return kind === 'step';
    if (this.#until === 'stage') return kind === 'stage-end';
    return this.#until === 'now';
  }

  #record(event: TrainingEvent): void {
    const { plan } = this.options;
    const stage = plan[event.index]!;
    if (event.kind === 'stage-start') {
      this.#stageStartedMs = this.#activeMs;
      this.#stageStart = event.checkpoint.arrays;
      this.options.save?.(stage.id, this.#checkpoint(event.checkpoint));
      this.#schedule.next(this.#activeMs);
    }
    this.#progress = progressAfter(this.#progress, event, { stage, activeMs: this.#activeMs });
    if (event.kind === 'step') {
      this.#log.history.push(...event.losses);
      if (event.index !== this.#shownStage) this.#emitMasks();
      this.#shownStage = event.index;
    }
    if (event.kind === 'rewind') this.#rewind(event.step);
    if ((event.kind === 'step' || event.kind === 'stage-end') && event.validation)
      this.#log.addValidation(event.validation);
    if (event.kind === 'stage-end') this.#endStage(stage, event);
    if ((event.kind === 'step' || event.kind === 'stage-end') && event.vectors)
      this.options.onVectors?.(event.vectors);
  }

  #checkpoint(trainer: Checkpoint): SessionCheckpoint {
    return {
      trainer,
      ...this.#log.copy(),
      stageOwners: this.states.map(({ owners }) => owners),
      activeMs: this.#activeMs,
      stageStartedMs: this.#stageStartedMs,
    };
  }

  /** Saves a checkpoint. Where that fails the training continues, the saved one stays, and it is reported once a stage. */
  async #saveWithin({ index, capture }: Extract<TrainingEvent, { kind: 'step' }>): Promise<void> {
    const { save, plan, emit } = this.options;
    if (!save || !capture || this.#schedule.isStopped) return;
    const began = performance.now();
    try {
      save(plan[index]!.id, this.#checkpoint(await capture()));
      this.#schedule.next(this.#activeMs, performance.now() - began);
    } catch (error) {
      // The next step recovers from a lost device.
      if (isDeviceLoss(error)) return;
      this.#schedule.stop();
      emit({ type: 'not-saved', ...describeFailure(error) });
    }
  }

  /** Removes what came after the step, here and on the page. */
  #rewind(step: number): void {
    this.#log.rewind(step);
    this.options.emit({ type: 'rewind', step });
  }

  #endStage(stage: Stage, event: Extract<TrainingEvent, { kind: 'stage-end' }>): void {
    const seconds = (this.#activeMs - this.#stageStartedMs) / 1000;
    const { training, plan } = this.options;
    const hasMasks = plan.some(({ kind }) => kind === 'prune');
    const report = stageReport(stage, training, { ...event, seconds, hasMasks, start: this.#stageStart });
    this.#log.stages.push(report);
    this.#states.add(training.model, event);
    this.#flush();
    this.options.emit({ type: 'stage', report });
    this.#emitMasks();
  }

  #finish(result: TrainingResult): void {
    this.#progress = { ...this.#progress, elapsedMs: this.#activeMs, etaMs: 0 };
    this.#flush();
    this.#status = 'finished';
    const { states } = this;
    this.#settle.resolve({ result, ...this.#log.copy(), states, seconds: this.#activeMs / 1000 });
  }

  #fail(error: unknown): void {
    this.#flush();
    this.#status = 'failed';
    this.options.emit({ type: 'status', status: 'failed', ...describeFailure(error) });
    this.#settle.reject(error);
  }

  #flush(): void {
    this.#lastMessage = performance.now();
    this.options.emit({ type: 'progress', progress: { ...this.#progress }, ...this.#log.unsent() });
  }

  /** Emits the masks of the model as it is. */
  #emitMasks(): void {
    const { model } = this.options.training;
    if (model.kind === 'network') return;
    this.options.emit({ type: 'masks', report: maskReport(model), pictures: maskPictures(model) });
  }

  #setStatus(status: TrainingStatus): void {
    this.#status = status;
    this.options.emit({ type: 'status', status });
  }
}

/** Returns the owners of each stage that ended before a checkpoint; none where an earlier version wrote it. */
function ownersOfStages({ stages, stageOwners = [] }: SessionCheckpoint): (readonly Uint8Array[])[] {
  return stages.map((_, index) => stageOwners[index] ?? []);
}
