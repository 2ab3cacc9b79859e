/**
 * A cascade on the fused engine for processors, hashed: the same bits in every browser and on every processor.
 * Its model, teacher and batches are uniform numbers, so that a difference here is the engine's and not the
 * sample's or the trainer's.
 */
import { concatBytes, sha256Hex } from '../../src/bytes';
import { OBJECTIVES } from '../../src/data/schema';
import type { StageSpec } from '../../src/engine/engine';
import { kernelModule } from '../../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { encodeSides } from '../../src/model/lookups';
import { claimFree } from '../../src/model/ownership';
import { prune } from '../../src/model/prune';
import { createModel, ownerArrays, weightArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { TINY_CONFIG, tinyDataset } from '../tinyLog';
import { RATES, randomBatch, term } from './stageCases';

const STEPS = 40;

/** Returns the fingerprint of losses, weights, owners and vectors after three stages. */
export async function stageFingerprint(): Promise<string> {
  const engine = createWasmEngine(await kernelModule());
  const dataset = tinyDataset({ seed: 4, users: 37, items: 53, lists: true });
  const random = createRandom(11, 'fingerprint');
  const draw = (length: number) => Float32Array.from({ length }, () => 0.4 * (random.uniform() - 0.5));
  const model = createModel(dataset, TINY_CONFIG, random);
  const sides = encodeSides(dataset);
  for (const weights of weightArrays(model)) weights.set(draw(weights.length));
  const width = model.users.outputWidth;
  const teacher = {
    kappa: 0.7,
    vectors: {
      users: draw(37 * width),
      items: draw(53 * width),
      width,
      blocks: new Uint8Array(width),
      scores: 'cumulative' as const,
    },
  };
  const specs: StageSpec[] = [
    { owner: 'exposure', embeddingDecay: 0.3, terms: [term('exposure', 1)], teacher },
    {
      owner: 'click',
      embeddingDecay: 0.3,
      terms: [term('click', 1), term('exposure', 0.3)],
      margin: { form: 'conflict-aware', gamma: 0.5 },
    },
    { owner: 'conversion', embeddingDecay: 0, terms: [term('conversion', 1)] },
  ];
  const losses: number[] = [];
  for (const [owner, spec] of specs.entries()) {
    const stage = await engine.begin(model, sides, spec);
    for (let step = 0; step < STEPS; step++) {
      await stage.step(
        spec.terms.map(() => randomBatch(dataset, random, 16, 12)),
        RATES,
      );
    }
    await stage.synchronise();
    losses.push(...(await stage.losses()));
    stage.dispose();
    if (owner === OBJECTIVES.length - 1) break;
    const laterObjectives = OBJECTIVES.length - 1 - owner;
    prune(model, { rule: 'cumulative', owner, laterObjectives, tau: 0.4, weightTau: 0.3, random });
    claimFree(model, owner + 1);
  }
  const { users, items } = await engine.encode(model, sides);
  const arrays = [Float64Array.from(losses), ...weightArrays(model), ...ownerArrays(model), users, items];
  return sha256Hex(concatBytes(arrays));
}
