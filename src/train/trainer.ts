/**
 * Runs a plan, stage by stage, as an async generator: whoever pulls decides the pace, so play, pause,
 * single steps and cancel are nothing but ways of pulling.
 */
import { isDeviceLoss } from '../engine/engine';
import type { Vectors } from '../model/parameters';
import { maskedModel } from '../model/trainable';
import { capture, isOfEngine, lastReportedStep, rebase, restore } from './capture';
import type { Checkpoint } from './checkpoint';
import { learn, type StageEntry } from './learning';
import { lastStages, type Plan, type ShrinkStage, type Stage } from './plan';
import { runPruning } from './pruning';
import { learnToRerank } from './reranking';
import {
  type StageOutcome,
  type Training,
  type TrainingEvent,
  type TrainingResult,
  type TrainingRun,
  validateRun,
} from './run';
import { type ShrinkOutcome, shrinkBlock } from './shrink';
import { Validator } from './validation';

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
  const run: TrainingRun = { training, validation: new Validator(training), step: 0 };
  if (from) {
    restore(run, from);
    if (!isOfEngine(from, run)) await rebase(run);
  }
  const last = lastStages(plan);
  let vectors: Vectors | undefined;
  for (const [index, stage] of plan.entries()) {
    if (index < (from?.index ?? 0)) continue;
    const start = capture(run, index);
    run.latest = from?.index === index && from.within ? { ...start, within: from.within } : start;
    if (run.latest === start) yield { kind: 'stage-start', index, stage, checkpoint: start };
    const done = yield* surviveLoss(run, (within) => runStage(run, stage, { index, within }));
    vectors = done.vectors;
    for (const objective of stage.objectives) {
      if (last.get(objective) === index) run.validation.finish(objective, vectors);
    }
    yield { kind: 'stage-end', index, stage, outcome: done.outcome, look: await validateRun(run, vectors) };
  }
  vectors ??= await training.engine.encode(training.model, training.sides);
  const drift = await run.validation.drift(vectors, 'everybody');
  return { vectors, steps: run.step, drift, ...(run.rerankers && { rerankers: run.rerankers }) };
}

/**
 * Runs a stage from the run's latest checkpoint, and again from the latest there is when the device is lost on
 * the way and another can be had. What comes out is what an undisturbed run from there gives, but for how
 * another kind of engine rounds.
 */
async function* surviveLoss(
  run: TrainingRun,
  stage: (within: StageEntry['within']) => AsyncGenerator<TrainingEvent, StageDone>,
): AsyncGenerator<TrainingEvent, StageDone> {
  const { training } = run;
  for (let isAgain = false; ; isAgain = true) {
    const latest = run.latest!;
    try {
      if (isAgain) {
        await rebase(run);
        yield {
          kind: 'rewind',
          index: latest.index,
          step: lastReportedStep(latest),
          engine: training.engine,
        };
      }
      return yield* stage(latest.within);
    } catch (error) {
      if (!isDeviceLoss(error) || !training.replaceEngine) throw error;
      training.engine = await training.replaceEngine();
      restore(run, run.latest!);
    }
  }
}

interface StageDone {
  outcome: StageOutcome;
  /** Of the model as the stage leaves it. */
  vectors: Vectors;
}

async function* runStage(
  run: TrainingRun,
  stage: Stage,
  entry: StageEntry,
): AsyncGenerator<TrainingEvent, StageDone> {
  const outcome = yield* stageOutcome(run, stage, entry);
  const { engine, model, sides } = run.training;
  return { outcome, vectors: await engine.encode(model, sides) };
}

async function* stageOutcome(
  run: TrainingRun,
  stage: Stage,
  entry: StageEntry,
): AsyncGenerator<TrainingEvent, StageOutcome> {
  if (stage.kind === 'prune') return { releases: await runPruning(run, stage) };
  if (stage.kind === 'shrink') return { shrink: await shrinkStage(run, stage) };
  if (stage.kind === 'rerank') return { learning: yield* learnToRerank(run, stage, entry.index) };
  return { learning: yield* learn(run, stage, entry) };
}

async function shrinkStage(run: TrainingRun, { owner, factors }: ShrinkStage): Promise<ShrinkOutcome> {
  const { model, sides, engine } = run.training;
  const vectors = await engine.encode(model, sides);
  return shrinkBlock({
    model: maskedModel(model),
    vectors,
    owner,
    factors,
    recallOf: (scaled) => run.validation.recall(scaled),
  });
}
