/** A network small enough to compute by hand: two items, one number each, one path through every layer. */
import { type ConfigChanges, withChanges } from '../src/config';
import type { Batch } from '../src/data/batches';
import type { Dataset } from '../src/data/schema';
import { untrained } from '../src/methods/presets';
import { TRAINED, type TrainedMethod } from '../src/methods/trained';
import { type DenseLayer, layersOf, type Network, networkArrays } from '../src/model/extra/network';
import { encodeSides } from '../src/model/lookups';
import type { LearningStage } from '../src/train/plan';
import { TINY_CONFIG, tinyDataset } from './tinyLog';
import { wasmEngine } from './wasmEngine';

/** User 0 with its positive, item 0, and item 1 as negative. */
export const PAIR: Batch = {
  users: Int32Array.of(0),
  candidates: Int32Array.of(0, 1),
  logQ: new Float32Array(2),
};

/**
 * Every layer passes its inputs' first unit on to its own first, times 1, and gates mix evenly. User 0 is 1,
 * item 0 is 2, item 1 is 1 in every group of tables: before the test changes it, every block is (1), (2), (1).
 */
export function handNetwork(method: TrainedMethod, changes: ConfigChanges = {}) {
  const tiny = tinyDataset({ users: 2, items: 2, exposures: 2 });
  const { users, items } = tiny.log;
  const bare = { users: { ...users, features: [] }, items: { ...items, features: [] } };
  const dataset: Dataset = { ...tiny, log: { ...tiny.log, ...bare } };
  const widths = { embeddingWidth: 1, hiddenWidth: 3, outputWidth: 3 };
  const config = withChanges(TINY_CONFIG, { ...widths, ...changes });
  const network = untrained(method, { dataset, config }) as Network;
  for (const weights of networkArrays(network)) weights.fill(0);
  for (const side of ['users', 'items'] as const) {
    for (const { tables } of network[side].groups) tables[0]!.weights.set(side === 'users' ? [1, 1] : [2, 1]);
    const gates = new Set(network[side].levels.flatMap((level) => level.gates));
    for (const layer of layersOf(network[side])) if (!gates.has(layer)) setSlope(layer, 1);
  }
  const stages = TRAINED[method].plan({ config, dataset }) as LearningStage[];
  return { network, stages, sides: encodeSides(dataset) };
}

/** What a layer makes of its input's first unit. */
export function setSlope(layer: DenseLayer | undefined, slope: number): void {
  layer!.weights[0] = slope;
}

/** Biases whose softmax is in proportion to `shares`. */
export function setShares(gate: DenseLayer | null | undefined, shares: readonly number[]): void {
  gate!.weights.set(shares.map(Math.log), gate!.inputs * gate!.units);
}

/** The loss of a stage on these batches, before anything moves. */
export async function lossOf(
  { network, sides }: ReturnType<typeof handNetwork>,
  stage: LearningStage,
  batches: Batch[],
): Promise<number> {
  const engine = await wasmEngine();
  const open = await engine.begin(network, sides, stage);
  await open.step(batches, { layers: 0, embeddings: 0 });
  const [loss] = await open.losses();
  open.dispose();
  return loss!;
}
