/**
 * Runs a plan, stage by stage, as an async generator: whoever pulls decides the pace, so play, pause,
 * single steps and cancel are nothing but ways of pulling.
 */
import { isDeviceLoss } from '../engine/engine';
import type { Vectors } from '../model/parameters';
import { maskedModel } from '../model/trainable';
import { type Checkpoint, capture, isOfEngine, rebase, restore } from './checkpoint';
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
 * Trains `training.model` in place, from the plan's start or from a checkpoint of the same plan. The same
 * seed, engine and plan give the same history.
 * Throws TrainingError (see learning.ts) when a loss is no longer a number.
 */
export async function* runPlan(
  training: Training,
  plan: Plan,
  from?: Checkpoint,
): AsyncGenerator<TrainingEvent, TrainingResult> {
  const run: Run = { training, watch: new Lookout(training), step: 0 };
  if (from) {
    restore(run, from);
    if (!isOfEngine(from, run)) await rebase(run);
  }
  const last = lastStages(plan);
  let vectors: Vectors | undefined;
  for (const [index, stage] of plan.entries()) {
    if (index < (from?.index ?? 0)) continue;
    const checkpoint = capture(run, index);
    yield { kind: 'stage-start', index, stage, checkpoint };
    const done = yield* surviveLoss(run, checkpoint, () => runStage(run, stage, index));
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
 * Runs a stage, and runs it again from its start when the device is lost on the way and another can be had.
 * What comes out is what an undisturbed run from there gives, but for how the other engine rounds.
 */
async function* surviveLoss(
  run: Run,
  checkpoint: Checkpoint,
  stage: () => AsyncGenerator<TrainingEvent, StageDone>,
): AsyncGenerator<TrainingEvent, StageDone> {
  const { training } = run;
  for (let isAgain = false; ; isAgain = true) {
    try {
      if (isAgain) {
        await rebase(run);
        yield { kind: 'rewind', index: checkpoint.index, step: run.step, engine: training.engine };
      }
      return yield* stage();
    } catch (error) {
      if (!isDeviceLoss(error) || !training.replaceEngine) throw error;
      training.engine = await training.replaceEngine();
      restore(run, checkpoint);
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
