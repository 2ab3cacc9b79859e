/** Stages on the fused engine beside the float64 reference. */
import { type Config, withChanges } from '../../../src/config';
import type { Batch } from '../../../src/data/batches';
import type { ListFeature } from '../../../src/data/schema';
import type { StageSpec } from '../../../src/engine/engine';
import type { EncodedSides } from '../../../src/model/lookups';
import { ownerOf } from '../../../src/model/ownerBytes';
import { referenceLoss } from '../../../src/model/reference';
import { copyModel, type Model } from '../../../src/model/tower';
import { createRandom } from '../../../src/random';
import { openReferenceStage } from '../../referenceEngine';
import { modelAtStage, TINY_CONFIG, tinyDataset, tinyModel } from '../../tinyLog';
import { caseDataset, RATES, randomBatch, STAGE_CASES, type StageCase, specOf, term } from '../stageCases';
import { engineFor, type TileName } from './device';

function caseNamed(name: string): StageCase {
  return STAGE_CASES.find((candidate) => candidate.name === name)!;
}

function caseState(testCase: StageCase, seed: number) {
  const dataset = caseDataset(testCase, seed);
  const state = { owner: ownerOf(testCase.spec.owner), granularity: testCase.granularity, seed };
  const { model, sides } = modelAtStage(dataset, { ...state, precision: 'float32' });
  return { dataset, model, sides, spec: specOf(testCase, dataset, model.users.outputWidth) };
}

interface Run {
  model: Model;
  sides: EncodedSides;
  spec: StageSpec;
  batches: readonly (readonly Batch[])[];
  tile?: TileName;
}

/** Losses of a stage here and of the reference, and how far the weights have come apart. */
async function sideBySide({ model, sides, spec, batches, tile = 'software' }: Run) {
  const engine = await engineFor(tile);
  const exact = copyModel(model, 'float64');
  const stage = await engine.begin(model, sides, spec);
  const reference = openReferenceStage(exact, sides, spec);
  for (const step of batches) {
    await stage.step(step, RATES);
    await reference.step(step, RATES);
  }
  const losses = await stage.losses();
  stage.dispose();
  return { losses, expected: await reference.losses(), dispatches: stage.dispatches };
}

/** Fifty steps of a case. */
export function fiftySteps(name: string, seed: number, tile: TileName = 'software') {
  const { dataset, ...state } = caseState(caseNamed(name), seed);
  const random = createRandom(seed, 'parity');
  const batches = Array.from({ length: 50 }, () =>
    state.spec.terms.map(() => randomBatch(dataset, random, 16, 12)),
  );
  return sideBySide({ ...state, batches, tile });
}

/** By weight array: the gradient's largest entry in the reference, and the largest error here. */
export async function firstGradients(name: string, seed: number) {
  const testCase = caseNamed(name);
  const { dataset, model, sides, spec } = caseState(testCase, seed);
  const random = createRandom(seed, 'gradients');
  const batches = spec.terms.map(() => randomBatch(dataset, random, 16, 12));
  const exact = copyModel(model, 'float64');
  const { margin: _margin, teacher: _teacher, ...plain } = spec;
  const parts = batches.map(
    (batch, term) => referenceLoss(exact, sides, term === 0 ? spec : plain, batch).gradients,
  );
  const engine = await engineFor('software');
  const stage = await engine.begin(model, sides, spec);
  await stage.step(batches, RATES);
  // After the first step the first moments are (1 − β₁) · gradient.
  const { optimisers } = await stage.capture();
  stage.dispose();
  return optimisers.map(({ first: found }, array) => {
    let largest = 0;
    let error = 0;
    found.forEach((moment, index) => {
      const wanted = parts.reduce(
        (sum, gradients, term) => sum + spec.terms[term]!.weight * gradients[array]![index]!,
        0,
      );
      largest = Math.max(largest, Math.abs(wanted));
      error = Math.max(error, Math.abs(10 * moment - wanted));
    });
    return { largest, error };
  });
}

export interface OddShape {
  users: number;
  items: number;
  /** Positives and uniform negatives of each term. */
  terms: readonly [number, number][];
  config?: Partial<Config>;
  /** Every candidate is this item. */
  onlyItem?: number;
  lists?: boolean;
  /** Items have lists of so many values that nobody else has. */
  ownValues?: number;
}

function listsOfTheirOwn(items: number, length: number): ListFeature {
  return {
    kind: 'list',
    name: 'own',
    values: Array.from({ length: items * length }, (_, value) => `v${value}`),
    starts: Int32Array.from({ length: items + 1 }, (_, item) => item * length),
    entries: Int32Array.from({ length: items * length }, (_, value) => value),
  };
}

/** Ten exposure steps at sizes that nothing divides. */
export function oddShape({ users, items, terms, config = {}, onlyItem, lists = false, ownValues }: OddShape) {
  const dataset = tinyDataset({ users, items, exposures: Math.min(4, items), lists });
  if (ownValues) dataset.log.items.features = [listsOfTheirOwn(items, ownValues)];
  const { model, sides } = tinyModel(dataset, withChanges(TINY_CONFIG, config));
  const random = createRandom(1, 'odd');
  const batches = Array.from({ length: 10 }, () =>
    terms.map(([positives, negatives]) => {
      const batch = randomBatch(dataset, random, positives, negatives);
      if (onlyItem !== undefined) batch.candidates.fill(onlyItem);
      return batch;
    }),
  );
  const spec: StageSpec = {
    owner: 'exposure',
    embeddingDecay: 0.3,
    terms: terms.map((_, index) => term('exposure', index === 0 ? 1 : 0.3)),
  };
  return sideBySide({ model, sides, spec, batches });
}
