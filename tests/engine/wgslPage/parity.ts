/** Stages on the fused engine beside the float64 reference. */
import { ownerOf } from '../../../src/model/ownership';
import { createRandom } from '../../../src/random';
import { openReferenceStage } from '../../referenceEngine';
import { modelAtStage, tinyDataset } from '../../tinyLog';
import { RATES, randomBatch, STAGE_CASES, specOf } from '../stageCases';
import { failures, sharedEngine } from './device';

const USERS = 23;
const ITEMS = 41;

/** Fifty steps of a case: losses here and of the reference. */
export async function fiftySteps(name: string, seed: number) {
  const engine = await sharedEngine();
  const testCase = STAGE_CASES.find((candidate) => candidate.name === name)!;
  const dataset = tinyDataset({ seed, users: USERS, items: ITEMS });
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
  const losses = await stage.losses();
  stage.dispose();
  return { losses, expected: await reference.losses(), dispatches: stage.dispatches, failures };
}
