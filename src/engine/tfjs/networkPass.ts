/** Forward passes through the architecture of a network, for a batch or for all entities. */
import * as tf from '@tensorflow/tfjs';
import { OBJECTIVES } from '../../data/schema';
import {
  type Architecture,
  type DenseLayer,
  type Dependencies,
  dependenciesOf,
  type Network,
  type NetworkTower,
  PREFERENCE_SCALE,
  scoreLayout,
} from '../../model/extra/network';
import { preferenceTower } from '../../model/extra/preference';
import { gatherInputs, meanSeenRow } from '../../model/inputs';
import type { EncodedSide, EncodedSides } from '../../model/lookups';
import type { TableGroup } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import { denseWithGradient } from './differentiable';

type Matrix = tf.Tensor2D;

/** The number of entities in one pass: bounds memory, and keeps shapes the same. */
const CHUNK = 1024;

/** A tower's layers and the embeddings of some entities, as tensors. */
export interface NetworkTensors {
  /** Inputs of each group, [n × D]. */
  inputs: ReadonlyMap<number, Matrix>;
  layers: ReadonlyMap<DenseLayer, { w: Matrix; b: tf.Tensor1D }>;
  /** [n × O] fusion weights that the tower is conditioned on, where it is. */
  condition?: Matrix | undefined;
}

/**
 * e^o = head_o(mix), mix = Σ_k softmax(gate(r))_k · h_k, h_k = relu(expert_k(r)), r from the level below and
 * finally the embeddings. (MMoE, Ma et al. 2018; PLE, Tang et al. 2020; a single expert has weight 1.)
 * → a function from objective to [n × K_o]; what several heads share is computed once. Caller disposes.
 */
export function networkForward(
  { levels, heads }: Architecture,
  tower: NetworkTower,
  { inputs, layers, condition }: NetworkTensors,
): (objective: number) => Matrix {
  const computed = new Map<string, Matrix>();
  const once = (name: string, compute: () => Matrix): Matrix => {
    const value = computed.get(name) ?? compute();
    computed.set(name, value);
    return value;
  };
  const apply = (layer: DenseLayer, x: Matrix): Matrix => {
    const { w, b } = layers.get(layer)!;
    return denseWithGradient(x, w, b);
  };
  const expert = (level: number, index: number): Matrix =>
    once(`expert ${level} ${index}`, () => {
      const below = representation(level, levels[level]!.experts[index]!.reads);
      return tf.relu(apply(tower.levels[level]!.experts[index]!, below));
    });
  /** Returns representation `index` among the inputs of level `level`. */
  const representation = (level: number, index: number): Matrix => {
    if (level === 0) {
      const input = inputs.get(index)!;
      return condition ? once(`conditioned ${index}`, () => tf.concat([input, condition], 1)) : input;
    }
    return once(`mix ${level} ${index}`, () => {
      const { experts, gate } = levels[level - 1]!.mixes[index]!;
      const mixed = experts.map((mixedExpert) => expert(level - 1, mixedExpert));
      if (gate === undefined) return mixed[0]!;
      const logits = apply(tower.levels[level - 1]!.gates[index]!, representation(level - 1, gate));
      const shares = tf.split(tf.softmax(logits), experts.length, 1);
      return mixed.map((values, index) => values.mul<Matrix>(shares[index]!)).reduce((a, b) => a.add(b));
    });
  };
  return (objective) =>
    apply(tower.heads[objective]!, representation(levels.length, heads[objective]!.reads));
}

/** Converts a layer to two tensors. Caller disposes. */
export function layerPair({ weights, inputs, units }: DenseLayer): { w: Matrix; b: tf.Tensor1D } {
  const biases = inputs * units;
  return {
    w: tf.tensor2d(Float32Array.from(weights.subarray(0, biases)), [inputs, units]),
    b: tf.tensor1d(Float32Array.from(weights.subarray(biases))),
  };
}

/** Gathers the inputs x of some entities in one group of tables. [n × D] Caller disposes. */
export function groupInputs(
  group: TableGroup,
  side: EncodedSide,
  { entities, meanIdRow }: { entities: Int32Array; meanIdRow?: Float64Array | undefined },
): Matrix {
  const columns = Int32Array.from({ length: group.inputWidth }, (_, column) => column);
  const values = gatherInputs({ tower: group, side, entities, columns, meanIdRow });
  return tf.tensor2d(values, [entities.length, group.inputWidth]);
}

/**
 * Encodes all users and items, heads side by side; unseen ids use the mean id row of each group. The vector of
 * a user whose tower is conditioned on weights is that at even weights; `preference` gives those at others.
 */
export async function encodeNetwork(network: Network, sides: EncodedSides): Promise<Vectors> {
  const { architecture } = network;
  const { preference = 0, ...unconditioned } = architecture;
  return {
    users: await encodeSide({ ...unconditioned, preference }, network.users, sides.users),
    items: await encodeSide(unconditioned, network.items, sides.items),
    ...scoreLayout(architecture),
    ...(preference > 0 && { preference: preferenceTower(network, sides.users) }),
  };
}

async function encodeSide(
  architecture: Architecture,
  tower: NetworkTower,
  side: EncodedSide,
): Promise<Float32Array> {
  const { width } = scoreLayout(architecture);
  const { preference = 0 } = architecture;
  const objectives = OBJECTIVES.slice(0, architecture.heads.length).map((_, objective) => objective);
  const dependencies = dependenciesOf(architecture, tower, objectives);
  const means = tower.groups.map(({ tables }) => meanSeenRow(tables[0]!, side.seen));
  const vectors = new Float32Array(side.count * width);
  for (let start = 0; start < side.count; start += CHUNK) {
    const length = Math.min(CHUNK, side.count - start);
    const entities = Int32Array.from({ length }, (_, index) => start + index);
    const chunk = tf.tidy(() => {
      const pass = networkForward(architecture, tower, {
        inputs: new Map(
          dependencies.groups.map((group) => {
            const options = { entities, meanIdRow: means[group]! };
            return [group, groupInputs(tower.groups[group]!, side, options)];
          }),
        ),
        layers: networkLayerTensors(dependencies),
        condition: preference > 0 ? tf.fill([length, preference], PREFERENCE_SCALE / preference) : undefined,
      });
      return tf.concat(objectives.map(pass), 1);
    });
    vectors.set(await chunk.data<'float32'>(), start * width);
    chunk.dispose();
  }
  return vectors;
}

const networkLayerTensors = ({ layers }: Dependencies): NetworkTensors['layers'] =>
  new Map(layers.map((layer) => [layer, layerPair(layer)]));
