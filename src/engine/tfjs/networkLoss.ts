/** The loss and gradients of one term of a network's loss on one batch, by tfjs's automatic differentiation. */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import {
  type Architecture,
  type DenseLayer,
  type Dependencies,
  dependenciesOf,
  headsOf,
  type Network,
  type NetworkTower,
  PREFERENCE_SCALE,
} from '../../model/extra/network';
import type { EncodedSide, EncodedSides } from '../../model/lookups';
import type { Vectors } from '../../model/vectors';
import type { LossTerm } from '../engine';
import { groupInputs, layerPair, type NetworkTensors, networkForward } from './networkPass';
import { lossOn } from './networkTerms';

type Matrix = tf.Tensor2D;

/** Gradients of one loss term for one side of a network. */
export interface NetworkGradients {
  entities: Int32Array;
  /** Gradients by each group's inputs, [n × D]. */
  inputs: Map<number, Float32Array>;
  /** Gradients of each layer, as long as the layer, bias row last. */
  layers: Map<DenseLayer, Float32Array>;
}

export interface TermGradients {
  loss: number;
  users: NetworkGradients;
  items: NetworkGradients;
  /** [O]; 0 where the term has no biases. */
  biases: Float32Array;
}

export interface TermOptions {
  term: LossTerm;
  batch: Batch;
  /** The vectors of the reference model of a preference term. */
  reference?: Vectors | undefined;
}

/** Computes the loss and all gradients in one graph, and reads them back as a single tensor. */
export async function termGradients(
  network: Network,
  sides: EncodedSides,
  { term, batch, reference }: TermOptions,
): Promise<TermGradients> {
  const { architecture, biases } = network;
  const objectives = headsOf(architecture, term);
  const users = sideOf(network.users, sides.users, batch.users);
  const items = sideOf(network.items, sides.items, batch.candidates);
  const dependencies = [users, items].map(({ tower }) => dependenciesOf(architecture, tower, objectives));
  const hasBiases = term.loss === 'cross-entropy';
  const flat = tf.tidy(() => {
    const leaves = [users, items].flatMap((side, index) => leavesOf(side, dependencies[index]!));
    if (hasBiases) leaves.push(tf.tensor1d(Float32Array.from(biases)));
    const lossOf = lossOn({ term, batch, reference });
    const condition = conditionTensor(architecture, batch);
    const { value, grads } = tf.valueAndGrads((...variables: tf.Tensor[]) => {
      const userVariables = variables.slice(0, leafCount(dependencies[0]!));
      const itemVariables = variables.slice(userVariables.length);
      const user = networkForward(architecture, users.tower, {
        ...tensorsOf(userVariables, dependencies[0]!),
        condition,
      });
      const item = networkForward(architecture, items.tower, tensorsOf(itemVariables, dependencies[1]!));
      const pairs = objectives.map((objective): [Matrix, Matrix] => [user(objective), item(objective)]);
      return lossOf(pairs, variables.at(-1) as tf.Tensor1D);
    })(leaves);
    return tf.concat([value.reshape([1]), ...grads.map((gradient) => gradient.flatten())]);
  });
  const values = await flat.data<'float32'>();
  flat.dispose();
  const cursor = { values, offset: 1 };
  return {
    loss: values[0]!,
    users: readSide(cursor, users, dependencies[0]!),
    items: readSide(cursor, items, dependencies[1]!),
    biases: hasBiases ? read(cursor, biases.length) : new Float32Array(biases.length),
  };
}

interface BatchSide {
  tower: NetworkTower;
  side: EncodedSide;
  entities: Int32Array;
}

const sideOf = (tower: NetworkTower, side: EncodedSide, entities: Int32Array): BatchSide => ({
  tower,
  side,
  entities,
});

/** Creates the variables of one side: inputs of all groups, then weights and biases of all layers. */
function leavesOf({ tower, side, entities }: BatchSide, { groups, layers }: Dependencies): tf.Tensor[] {
  return [
    ...groups.map((group) => groupInputs(tower.groups[group]!, side, { entities })),
    ...layers.flatMap((layer): tf.Tensor[] => {
      const { w, b } = layerPair(layer);
      return [w, b];
    }),
  ];
}

const leafCount = ({ groups, layers }: Dependencies): number => groups.length + 2 * layers.length;

/** Names the variables of one side, in the order of `leavesOf`; more may follow them. */
function tensorsOf(variables: readonly tf.Tensor[], { groups, layers }: Dependencies): NetworkTensors {
  return {
    inputs: new Map(groups.map((group, index) => [group, variables[index] as Matrix])),
    layers: new Map(
      layers.map((layer, index) => {
        const first = groups.length + 2 * index;
        return [layer, { w: variables[first] as Matrix, b: variables[first + 1] as tf.Tensor1D }];
      }),
    ),
  };
}

/** Returns the fusion weights that the batch's users are conditioned on, 0 where it has none. [B × O] */
function conditionTensor({ preference }: Architecture, { users, preferences }: Batch): Matrix | undefined {
  if (preference === undefined) return undefined;
  const shape: [number, number] = [users.length, preference];
  return preferences ? tf.tensor2d(preferences, shape).mul(PREFERENCE_SCALE) : tf.zeros(shape);
}

interface Cursor {
  values: Float32Array;
  offset: number;
}

function read(cursor: Cursor, length: number): Float32Array {
  cursor.offset += length;
  return cursor.values.subarray(cursor.offset - length, cursor.offset);
}

function readSide(
  cursor: Cursor,
  { tower, entities }: BatchSide,
  { groups, layers }: Dependencies,
): NetworkGradients {
  return {
    entities,
    inputs: new Map(
      groups.map((group) => [group, read(cursor, entities.length * tower.groups[group]!.inputWidth)]),
    ),
    layers: new Map(layers.map((layer) => [layer, read(cursor, layer.weights.length)])),
  };
}
