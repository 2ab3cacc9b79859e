/** One learning stage: batches in, updates out, validation in between, the best checkpoint kept. */
import type { Objective } from '../data/schema';
import type { OpenStage, StageSpec } from '../engine/engine';
import { ownerOf } from '../model/ownerBytes';
import { claimFree } from '../model/ownership';
import { copyState, isNetwork, restoreArrays } from '../model/trainable';
import { captureWithin } from './capture';
import type { BestAttempt, StageProgress, WithinStage } from './checkpoint';
import type { LearningStage } from './plan';
import {
  type LearningOutcome,
  type TrainingEvent,
  type TrainingRun,
  type ValidationResult,
  validateRun,
} from './run';
import { rateFactor } from './schedule';
import { stageBatches } from './stageBatches';

/** With `keepBest`, checkpoints count from this share of the stage on. */
const CHECKPOINTS_FROM = 0.3;

/** Training cannot go on; `code` is stable, the message says where and what to do. */
class TrainingError extends Error {
  override readonly name = 'TrainingError';
  constructor(
    readonly code: 'nan-loss',
    message: string,
  ) {
    super(message);
  }
}

/** Which of the plan's stages, and where in it; `within` absent: at its start. */
export interface StageEntry {
  index: number;
  within: WithinStage | undefined;
}

/**
 * Trains the stage once, or once for each auxiliary weight, keeping what validates best. The model is as the
 * stage's start found it, also when it goes on from within.
 */
export async function* learn(
  run: TrainingRun,
  stage: LearningStage,
  { index, within }: StageEntry,
): AsyncGenerator<TrainingEvent, LearningOutcome> {
  const { model, config } = run.training;
  if (stage.kind === 'train' && !isNetwork(model)) claimFree(model, ownerOf(stage.owner));
  const weights = stage.auxiliary?.weights ?? [];
  if (weights.length < 2) {
    const only = { index, within, attempt: 0, weight: weights[0] ?? 0, tried: undefined };
    const bestStep = (yield* learnOnce(run, stage, only)).step;
    return config.keepBest ? { bestStep } : {};
  }
  const start = copyState(model);
  let tried = within?.tried;
  for (const [attempt, weight] of weights.entries()) {
    if (within && attempt < within.attempt) continue;
    restoreArrays(model, start);
    const entry = attempt === within?.attempt ? within : undefined;
    const reached = yield* learnOnce(run, stage, { index, within: entry, attempt, weight, tried });
    if (!tried || reached.recall > tried.recall) tried = { ...reached, arrays: copyState(model), weight };
  }
  restoreArrays(model, tried!.arrays);
  return { auxiliary: tried!.weight, ...(config.keepBest && { bestStep: tried!.step }) };
}

interface Attempt extends StageEntry {
  attempt: number;
  /** Of the auxiliary loss; 0: none. */
  weight: number;
  /** The best of the attempts before. */
  tried: BestAttempt | undefined;
}

async function* learnOnce(
  run: TrainingRun,
  stage: LearningStage,
  { index, within, attempt, weight, tried }: Attempt,
): AsyncGenerator<TrainingEvent, { recall: number; step: number }> {
  const { model, sides, engine, config } = run.training;
  const spec = specOf(run, stage, weight);
  const done = within?.engine.step ?? 0;
  const nextBatches = stageBatches(run.training, stage, { terms: spec.terms, done });
  const open = await engine.begin(model, sides, spec);
  const seen: StageProgress = { recall: within?.recall ?? 0, ...(within?.best && { best: within.best }) };
  const capture = async () => {
    const progress = { step: run.step, attempt, ...(tried && { tried }), ...seen };
    return captureWithin(run, { ...progress, engine: await open.capture() });
  };
  try {
    if (within) await open.resume(within.engine);
    if (within) run.step = within.step;
    for (let step = done + 1; step <= stage.steps; step++) {
      const factor = rateFactor(step - 1, stage.steps);
      await open.step(nextBatches(), {
        layers: stage.rates.layers * factor,
        embeddings: stage.rates.embeddings * factor,
      });
      run.step++;
      const looks = step === stage.steps || step % config.validationEvery === 0;
      const losses = looks || step % engine.lossInterval === 0 ? await readLosses(run, stage, open) : [];
      const look = looks ? await validate(run, stage, { open, step, seen }) : undefined;
      const stageStep = attempt * stage.steps + step;
      yield { kind: 'step', index, step: run.step, stageStep, losses, ...(look && { look }), capture };
    }
  } finally {
    open.dispose();
  }
  const { best, recall } = seen;
  if (best) restoreArrays(model, best.arrays);
  return { recall: best?.recall ?? recall, step: best?.step ?? stage.steps };
}

/** Looks at the model as it is after a step, and notes in `seen` what it saw. */
async function validate(
  run: TrainingRun,
  stage: LearningStage,
  { open, step, seen }: { open: OpenStage; step: number; seen: StageProgress },
): Promise<ValidationResult> {
  const { model, sides, engine, config } = run.training;
  await open.synchronise();
  const look = await validateRun(run, await engine.encode(model, sides));
  seen.recall = meanRecall(look, stage.objectives);
  const counts = config.keepBest && step >= CHECKPOINTS_FROM * stage.steps;
  if (counts && (!seen.best || seen.recall > seen.best.recall)) {
    seen.best = { recall: seen.recall, step, arrays: copyState(model) };
  }
  return look;
}

function specOf(run: TrainingRun, stage: LearningStage, weight: number): StageSpec {
  const auxiliary =
    stage.auxiliary && weight > 0 ? [{ objective: stage.auxiliary.objective, weight, batchShare: 1 }] : [];
  return {
    owner: stage.owner,
    terms: [...stage.terms, ...auxiliary],
    embeddingDecay: stage.embeddingDecay,
    ...(stage.additive === false && { additive: false }),
    ...(stage.margin && { margin: stage.margin }),
    ...(stage.distillation > 0 &&
      run.teacher && {
        teacher: { kappa: stage.distillation, vectors: run.teacher },
      }),
  };
}

async function readLosses(
  run: TrainingRun,
  stage: LearningStage,
  open: OpenStage,
): Promise<{ step: number; stage: string; loss: number }[]> {
  const losses = await open.losses();
  const first = run.step - losses.length + 1;
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) {
    throw divergence({ step: first + bad, stage: stage.id, rate: stage.rates.layers });
  }
  return losses.map((loss, offset) => ({ step: first + offset, stage: stage.id, loss }));
}

/** What to say when a loss stopped being a number. */
export function divergence({ step, stage, rate }: { step: number; stage: string; rate: number }): Error {
  return new TrainingError(
    'nan-loss',
    `The loss was no longer a number at step ${step} (stage “${stage}”). The learning rate is ` +
      `probably too high: lower it, ${rate} now, and train again.`,
  );
}

function meanRecall({ recall }: ValidationResult, objectives: readonly Objective[]): number {
  const known = objectives.flatMap((objective) => recall[objective] ?? []);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
}
