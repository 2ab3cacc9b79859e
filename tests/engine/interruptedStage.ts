/** A stage that runs undisturbed, one that is captured between two steps, and one that resumes from there. */
import type { Engine, OpenStage, StageState } from '../../src/engine/engine';
import { ownerOf } from '../../src/model/ownerBytes';
import { weightArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { modelAtStage } from '../tinyLog';
import { caseDataset, RATES, randomBatch, STAGE_CASES, specOf } from './stageCases';

export const INTERRUPTED_STEPS = 12;
/** Losses are read and weights synchronised after every fifth step, as for validation. */
const READ_EVERY = 5;

export interface StageRecord {
  /** Losses; those read before the capture are not repeated. */
  losses: number[];
  weights: number[][];
}

/** The case's stage, begun anew: same seed, same start. */
export async function begunStage(engine: Engine, name: string, seed: number) {
  const testCase = STAGE_CASES.find((candidate) => candidate.name === name)!;
  const dataset = caseDataset(testCase, seed);
  const { model, sides } = modelAtStage(dataset, {
    owner: ownerOf(testCase.spec.owner),
    granularity: testCase.granularity,
    seed,
    precision: 'float32',
  });
  const spec = specOf(testCase, dataset, model.users.outputWidth);
  const random = createRandom(seed, 'interrupted');
  const batches = Array.from({ length: INTERRUPTED_STEPS }, () =>
    spec.terms.map(() => randomBatch(dataset, random, 16, 12)),
  );
  const stage = await engine.begin(model, sides, spec);
  const losses: number[] = [];
  const steps = async (from: number, to: number) => {
    for (let step = from; step <= to; step++) {
      await stage.step(batches[step - 1]!, RATES);
      if (step % READ_EVERY !== 0 && step < INTERRUPTED_STEPS) continue;
      await stage.synchronise();
      losses.push(...(await stage.losses()));
    }
  };
  const outcome = (): StageRecord => {
    stage.dispose();
    return { losses, weights: weightArrays(model).map((weights) => [...weights]) };
  };
  return { stage, steps, outcome };
}

/** Captures as a database would: the copy shares nothing with the stage. */
const captureCopy = async (stage: OpenStage): Promise<StageState> => structuredClone(await stage.capture());

/** Runs a stage undisturbed; captured after step `at`; and resumed from the capture. */
export async function interruptedStage(engine: Engine, name: string, seed: number, at: number) {
  const undisturbed = await begunStage(engine, name, seed);
  await undisturbed.steps(1, INTERRUPTED_STEPS);
  const whole = undisturbed.outcome();

  const watched = await begunStage(engine, name, seed);
  await watched.steps(1, at);
  const state = await captureCopy(watched.stage);
  await watched.steps(at + 1, INTERRUPTED_STEPS);
  const captured = watched.outcome();

  const resumed = await begunStage(engine, name, seed);
  await resumed.stage.resume(state);
  const again = await captureCopy(resumed.stage);
  await resumed.steps(at + 1, INTERRUPTED_STEPS);
  return { whole, captured, state, again, resumed: resumed.outcome() };
}

/** Returns the losses reported from step `at` on, without those read before it. */
export const lossesAfter = ({ losses }: StageRecord, at: number): number[] =>
  losses.slice(at === INTERRUPTED_STEPS ? at : at - (at % READ_EVERY));
