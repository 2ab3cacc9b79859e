/** Loss and gradients of one term of a network's loss on one batch, by tfjs's autodiff. */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { OBJECTIVES } from '../../data/schema';
import {
  type Architecture,
  type DenseLayer,
  type Dependencies,
  dependenciesOf,
  type Network,
  type NetworkTower,
  PREFERENCE_SCALE,
} from '../../model/extra/network';
import type { EncodedSide, EncodedSides } from '../../model/lookups';
import type { Vectors } from '../../model/vectors';
import type { LossTerm } from '../engine';
import { groupInputs, layerPair, type TowerTensors, towerPass } from './networkPass';
import { lossOn } from './networkTerms';

type Matrix = tf.Tensor2D;

/**
 * The heads a term reads: its objective's, for cross-entropy all beyond exposure up to it, and the only one
 * where there is one for all.
 */
export function headsOf({ heads }: Architecture, { objective, loss }: LossTerm): number[] {
  if (heads.length === 1) return [0];
  const own = OBJECTIVES.indexOf(objective);
  if (loss !== 'cross-entropy') return [own];
  if (own === 0) throw new RangeError('cross-entropy of exposure');
  return Array.from({ length: own }, (_, index) => index + 1);
}

/** One side's gradients of a term. */
export interface SideGradients {
  entities: Int32Array;
  /** By group, [n × D]. */
  inputs: Map<number, Float32Array>;
  /** Each as long as its layer, bias row last. */
  layers: Map<DenseLayer, Float32Array>;
}

export interface TermGradients {
  loss: number;
  users: SideGradients;
  items: SideGradients;
  /** [O], or empty. */
  biases: Float32Array;
}

export interface TermOptions {
  term: LossTerm;
  batch: Batch;
  /** What a preference is measured from. */
  reference?: Vectors | undefined;
}

/** One graph, one read: loss and all gradients come back as a single tensor. */
export async function termGradients(
  network: Network,
  sides: EncodedSides,
  { term, batch, reference }: TermOptions,
): Promise<TermGradients> {
  const { architecture, biases } = network;
  const objectives = headsOf(architecture, term);
  const users = sideOf(network.users, sides.users, batch.users);
  const items = sideOf(network.items, sides.items, batch.candidates);
  const reaches = [users, items].map(({ tower }) => dependenciesOf(architecture, tower, objectives));
  const hasBiases = term.loss === 'cross-entropy';
  const flat = tf.tidy(() => {
    const leaves = [users, items].flatMap((side, index) => leavesOf(side, reaches[index]!));
    if (hasBiases) leaves.push(tf.tensor1d(Float32Array.from(biases)));
    const lossOf = lossOn({ term, batch, reference });
    const asked = askedOf(architecture, batch);
    const { value, grads } = tf.valueAndGrads((...variables: tf.Tensor[]) => {
      const left = [...variables];
      const [user, item] = [users, items].map(({ tower }, index) =>
        towerPass(architecture, tower, {
          ...tensorsOf(left, reaches[index]!),
          asked: index === 0 ? asked : undefined,
        }),
      );
      const pairs = objectives.map((objective): [Matrix, Matrix] => [user!(objective), item!(objective)]);
      return lossOf(pairs, left[0] as tf.Tensor1D);
    })(leaves);
    return tf.concat([value.reshape([1]), ...grads.map((gradient) => gradient.flatten())]);
  });
  const values = await flat.data<'float32'>();
  flat.dispose();
  const cursor = { values, place: 1 };
  return {
    loss: values[0]!,
    users: readSide(cursor, users, reaches[0]!),
    items: readSide(cursor, items, reaches[1]!),
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

/** The inputs of all groups, then weights and biases of all layers, in the order of the reach. */
function leavesOf({ tower, side, entities }: BatchSide, { groups, layers }: Dependencies): tf.Tensor[] {
  return [
    ...groups.map((group) => groupInputs(tower.groups[group]!, side, { entities })),
    ...layers.flatMap((layer): tf.Tensor[] => {
      const { w, b } = layerPair(layer);
      return [w, b];
    }),
  ];
}

/** Takes one side's variables from the front of the list. */
function tensorsOf(left: tf.Tensor[], { groups, layers }: Dependencies): TowerTensors {
  return {
    inputs: new Map(groups.map((group) => [group, left.shift() as Matrix])),
    layers: new Map(
      layers.map((layer) => [layer, { w: left.shift() as Matrix, b: left.shift() as tf.Tensor1D }]),
    ),
  };
}

/** [B × O] the weights the batch's users are asked for: 0 where it asks nothing. */
function askedOf({ preference }: Architecture, { users, preferences }: Batch): Matrix | undefined {
  if (preference === undefined) return undefined;
  const shape: [number, number] = [users.length, preference];
  return preferences ? tf.tensor2d(preferences, shape).mul(PREFERENCE_SCALE) : tf.zeros(shape);
}

interface Cursor {
  values: Float32Array;
  place: number;
}

function read(cursor: Cursor, length: number): Float32Array {
  cursor.place += length;
  return cursor.values.subarray(cursor.place - length, cursor.place);
}

function readSide(
  cursor: Cursor,
  { tower, entities }: BatchSide,
  { groups, layers }: Dependencies,
): SideGradients {
  return {
    entities,
    inputs: new Map(
      groups.map((group) => [group, read(cursor, entities.length * tower.groups[group]!.inputWidth)]),
    ),
    layers: new Map(layers.map((layer) => [layer, read(cursor, layer.weights.length)])),
  };
}
