/** What a stage must leave alone, repeat exactly, and give back. */
import type { Granularity } from '../../../src/config';
import type { Objective } from '../../../src/data/schema';
import type { StageSpec } from '../../../src/engine/engine';
import type { EncodedSides } from '../../../src/model/lookups';
import { ownerOf } from '../../../src/model/ownerBytes';
import { copyModel, type Model, weightArrays } from '../../../src/model/tower';
import { createRandom } from '../../../src/random';
import { modelAtStage, tinyDataset } from '../../tinyLog';
import { interruptedStage } from '../interruptedStage';
import { outputBiases } from '../outputBiases';
import { movedOwners, RATES, randomBatch, STAGE_CASES, term } from '../stageCases';
import {
  interruptedRun,
  overshootError,
  ownersAfterPruning,
  type ShortMethod,
  shortRun,
  wholeRun,
} from '../wholePlan';
import { engineFor, freshEngine } from './device';

const dataset = tinyDataset({ users: 11, items: 13, lists: true });

const modelOf = (owner: Objective, granularity: Granularity, seed = 3) =>
  modelAtStage(dataset, { owner: ownerOf(owner), granularity, seed, precision: 'float32' });

const plainSpec = (owner: Objective): StageSpec => ({
  owner,
  embeddingDecay: 0.3,
  terms: [term(owner, 1)],
});

async function train(model: Model, sides: EncodedSides, spec: StageSpec): Promise<number[]> {
  const engine = await engineFor('software');
  const stage = await engine.begin(model, sides, spec);
  const random = createRandom(5, 'train-steps');
  for (let step = 0; step < 20; step++) {
    await stage.step(
      spec.terms.map(() => randomBatch(dataset, random)),
      RATES,
    );
  }
  await stage.synchronise();
  const losses = await stage.losses();
  stage.dispose();
  return losses;
}

/** Owners whose weights moved, and how many entries of earlier blocks' vectors are not the same bits. */
export async function frozenAfter(owner: Objective, granularity: Granularity) {
  const engine = await engineFor('software');
  const { model, sides } = modelOf(owner, granularity);
  const before = copyModel(model);
  const old = await engine.encode(model, sides);
  await train(model, sides, plainSpec(owner));
  const now = await engine.encode(model, sides);
  let changed = 0;
  let moved = 0;
  for (const side of ['users', 'items'] as const) {
    now[side].forEach((value, index) => {
      const block = now.blocks[index % now.width]!;
      if (value === old[side][index]) return;
      if (block < ownerOf(owner)) changed++;
      else moved++;
    });
  }
  return { movedOwners: [...movedOwners(before, model)], changed, moved };
}

/** Losses and weights of a click stage with an optional margin; `gamma` undefined: none. */
export async function clickStage(gamma?: number) {
  const { model, sides } = modelOf('click', 'unit', 1);
  const margin = gamma === undefined ? {} : { margin: { form: 'conflict-aware', gamma } as const };
  const losses = await train(model, sides, { ...plainSpec('click'), ...margin });
  return { losses, weights: weightArrays(model).map((weights) => [...weights]) };
}

/** Buffers and bytes alive after a few steps, after 500 more, and when all is disposed. */
export async function memoryOverSteps(steps: number) {
  const engine = await engineFor('software');
  const { model, sides } = modelOf('click', 'unit');
  const spec: StageSpec = {
    ...plainSpec('click'),
    margin: { form: 'conflict-aware', gamma: 0.5 },
    terms: [term('click', 1), term('exposure', 0.3)],
  };
  const before = { ...engine.memory };
  const stage = await engine.begin(model, sides, spec);
  const random = createRandom(0, 'leak');
  const step = () => stage.step([randomBatch(dataset, random), randomBatch(dataset, random)], RATES);
  await step();
  const warm = { ...engine.memory };
  for (let count = 0; count < steps; count++) await step();
  await stage.synchronise();
  await engine.encode(model, sides);
  const losses = (await stage.losses()).filter(Number.isFinite).length;
  const after = { ...engine.memory };
  stage.dispose();
  stage.dispose();
  return { before, warm, after, end: { ...engine.memory }, losses };
}

/** What pending and later calls reject with once the device is destroyed. */
export async function afterLoss() {
  const { device, engine } = await freshEngine('software');
  const { model, sides } = modelOf('exposure', 'unit');
  const stage = await engine.begin(model, sides, plainSpec('exposure'));
  const random = createRandom(0, 'lost');
  const step = () => stage.step([randomBatch(dataset, random)], RATES);
  await step();
  const nameOf = (work: Promise<unknown>) => work.then(() => 'resolved').catch((error: Error) => error.name);
  const pending = [stage.losses(), stage.synchronise(), engine.encode(model, sides)].map(nameOf);
  device.destroy();
  const reason = await engine.lost;
  const later = [step(), stage.losses(), stage.synchronise(), engine.encode(model, sides)].map(nameOf);
  later.push(nameOf(engine.begin(model, sides, plainSpec('exposure'))));
  const names = { pending: await Promise.all(pending), later: await Promise.all(later) };
  stage.dispose();
  engine.dispose();
  return { reason, ...names, memory: { ...engine.memory } };
}

export const ownersHere = async (seed: number) => ownersAfterPruning(await engineFor('software'), seed);

export const runHere = async (method: ShortMethod) => shortRun(await engineFor('software'), method);

/** The output biases before and after ten steps of a case. */
export const biasesHere = async (name: string) =>
  outputBiases(await engineFor('software'), STAGE_CASES.find((testCase) => testCase.name === name)!);

export const overshootHere = async (at: number) => overshootError(await engineFor('software'), at);

const wholeRuns = new Map<ShortMethod, ReturnType<typeof wholeRun>>();

/** Beside the method's undisturbed run, which is the same wherever another is interrupted. */
export async function runInterrupted(method: ShortMethod, at: number) {
  const engine = await engineFor('software');
  const whole = wholeRuns.get(method) ?? wholeRun(engine, method);
  wholeRuns.set(method, whole);
  return { whole: await whole, ...(await interruptedRun(engine, method, at)) };
}

/** Runs with the device destroyed at a step; a new device resumes from the latest capture or from the stage's start. */
export async function runThroughLoss(lostAtStep: number, keptAtStep = 0) {
  const losesDevice = await freshEngine('software');
  const rewinds: number[] = [];
  const found = await shortRun(losesDevice.engine, 'csmf', {
    onEvent: async (event) => {
      if (event.kind === 'step' && event.step === keptAtStep) await event.capture!();
      if (event.kind === 'step' && event.step === lostAtStep) losesDevice.device.destroy();
      if (event.kind === 'rewind') rewinds.push(event.step);
    },
    replaceEngine: async () => (await freshEngine('software')).engine,
  });
  return { found, rewinds };
}

/** A case's stage captured after step `at`; states are compared here, so that only numbers travel. */
export async function interruptedHere(name: string, seed: number, at: number) {
  const engine = await engineFor('software');
  const { state, again, ...outcomes } = await interruptedStage(engine, name, seed, at);
  const asText = (value: unknown) =>
    JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part));
  return { ...outcomes, isSameState: asText(state) === asText(again), state: asText(state) };
}
