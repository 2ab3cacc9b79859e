/**
 * Runs a plan, stage by stage, as an async generator: whoever pulls decides the pace, so play, pause,
 * single steps and cancel are nothing but ways of pulling.
 */
import { ownerOf } from '../model/ownership';
import { type LayerRelease, prune } from '../model/prune';
import { createRandom } from '../random';
import { learn } from './learning';
import { Lookout } from './lookout';
import { lastStages, type Plan, type PruneStage, type ShrinkStage, type Stage } from './plan';
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
  let vectors = await training.engine.encode(training.model, training.sides);
  for (const [index, stage] of plan.entries()) {
    yield { kind: 'stage-start', index, stage };
    const outcome = yield* runStage(run, stage, index);
    vectors = await training.engine.encode(training.model, training.sides);
    for (const objective of stage.objectives) {
      if (last.get(objective) === index) run.watch.finish(objective, vectors);
    }
    yield { kind: 'stage-end', index, stage, outcome, look: await lookAt(run, vectors) };
  }
  const drift = await run.watch.drift(vectors, 'everybody');
  return { vectors, steps: run.step, drift };
}

async function* runStage(run: Run, stage: Stage, index: number): AsyncGenerator<TrainingEvent, StageOutcome> {
  if (stage.kind === 'prune') return { releases: await pruneStage(run, stage) };
  if (stage.kind === 'shrink') return { shrink: await shrinkStage(run, stage) };
  return { learning: yield* learn(run, stage, index) };
}

async function pruneStage(run: Run, { id, owner, tau, weightTau }: PruneStage): Promise<LayerRelease[]> {
  const { model, sides, engine, config } = run.training;
  run.teacher = await engine.encode(model, sides);
  const random = createRandom(config.seed, `released:${id}`);
  return prune(model, { owner: ownerOf(owner), tau, weightTau, random });
}

async function shrinkStage(run: Run, { owner, factors }: ShrinkStage): Promise<ShrinkOutcome> {
  const { model, sides, engine } = run.training;
  const vectors = await engine.encode(model, sides);
  return shrinkBlock({ model, vectors, owner, factors, recallOf: (scaled) => run.watch.recall(scaled) });
}
