/**
 * Play, pause, step and cancel over the trainer's generator, and its events as the page hears them:
 * at most ten messages a second, so that neither side drowns.
 */
import { isDeviceLoss } from '../../engine/engine';
import { isNetwork, restoreArrays } from '../../model/trainable';
import type { Checkpoint } from '../../train/checkpoint';
import { type Plan, planSteps, type Stage, stageSteps } from '../../train/plan';
import type { Training, TrainingEvent, TrainingResult } from '../../train/run';
import { runPlan } from '../../train/trainer';
import { createYielder } from '../../yielding';
import { describeFailure } from '../engines/failure';
import type { SessionEvent } from '../protocol/session';
import type { Progress, StageReport, TrainingStatus } from '../protocol/training';
import { maskPictures, maskReport, pruneCurve } from './maskViews';
import { ProgressLog, type ProgressSnapshot } from './progressLog';
import { type SessionCheckpoint, stepsDone } from './sessionCheckpoint';

const MESSAGE_EVERY_MS = 100;
/** Of training, between two checkpoints within a stage: what a crash costs at most, give or take a step. */
const KEEP_EVERY_MS = 5000;
/** Of the training's time that they may cost; where one is dear they come more seldom. */
const KEEP_SHARE = 0.02;

export interface ControlOptions {
  training: Training;
  plan: Plan;
  emit: (event: SessionEvent) => void;
  /** Where it goes on, instead of at the plan's start. */
  from?: SessionCheckpoint;
  /** Told at every stage's start, every few seconds within it, and whenever the training pauses. */
  keep?: (stage: string, checkpoint: SessionCheckpoint) => void;
}

/** What a training that ended leaves behind. */
export interface FinishedTraining extends ProgressSnapshot {
  result: TrainingResult;
  seconds: number;
}

type Until = 'end' | 'stage' | 'batch' | 'now';

export class TrainingControl {
  readonly #events: AsyncGenerator<TrainingEvent, TrainingResult>;
  readonly #told: ProgressLog;
  #lastMessage = 0;
  #status: TrainingStatus = 'paused';
  #until: Until = 'end';
  #driving: Promise<void> | undefined;
  #activeMs = 0;
  #stageStartedMs = 0;
  /** In active time: when it is to be kept again. */
  #keepDueMs = KEEP_EVERY_MS;
  /** The stage whose masks were shown. */
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
    // Whoever does not wait for the end still hears of it as a status event.
    this.finished.catch(() => undefined);
    this.#told = new ProgressLog(from);
    if (from) this.#resume(from);
    const { index = 0, step = 0, within } = from?.trainer ?? {};
    this.#progress = {
      stage: plan[index]?.id ?? '',
      stageIndex: index,
      stageStep: within ? within.step - step : 0,
      stageSteps: plan[index] ? stageSteps(plan[index]) : 0,
      step: from ? stepsDone(from.trainer) : 0,
      steps: planSteps(plan),
      loss: this.#told.history.at(-1)?.loss ?? null,
      elapsedMs: this.#activeMs,
      etaMs: null,
    };
    this.#emitMasks();
    this.#setStatus('paused');
    this.#flush();
  }

  /** Told anew, for whoever was not there. The weights are put back already here: masks are shown before play. */
  #resume({ trainer, stages, activeMs, stageStartedMs }: SessionCheckpoint): void {
    restoreArrays(this.options.training.model, trainer.arrays);
    this.#activeMs = activeMs;
    this.#stageStartedMs = stageStartedMs;
    this.#keepDueMs = activeMs + KEEP_EVERY_MS;
    for (const report of stages) this.options.emit({ type: 'stage', report });
  }

  get open(): boolean {
    return this.#status === 'running' || this.#status === 'paused';
  }

  /** Running, or paused after its first step. */
  get isUnderWay(): boolean {
    return this.#status === 'running' || (this.open && this.#progress.step > 0);
  }

  /** Runs until the end, the end of the stage, or one batch further. Does nothing once it ended. */
  run(until: 'end' | 'stage' | 'batch'): void {
    if (!this.open) return;
    this.#until = until;
    this.#driving ??= this.#drive().finally(() => {
      this.#driving = undefined;
    });
  }

  pause(): void {
    this.#until = 'now';
  }

  async cancel(): Promise<void> {
    if (!this.open) return;
    this.#until = 'now';
    await this.#driving;
    if (!this.open) return;
    await this.#events.return(undefined as never);
    this.#setStatus('cancelled');
    this.#settle.reject(new DOMException('The training was cancelled.', 'AbortError'));
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
        this.#hear(value);
        const stops = this.#reached(value);
        if (value.kind === 'step' && (stops || this.#activeMs >= this.#keepDueMs))
          await this.#keepWithin(value);
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

  #hear(event: TrainingEvent): void {
    const { plan } = this.options;
    const stage = plan[event.index]!;
    if (event.kind === 'stage-start') {
      this.#stageStartedMs = this.#activeMs;
      this.options.keep?.(stage.id, this.#checkpoint(event.checkpoint));
      this.#keepDueMs = this.#activeMs + KEEP_EVERY_MS;
    }
    this.#progress = {
      ...this.#progress,
      stage: stage.id,
      stageIndex: event.index,
      stageSteps: stageSteps(stage),
      stageStep: event.kind === 'step' ? event.stageStep : event.kind === 'stage-end' ? stageSteps(stage) : 0,
      elapsedMs: this.#activeMs,
    };
    if (event.kind === 'step') {
      this.#told.history.push(...event.losses);
      const { steps } = this.#progress;
      this.#progress.step = event.step;
      this.#progress.loss = event.losses.at(-1)?.loss ?? this.#progress.loss;
      this.#progress.etaMs = (this.#activeMs / event.step) * (steps - event.step);
      if (event.index !== this.#shownStage) this.#emitMasks();
      this.#shownStage = event.index;
    }
    if (event.kind === 'rewind') this.#rewind(event.step);
    if ('look' in event && event.look) this.#told.look(event.look);
    if (event.kind === 'stage-end') this.#endStage(stage, event);
  }

  #checkpoint(trainer: Checkpoint): SessionCheckpoint {
    return {
      trainer,
      ...this.#told.copy(),
      activeMs: this.#activeMs,
      stageStartedMs: this.#stageStartedMs,
    };
  }

  /** A training that cannot be kept goes on: what was kept before stays, and that is told once a stage. */
  async #keepWithin({ index, capture }: Extract<TrainingEvent, { kind: 'step' }>): Promise<void> {
    const { keep, plan, emit } = this.options;
    if (!keep || !capture || this.#keepDueMs === Number.POSITIVE_INFINITY) return;
    const began = performance.now();
    try {
      keep(plan[index]!.id, this.#checkpoint(await capture()));
      const tookMs = performance.now() - began;
      this.#keepDueMs = this.#activeMs + Math.max(KEEP_EVERY_MS, tookMs / KEEP_SHARE);
    } catch (error) {
      // Of a lost device the next step knows what to do.
      if (isDeviceLoss(error)) return;
      this.#keepDueMs = Number.POSITIVE_INFINITY;
      emit({ type: 'not-kept', message: describeFailure(error).message });
    }
  }

  /** What came after the step is void: here, and on the page. */
  #rewind(step: number): void {
    this.#told.rewind(step);
    this.#progress.step = step;
    this.options.emit({ type: 'rewind', step });
  }

  #endStage(stage: Stage, { outcome, look }: Extract<TrainingEvent, { kind: 'stage-end' }>): void {
    const { model } = this.options.training;
    const masks = isNetwork(model) ? undefined : maskReport(model);
    const report: StageReport = {
      id: stage.id,
      kind: stage.kind,
      objective: stage.objectives[0]!,
      seconds: (this.#activeMs - this.#stageStartedMs) / 1000,
      steps: stageSteps(stage),
      ...(masks && { owned: masks.total, outputBlocks: masks.outputBlocks }),
      recall: look.recall,
      ...(outcome.releases && { curves: outcome.releases.map(pruneCurve) }),
      ...(outcome.shrink && { shrink: outcome.shrink }),
      ...outcome.learning,
    };
    this.#told.stages.push(report);
    this.#flush();
    this.options.emit({ type: 'stage', report });
    this.#emitMasks();
  }

  #finish(result: TrainingResult): void {
    this.#progress = { ...this.#progress, elapsedMs: this.#activeMs, etaMs: 0 };
    this.#flush();
    this.#status = 'finished';
    this.#settle.resolve({ result, ...this.#told.copy(), seconds: this.#activeMs / 1000 });
  }

  #fail(error: unknown): void {
    this.#flush();
    this.#status = 'failed';
    this.options.emit({ type: 'status', status: 'failed', ...describeFailure(error) });
    this.#settle.reject(error);
  }

  #flush(): void {
    this.#lastMessage = performance.now();
    this.options.emit({ type: 'progress', progress: { ...this.#progress }, ...this.#told.unsent() });
  }

  #emitMasks(): void {
    const { model } = this.options.training;
    if (isNetwork(model)) return;
    this.options.emit({ type: 'masks', report: maskReport(model), pictures: maskPictures(model) });
  }

  #setStatus(status: TrainingStatus): void {
    this.#status = status;
    this.options.emit({ type: 'status', status });
  }
}
