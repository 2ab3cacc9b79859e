/** The output biases of both towers before and after ten steps of a stage. */
import type { Engine } from '../../src/engine/engine';
import { ownerOf } from '../../src/model/ownerBytes';
import type { Tower } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { modelAtStage } from '../tinyLog';
import { caseDataset, RATES, randomBatch, type StageCase, specOf } from './stageCases';

export async function outputBiases(engine: Pick<Engine, 'begin'>, testCase: StageCase) {
  const dataset = caseDataset(testCase, 0);
  const { granularity, spec: part } = testCase;
  const state = { owner: ownerOf(part.owner), granularity, seed: 0, precision: 'float32' } as const;
  const { model, sides } = modelAtStage(dataset, state);
  const biasOf = ({ output, hiddenWidth, outputWidth }: Tower) => [
    ...output.subarray(hiddenWidth * outputWidth),
  ];
  const [usersBefore, itemsBefore] = [biasOf(model.users), biasOf(model.items)];
  const spec = specOf(testCase, dataset, model.users.outputWidth);
  const stage = await engine.begin(model, sides, spec);
  const random = createRandom(0, 'biases');
  for (let step = 0; step < 10; step++) {
    await stage.step(
      spec.terms.map(() => randomBatch(dataset, random, 16, 12)),
      RATES,
    );
  }
  await stage.synchronise();
  stage.dispose();
  return { usersBefore, itemsBefore, users: biasOf(model.users), items: biasOf(model.items) };
}
