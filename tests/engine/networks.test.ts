import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withChanges } from '../../src/config';
import type { Batch } from '../../src/data/batches';
import { type Dataset, NO_CANDIDATE } from '../../src/data/schema';
import type { Engine, LossTerm, StageSpec } from '../../src/engine/engine';
import { type TermGradients, termGradients } from '../../src/engine/tfjs/networkLoss';
import { untrained } from '../../src/methods/presets';
import { TRAINED, type TrainedMethod, usesNetwork } from '../../src/methods/trained';
import { copyNetwork, layersOf, type Network, networkArrays } from '../../src/model/extra/network';
import { type EncodedSides, encodeSides, rowsOf } from '../../src/model/lookups';
import { createRandom } from '../../src/random';
import type { LearningStage } from '../../src/train/plan';
import { referenceBlock, referenceTermLoss } from '../referenceNetwork';
import { TINY_CONFIG, tinyDataset } from '../tinyLog';
import { wasmEngine } from '../wasmEngine';
import { RATES, randomBatch } from './stageCases';

let engine: Engine;
beforeAll(async () => {
  engine = await wasmEngine();
});

const NETWORKS = (Object.keys(TRAINED) as TrainedMethod[]).filter(usesNetwork);
const config = withChanges(TINY_CONFIG, { embeddingWidth: 3, hiddenWidth: 6, outputWidth: 6 });

/** A method's network with weights large enough that every part of it matters, and its biases off 0. */
function tinyNetwork(
  method: TrainedMethod,
  dataset: Dataset,
  seed = 4,
): { network: Network; sides: EncodedSides } {
  const network = untrained(method, { dataset, config }) as Network;
  const random = createRandom(seed, 'tiny-network');
  for (const weights of networkArrays(network)) weights.set(weights.map(() => 0.6 * random.normal()));
  return { network, sides: encodeSides(dataset) };
}

/** Every loss term of the method's plan, and whether it is conditioned on weights. */
const termsOf = (method: TrainedMethod, dataset: Dataset): (LossTerm & { isConditioned: boolean })[] =>
  (TRAINED[method].plan({ config, dataset }) as LearningStage[]).flatMap(({ terms, preferences = false }) =>
    terms.map((term) => ({ ...term, isConditioned: preferences })),
  );

function batchFor(
  { loss, isConditioned = false }: LossTerm & { isConditioned?: boolean },
  dataset: Dataset,
  seed: number,
): Batch {
  const random = createRandom(seed, 'network-batch');
  const preferences = Float32Array.of(0.5, 0.25, 0.25, 0, 1, 0, 0.1, 0.2, 0.7, 1, 0, 0);
  if (loss === 'preference') {
    const { users, candidates, logQ } = randomBatch(dataset, random, 4, 8);
    const depths = Uint8Array.of(2, 1, NO_CANDIDATE, 0, 2, 2, 0, 1, 2, 2, 0, NO_CANDIDATE);
    return { users, candidates, logQ, depths, preferences };
  }
  if (isConditioned) return { ...randomBatch(dataset, random, 4, 3), preferences };
  if (loss !== 'cross-entropy') return randomBatch(dataset, random, 4, 3);
  return { ...randomBatch(dataset, random, 6, 0), depths: Uint8Array.of(0, 1, 2, 0, 1, 2) };
}

/** The engine's gradients in the order of `networkArrays`, embedding rows summed up. */
function denseGradients(network: Network, sides: EncodedSides, found: TermGradients): Float64Array[] {
  const towers = (['users', 'items'] as const).flatMap((side) => {
    const { entities, inputs, layers } = found[side];
    const tables = network[side].groups.flatMap(({ tables, inputWidth }, group) =>
      tables.map(({ weights, width, firstColumn }, table) => {
        const gradient = new Float64Array(weights.length);
        const values = inputs.get(group);
        if (!values) return gradient;
        entities.forEach((entity, n) => {
          const rows = rowsOf(sides[side].lookups[table]!, entity);
          for (const row of rows)
            for (let column = 0; column < width; column++)
              gradient[row * width + column]! += values[n * inputWidth + firstColumn + column]! / rows.length;
        });
        return gradient;
      }),
    );
    const ofLayers = layersOf(network[side]).map((layer) =>
      Float64Array.from(layers.get(layer) ?? new Float32Array(layer.weights.length)),
    );
    return [...tables, ...ofLayers];
  });
  return [...towers, Float64Array.from(found.biases)];
}

describe.each(NETWORKS)('the network of %s', (method) => {
  const dataset = tinyDataset({ users: 5, items: 6, exposures: 3, lists: true });

  it('has the loss of the float64 reference and the gradients of its finite differences', async () => {
    const { network, sides } = tinyNetwork(method, dataset);
    const exact = copyNetwork(network, 'float64');
    const reference = tinyNetwork(method, dataset, 5).network;
    const referenceVectors = await engine.encode(reference, sides);
    for (const [seed, term] of termsOf(method, dataset).entries()) {
      const batch = batchFor(term, dataset, seed);
      const found = await termGradients(network, sides, { term, batch, reference: referenceVectors });
      expect(found.loss).toBeCloseTo(referenceTermLoss(exact, sides, { term, batch, reference }), 4);
      const gradients = denseGradients(network, sides, found);
      for (const [array, weights] of networkArrays(exact).entries()) {
        for (let at = 0; at < weights.length; at += 3) {
          const kept = weights[at]!;
          const lossAt = (value: number) => {
            weights[at] = value;
            return referenceTermLoss(exact, sides, { term, batch, reference });
          };
          const slope = (lossAt(kept + 1e-5) - lossAt(kept - 1e-5)) / 2e-5;
          weights[at] = kept;
          expect(Math.abs(gradients[array]![at]! - slope)).toBeLessThan(1e-3 * (1 + Math.abs(slope)));
        }
      }
    }
  });

  it('encodes all users and items as the reference does, unseen ids with the mean id row', async () => {
    const unseen = { ...dataset, seen: { ...dataset.seen, items: Uint8Array.of(1, 1, 0, 1, 1, 1) } };
    const { network, sides } = tinyNetwork(method, unseen);
    const vectors = await engine.encode(network, sides);
    const { heads, preference } = network.architecture;
    const condition = Array.from({ length: preference ?? 0 }, () => 1 / 3);
    expect(vectors.width).toBe(heads.reduce((sum, { width }) => sum + width, 0));
    for (const side of ['users', 'items'] as const) {
      for (let entity = 0; entity < sides[side].count; entity++) {
        const expected = heads.flatMap((_, objective) =>
          referenceBlock(network, sides, { side, entity, objective, served: true, condition }),
        );
        expected.forEach((value, unit) => {
          expect(vectors[side][entity * vectors.width + unit]).toBeCloseTo(value, 4);
        });
      }
    }
  });

  it('keeps tensors and bytes constant over steps after burn-in', async () => {
    const { network, sides } = tinyNetwork(method, dataset);
    const terms = termsOf(method, dataset);
    const stage = await engine.begin(network, sides, { owner: 'exposure', terms, embeddingDecay: 0.3 });
    const batches = terms.map((term, seed) => batchFor(term, dataset, seed));
    for (let warm = 0; warm < 3; warm++) await stage.step(batches, RATES);
    const { numTensors, numBytes } = tf.memory();
    for (let count = 0; count < 20; count++) await stage.step(batches, RATES);
    await engine.encode(network, sides);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    stage.dispose();
  });
});

describe('a stage of a network', () => {
  it('changes only the weights that its objectives use, and no other by one bit, even by decay', async () => {
    const dataset = tinyDataset({ users: 5, items: 6, exposures: 3, lists: true });
    const { network, sides } = tinyNetwork('single-task', dataset);
    const before = copyNetwork(network);
    const term: LossTerm = { objective: 'click', weight: 1, batchShare: 1 };
    const spec: StageSpec = { owner: 'exposure', terms: [term], embeddingDecay: 1 };
    const stage = await engine.begin(network, sides, spec);
    for (let step = 0; step < 5; step++) await stage.step([batchFor(term, dataset, step)], RATES);
    await stage.synchronise();
    expect(network.items.groups[1]).not.toEqual(before.items.groups[1]);
    expect(network.items.heads[1]).not.toEqual(before.items.heads[1]);
    for (const side of ['users', 'items'] as const) {
      for (const other of [0, 2]) {
        expect(network[side].groups[other]).toEqual(before[side].groups[other]);
        expect(network[side].levels[0]!.experts[other]).toEqual(before[side].levels[0]!.experts[other]);
        expect(network[side].heads[other]).toEqual(before[side].heads[other]);
      }
    }
  });
});
