import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import type { Engine, StageSpec } from '../../src/engine/engine';
import { referenceVector } from '../../src/model/forward';
import { encodeSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import { copyModel, type Model, ownerArrays, weightArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { PROCESSOR_ENGINES } from '../processorEngines';
import { openReferenceStage } from '../referenceEngine';
import { modelAtStage, tinyDataset } from '../tinyLog';
import { outputBiases } from './outputBiases';
import { caseDataset, movedOwners, RATES, randomBatch, STAGE_CASES, specOf, term } from './stageCases';

let engine: Engine;

describe.each(PROCESSOR_ENGINES)('%s', (_, start) => {
  beforeAll(async () => {
    engine = await start();
  });

  describe.each([0, 1, 2, 3, 4])('fifty steps on WASM, seed %i', (seed) => {
    it.each(STAGE_CASES)('agree with the float64 reference: $name', async (testCase) => {
      const dataset = caseDataset(testCase, seed);
      const state = { owner: ownerOf(testCase.spec.owner), granularity: testCase.granularity, seed };
      const fast = modelAtStage(dataset, { ...state, precision: 'float32' });
      const exact = modelAtStage(dataset, { ...state, precision: 'float64' });
      const spec = specOf(testCase, dataset, fast.model.users.outputWidth);
      const stage = await engine.begin(fast.model, fast.sides, spec);
      const reference = openReferenceStage(exact.model, exact.sides, spec);
      const random = createRandom(seed, 'parity');
      for (let step = 0; step < 50; step++) {
        const batches = spec.terms.map(() => randomBatch(dataset, random, 16, 12));
        await stage.step(batches, RATES);
        await reference.step(batches, RATES);
      }
      await stage.synchronise();
      await reference.synchronise();
      const [losses, expected] = [await stage.losses(), await reference.losses()];
      stage.dispose();
      expect(losses).toHaveLength(50);
      losses.forEach((loss, step) => {
        expect(Math.abs(loss - expected[step]!) / expected[step]!).toBeLessThan(1e-4);
      });
      const vectors = await engine.encode(fast.model, fast.sides);
      for (let user = 0; user < 23; user++) {
        const vector = referenceVector(exact.model.users, exact.sides.users, user);
        const { users, items, width } = vectors;
        for (let item = 0; item < 41; item++) {
          const score = dot(vector, referenceVector(exact.model.items, exact.sides.items, item));
          const found = dot(
            users.subarray(user * width, (user + 1) * width),
            items.subarray(item * width, (item + 1) * width),
          );
          expect(found).toBeCloseTo(score, 2);
        }
      }
    });
  });

  describe('a stage that trains', () => {
    it.each(['unit', 'weight'] as const)(
      'changes only its owner’s weights, and no other by one bit (%s)',
      async (granularity) => {
        const dataset = tinyDataset({ users: 11, items: 13, lists: true });
        for (const owner of OBJECTIVES) {
          const state = { owner: ownerOf(owner), granularity, seed: 3 };
          const { model, sides } = modelAtStage(dataset, { ...state, precision: 'float32' });
          const before = copyModel(model);
          const vectorsBefore = await engine.encode(model, sides);
          await trainSteps(model, dataset, {
            owner,
            embeddingDecay: 0.3,
            terms: [term(owner, 1)],
          });
          const vectorsAfter = await engine.encode(model, sides);
          expect(ownerArrays(model)).toEqual(ownerArrays(before));
          const moved = movedOwners(before, model);
          expect(moved.has(ownerOf(owner))).toBe(true);
          moved.delete(ownerOf(owner));
          expect([...moved]).toEqual([]);
          vectorsAfter.users.forEach((value, index) => {
            const block = vectorsAfter.blocks[index % vectorsAfter.width]!;
            if (block < ownerOf(owner)) expect(value).toBe(vectorsBefore.users[index]);
          });
          expect(vectorsAfter.items).not.toEqual(vectorsBefore.items);
        }
      },
    );

    it.each(STAGE_CASES)(
      'leaves the items’ output bias as it is, whose gradient is 0, and moves the users’: $name',
      async (testCase) => {
        const found = await outputBiases(engine, testCase);
        expect(found.items).toEqual(found.itemsBefore);
        expect(found.users).not.toEqual(found.usersBefore);
      },
    );

    it('with γ = 0 is plain sampled softmax, bit for bit', async () => {
      const dataset = tinyDataset({ users: 11, items: 13 });
      const runs = [];
      for (const margin of [undefined, { form: 'conflict-aware', gamma: 0 } as const]) {
        const { model } = modelAtStage(dataset, {
          owner: 1,
          granularity: 'unit',
          seed: 1,
          precision: 'float32',
        });
        const spec = {
          owner: 'click',
          embeddingDecay: 0,
          terms: [term('click', 1)],
        } as const;
        const losses = await trainSteps(model, dataset, { ...spec, ...(margin && { margin }) });
        runs.push({ losses, weights: weightArrays(model) });
      }
      expect(runs[1]).toEqual(runs[0]);
    });

    it('keeps tensors and bytes constant over 200 steps after burn-in', async () => {
      const dataset = tinyDataset({ users: 11, items: 13 });
      const { model, sides } = modelAtStage(dataset, {
        owner: 1,
        granularity: 'unit',
        seed: 1,
        precision: 'float32',
      });
      const spec: StageSpec = {
        owner: 'click',
        embeddingDecay: 0.3,
        margin: { form: 'conflict-aware', gamma: 0.5 },
        terms: [term('click', 1), term('exposure', 0.3)],
      };
      const stage = await engine.begin(model, sides, spec);
      const random = createRandom(0, 'leak');
      const step = () => stage.step([randomBatch(dataset, random), randomBatch(dataset, random)], RATES);
      for (let warm = 0; warm < 3; warm++) await step();
      const { numTensors, numBytes } = tf.memory();
      for (let count = 0; count < 200; count++) await step();
      await engine.encode(model, sides);
      expect(tf.memory()).toMatchObject({ numTensors, numBytes });
      stage.dispose();
    });
  });
});

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);

async function trainSteps(model: Model, dataset: Dataset, spec: StageSpec): Promise<number[]> {
  const stage = await engine.begin(model, encodeSides(dataset), spec);
  const random = createRandom(5, 'train-steps');
  for (let step = 0; step < 20; step++) await stage.step([randomBatch(dataset, random)], RATES);
  await stage.synchronise();
  const losses = await stage.losses();
  stage.dispose();
  return losses;
}
