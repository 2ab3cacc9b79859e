/**
 * Runs a plan stage by stage, as an async generator: the consumer decides the pace, so play, pause, single
 * steps and cancel are nothing but ways of pulling. Checkpoints and lost devices are in recovery/.
 */
import type { Vectors } from '../model/vectors';
import { checkWeights } from './divergence';
import { learnToRerank } from './extra/reranking';
import { learn, type StageEntry } from './learning';
import { lastStages, type Plan, type Stage } from './plan';
import { runPruning } from './pruning';
import { capture, copyReranker, resumeFrom } from './recovery/capture';
import type { Checkpoint } from './recovery/checkpoint';
import { withDeviceRecovery } from './recovery/deviceLoss';
import {
  type StageOutcome,
  type Training,
  type TrainingEvent,
  type TrainingResult,
  type TrainingRun,
  validateRun,
} from './run';
import { runShrink } from './shrink';
import { checkWidths } from './unitsLeft';
import { Validator } from './validation';

/**
 * Trains `training.model` in place, from the plan's start or from a checkpoint of the same plan. The same
 * seed, engine and plan give the same history.
 * Throws TrainingError when a loss (`nan-loss`) or, at a validation or a stage's end, a weight (`nan-weights`) is
 * no longer a number. Throws CodedError `too-narrow` before the first step where the objectives are more than the units.
 */
export async function* runPlan(
  training: Training,
  plan: Plan,
  from?: Checkpoint,
): AsyncGenerator<TrainingEvent, TrainingResult> {
  if (training.model.kind === 'towers') checkWidths(plan, training.model.users);
  const run: TrainingRun = { training, plan, validation: new Validator(training), step: 0, flops: 0 };
  if (from) await resumeFrom(run, from);
  const last = lastStages(plan);
  let vectors: Vectors | undefined;
  for (const [index, stage] of plan.entries()) {
    if (index < (from?.index ?? 0)) continue;
    const midStage = from?.index === index ? from.midStage : undefined;
    const checkpoint = capture(run, index, midStage);
    if (!midStage) yield { kind: 'stage-start', index, stage, checkpoint };
    const done = yield* withDeviceRecovery(run, (entry) => runStage(run, stage, entry));
    vectors = done.vectors;
    for (const objective of stage.objectives) {
      if (last.get(objective) === index) run.validation.finish(objective, vectors);
    }
    const validation = await validateRun(run, vectors);
    const rerankers = run.rerankers?.map(copyReranker);
    yield { kind: 'stage-end', index, stage, outcome: done.outcome, validation, vectors, rerankers };
  }
  vectors ??= await training.engine.encode(training.model, training.sides);
  const drift = await run.validation.drift(vectors, 'all');
  return { vectors, steps: run.step, flops: run.flops, drift, rerankers: run.rerankers };
}

/** Runs one stage → its outcome, and the vectors of the model as it leaves it. */
async function* runStage(
  run: TrainingRun,
  stage: Stage,
  entry: StageEntry,
): AsyncGenerator<TrainingEvent, { outcome: StageOutcome; vectors: Vectors }> {
  const outcome = yield* stageOutcome(run, stage, entry);
  checkWeights(run, stage);
  const { engine, model, sides } = run.training;
  return { outcome, vectors: await engine.encode(model, sides) };
}

/** Prunes, shrinks a block, trains a reranker, or learns, by the kind of the stage. */
async function* stageOutcome(
  run: TrainingRun,
  stage: Stage,
  entry: StageEntry,
): AsyncGenerator<TrainingEvent, StageOutcome> {
  switch (stage.kind) {
    case 'prune':
      return { releases: await runPruning(run, stage) };
    case 'shrink':
      return { shrink: await runShrink(run, stage) };
    case 'rerank':
      return { learning: yield* learnToRerank(run, stage, entry.index) };
    default:
      return { learning: yield* learn(run, stage, entry) };
  }
}
