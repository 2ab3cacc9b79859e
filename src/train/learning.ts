/** One learning stage: draw batches, update, validate at intervals, and end with the best checkpoint. */
import type { Objective } from '../data/schema';
import type { OpenStage, Rates, StageSpec } from '../engine/engine';
import { ownerOf } from '../model/ownerBytes';
import { claimFree } from '../model/ownership';
import { copyState, restoreArrays } from '../model/trainable';
import type { Vectors } from '../model/vectors';
import { checkWeights, divergence } from './divergence';
import type { LearningStage } from './plan';
import { captureMidStage } from './recovery/capture';
import type { BestAttempt, StageCheckpoint, StageProgress } from './recovery/checkpoint';
import {
  type LearningOutcome,
  type TrainingEvent,
  type TrainingRun,
  type ValidationResult,
  validateRun,
} from './run';
import { rateFactor } from './schedule';
import { stageBatches } from './stageBatches';
import { stepFlops } from './stepFlops';
import { checkUnits } from './unitsLeft';

/** Share of the stage from which on checkpoints count, with `keepBest`. */
const CHECKPOINTS_FROM = 0.3;

/** Position in the plan: the stage's index, and the checkpoint within the stage to resume from. */
export interface StageEntry {
  index: number;
  midStage: StageCheckpoint | undefined;
}

/**
 * Trains the stage once, or once for each auxiliary weight, of which the one with the best validation recall
 * is kept. The model must be as the stage's start found it, also when the stage is resumed.
 * Throws TrainingError when a loss (`nan-loss`) or, at a validation, a weight (`nan-weights`) is no longer a number.
 * Throws CodedError `no-units-left` when the objective owns nothing that it could train.
 */
export async function* learn(
  run: TrainingRun,
  stage: LearningStage,
  { index, midStage }: StageEntry,
): AsyncGenerator<TrainingEvent, LearningOutcome> {
  const { model, config } = run.training;
  if (stage.kind === 'train' && model.kind === 'towers') claimFree(model, ownerOf(stage.owner));
  if (model.kind === 'towers') checkUnits(model, stage.owner);
  const weights = stage.auxiliary?.weights ?? [];
  if (weights.length < 2) {
    const attempt = { index, midStage, attempt: 0, weight: weights[0] ?? 0, bestAttempt: undefined };
    const { step } = yield* learnOnce(run, stage, attempt);
    return config.keepBest ? { bestStep: step } : {};
  }
  const start = copyState(model);
  let best = midStage?.bestAttempt;
  for (const [attempt, weight] of weights.entries()) {
    if (midStage && attempt < midStage.attempt) continue;
    restoreArrays(model, start);
    const from = attempt === midStage?.attempt ? midStage : undefined;
    const result = yield* learnOnce(run, stage, {
      index,
      midStage: from,
      attempt,
      weight,
      bestAttempt: best,
    });
    if (!best || result.recall > best.recall) best = { ...result, arrays: copyState(model), weight };
  }
  restoreArrays(model, best!.arrays);
  return { auxiliary: best!.weight, ...(config.keepBest && { bestStep: best!.step }) };
}

interface Attempt extends StageEntry {
  attempt: number;
  /** Weight of the auxiliary loss; 0: none. */
  weight: number;
  /** The best of the attempts before. */
  bestAttempt: BestAttempt | undefined;
}

/** Trains the stage with one auxiliary weight → validation recall and step of the weights it ends with. */
async function* learnOnce(
  run: TrainingRun,
  stage: LearningStage,
  { index, midStage, attempt, weight, bestAttempt }: Attempt,
): AsyncGenerator<TrainingEvent, { recall: number; step: number }> {
  const { model, sides, engine, config } = run.training;
  const spec = specOf(run, stage, weight);
  const done = midStage?.engine.step ?? 0;
  const nextBatches = stageBatches(run.training, stage, { terms: spec.terms, done });
  const open = await engine.begin(model, sides, spec);
  let flops: number | undefined;
  const progress: StageProgress = { recall: midStage?.recall ?? 0, best: midStage?.best };
  const capture = async () =>
    captureMidStage(run, {
      step: run.step,
      flops: run.flops,
      attempt,
      bestAttempt,
      ...progress,
      engine: await open.capture(),
    });
  try {
    if (midStage) await open.resume(midStage.engine);
    if (midStage) Object.assign(run, { step: midStage.step, flops: midStage.flops });
    for (let step = done + 1; step <= stage.steps; step++) {
      const batches = nextBatches();
      await open.step(batches, ratesAt(stage, step));
      // All batches of a stage have the same shapes.
      flops ??= stepFlops(model, spec, batches);
      run.step++;
      if (run.flops !== undefined) run.flops += flops;
      const isValidationStep = step === stage.steps || step % config.validationEvery === 0;
      const isReadingStep = isValidationStep || step % engine.lossInterval === 0;
      const losses = isReadingStep ? await readLosses(run, stage, open) : [];
      const validated = isValidationStep ? await validate(run, stage, { open, step, progress }) : undefined;
      const stageStep = attempt * stage.steps + step;
      yield { kind: 'step', index, step: run.step, stageStep, losses, ...validated, capture };
    }
  } finally {
    open.dispose();
  }
  const { best, recall } = progress;
  if (best) restoreArrays(model, best.arrays);
  return { recall: best?.recall ?? recall, step: best?.step ?? stage.steps };
}

/** The loss of a stage: its terms, the auxiliary one, margin and teacher. */
function specOf({ teacher }: TrainingRun, stage: LearningStage, weight: number): StageSpec {
  const { owner, terms, embeddingDecay, additive, margin, auxiliary, distillation: kappa } = stage;
  const extra = auxiliary && weight > 0 ? [{ objective: auxiliary.objective, weight, batchShare: 1 }] : [];
  return {
    owner,
    terms: [...terms, ...extra],
    embeddingDecay,
    additive,
    margin,
    teacher: teacher && kappa > 0 ? { kappa, vectors: teacher } : undefined,
  };
}

function ratesAt({ rates, steps }: LearningStage, step: number): Rates {
  const factor = rateFactor(step - 1, steps);
  return { layers: rates.layers * factor, embeddings: rates.embeddings * factor };
}

async function readLosses(run: TrainingRun, { id, rates }: LearningStage, open: OpenStage) {
  const losses = await open.losses();
  const first = run.step - losses.length + 1;
  const diverged = losses.findIndex((loss) => !Number.isFinite(loss));
  if (diverged >= 0) throw divergence({ step: first + diverged, stage: id, rate: rates.layers });
  return losses.map((loss, offset) => ({ step: first + offset, stage: id, loss }));
}

/** Validates the model as it is after a step, and notes recall and the best checkpoint in `progress`. */
async function validate(
  run: TrainingRun,
  stage: LearningStage,
  { open, step, progress }: { open: OpenStage; step: number; progress: StageProgress },
): Promise<{ validation: ValidationResult; vectors: Vectors }> {
  const { model, sides, engine, config } = run.training;
  await open.synchronise();
  checkWeights(run, stage);
  const vectors = await engine.encode(model, sides);
  const validation = await validateRun(run, vectors);
  progress.recall = meanRecall(validation, stage.objectives);
  const isCandidate = config.keepBest && step >= CHECKPOINTS_FROM * stage.steps;
  if (isCandidate && (!progress.best || progress.recall > progress.best.recall)) {
    progress.best = { recall: progress.recall, step, arrays: copyState(model) };
  }
  return { validation, vectors };
}

function meanRecall({ recall }: ValidationResult, objectives: readonly Objective[]): number {
  const known = objectives.flatMap((objective) => recall[objective] ?? []);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
}
