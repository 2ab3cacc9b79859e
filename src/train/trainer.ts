/**
 * Runs a plan, stage by stage, as an async generator: whoever pulls decides the pace, so play, pause,
 * single steps and cancel are nothing but ways of pulling.
 */
import { isDeviceLoss } from '../engine/engine';
import type { Vectors } from '../model/parameters';
import { copyTrainable, maskedModel, restoreTrainable } from '../model/trainable';
import { learn } from './learning';
import { Lookout } from './lookout';
import { lastStages, type Plan, type ShrinkStage, type Stage } from './plan';
import { runPruning } from './pruning';
import { learnToRerank } from './reranking';
import {
  lookAt,
  type Run,
  type StageOutcome,
  type Training,
  type TrainingEvent,
  type TrainingResult,
} from './run';
import { type ShrinkOutcome, shrinkBlock } from './shrink';

/**
 * Trains `training.model` in place. The same seed, engine and plan give the same history.
 * Throws TrainingError (see learning.ts) when a loss is no longer a number.
 */
export async function* runPlan(
  training: Training,
  plan: Plan,
): AsyncGenerator<TrainingEvent, TrainingResult> {
  const run: Run = { training, watch: new Lookout(training), step: 0 };
  const last = lastStages(plan);
  let vectors: Vectors | undefined;
  for (const [index, stage] of plan.entries()) {
    yield { kind: 'stage-start', index, stage };
    const done = yield* surviveLoss(run, index, () => runStage(run, stage, index));
    vectors = done.vectors;
    for (const objective of stage.objectives) {
      if (last.get(objective) === index) run.watch.finish(objective, vectors);
    }
    yield { kind: 'stage-end', index, stage, outcome: done.outcome, look: await lookAt(run, vectors) };
  }
  vectors ??= await training.engine.encode(training.model, training.sides);
  const drift = await run.watch.drift(vectors, 'everybody');
  return { vectors, steps: run.step, drift, ...(run.rerankers && { rerankers: run.rerankers }) };
}

/**
 * Runs a stage, and runs it again from its start when the device is lost on the way and another can be
 * had. A stage starts with fresh moments and batches of its own stream, so its start is a checkpoint:
 * what comes out is what an undisturbed run from there gives.
 */
async function* surviveLoss(
  run: Run,
  index: number,
  stage: () => AsyncGenerator<TrainingEvent, StageDone>,
): AsyncGenerator<TrainingEvent, StageDone> {
  const { training } = run;
  const checkpoint = { model: copyTrainable(training.model), step: run.step };
  for (let isAgain = false; ; isAgain = true) {
    try {
      if (isAgain) {
        run.watch.rebase(await training.engine.encode(training.model, training.sides));
        yield { kind: 'rewind', index, step: run.step, engine: training.engine };
      }
      return yield* stage();
    } catch (error) {
      if (!isDeviceLoss(error) || !training.replaceEngine) throw error;
      training.engine = await training.replaceEngine();
      restoreTrainable(training.model, checkpoint.model);
      run.step = checkpoint.step;
    }
  }
}

interface StageDone {
  outcome: StageOutcome;
  /** Of the model as the stage leaves it. */
  vectors: Vectors;
}

async function* runStage(run: Run, stage: Stage, index: number): AsyncGenerator<TrainingEvent, StageDone> {
  const outcome = yield* stageOutcome(run, stage, index);
  const { engine, model, sides } = run.training;
  return { outcome, vectors: await engine.encode(model, sides) };
}

async function* stageOutcome(
  run: Run,
  stage: Stage,
  index: number,
): AsyncGenerator<TrainingEvent, StageOutcome> {
  if (stage.kind === 'prune') return { releases: await runPruning(run, stage) };
  if (stage.kind === 'shrink') return { shrink: await shrinkStage(run, stage) };
  if (stage.kind === 'rerank') return { learning: yield* learnToRerank(run, stage, index) };
  return { learning: yield* learn(run, stage, index) };
}

async function shrinkStage(run: Run, { owner, factors }: ShrinkStage): Promise<ShrinkOutcome> {
  const { model, sides, engine } = run.training;
  const vectors = await engine.encode(model, sides);
  return shrinkBlock({
    model: maskedModel(model),
    vectors,
    owner,
    factors,
    recallOf: (scaled) => run.watch.recall(scaled),
  });
}
