/** Loss and gradients of one term of a network's loss on one batch, by tfjs's autodiff. */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { OBJECTIVES } from '../../data/schema';
import { type DenseLayer, type Network, type NetworkTower, type Reach, reachOf } from '../../model/network';
import type { EncodedSide, EncodedSides } from '../../model/parameters';
import { logitOffsets } from '../candidates';
import type { LossTerm } from '../engine';
import { innerProducts, softmaxLoss } from './differentiable';
import { groupInputs, layerPair, type TowerTensors, towerPass } from './networkPass';

type Matrix = tf.Tensor2D;

/** The objectives whose blocks a term computes: its own, or for cross-entropy all beyond exposure up to it. */
export function objectivesOf({ objective, loss }: LossTerm): number[] {
  const own = OBJECTIVES.indexOf(objective);
  if (loss !== 'cross-entropy') return [own];
  if (own === 0) throw new RangeError('Every impression is an exposure: there is nothing to tell apart.');
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

/** One graph, one read: loss and all gradients come back as a single tensor. */
export async function termGradients(
  network: Network,
  sides: EncodedSides,
  { term, batch }: { term: LossTerm; batch: Batch },
): Promise<TermGradients> {
  const { architecture, biases } = network;
  const objectives = objectivesOf(term);
  const users = sideOf(network.users, sides.users, batch.users);
  const items = sideOf(network.items, sides.items, batch.candidates);
  const reaches = [users, items].map(({ tower }) => reachOf(architecture, tower, objectives));
  const hasBiases = term.loss === 'cross-entropy';
  const flat = tf.tidy(() => {
    const leaves = [users, items].flatMap((side, index) => leavesOf(side, reaches[index]!));
    if (hasBiases) leaves.push(tf.tensor1d(Float32Array.from(biases)));
    const lossOf = hasBiases ? crossEntropy(term, batch) : sampledSoftmax(batch);
    const { value, grads } = tf.valueAndGrads((...variables: tf.Tensor[]) => {
      const left = [...variables];
      const [user, item] = [users, items].map(({ tower }, index) =>
        towerPass(architecture, tower, tensorsOf(left, reaches[index]!)),
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
function leavesOf({ tower, side, entities }: BatchSide, { groups, layers }: Reach): tf.Tensor[] {
  return [
    ...groups.map((group) => groupInputs(tower.groups[group]!, side, { entities })),
    ...layers.flatMap((layer): tf.Tensor[] => {
      const { w, b } = layerPair(layer);
      return [w, b];
    }),
  ];
}

/** Takes one side's variables from the front of the list. */
function tensorsOf(left: tf.Tensor[], { groups, layers }: Reach): TowerTensors {
  return {
    inputs: new Map(groups.map((group) => [group, left.shift() as Matrix])),
    layers: new Map(
      layers.map((layer) => [layer, { w: left.shift() as Matrix, b: left.shift() as tf.Tensor1D }]),
    ),
  };
}

/**
 * A loss on the blocks [B,K_t] and [C,K_t] of a term's objectives, and on the biases where it has any. What
 * it compares with is made beforehand, outside of the graph that is differentiated.
 */
type Loss = (pairs: [Matrix, Matrix][], biases: tf.Tensor1D) => tf.Scalar;

/** −(1/B) Σ_b log softmax_c(⟨e_b, e_c⟩ − logQ(c))[b], accidental hits left out. (Yi et al. 2019) */
function sampledSoftmax(batch: Batch): Loss {
  const shape: [number, number] = [batch.users.length, batch.candidates.length];
  const offsets = tf.tensor2d(logitOffsets(batch), shape);
  const target = tf.eye(shape[0], shape[1]);
  return ([pair]) => softmaxLoss(innerProducts(...pair!), offsets, target);
}

/**
 * Cross-entropy of p = Π_t σ(z_t), z_t = ⟨e^t_u, e^t_i⟩ + b_t over t = click … objective, against whether the
 * exposure went that far: ESMM's entire-space loss (Ma et al. 2018). With (1 − p)/p = Π(1 + e^{−z_t}) − 1,
 * L = −(1/B) Σ_b ( log p + (1 − y)·log((1 − p)/p) ), where log((1 − p)/p) is −z for one factor and
 * logsumexp(−z_c, −z_v, −z_c − z_v) for two.
 */
function crossEntropy({ objective }: LossTerm, { depths }: Batch): Loss {
  const goal = OBJECTIVES.indexOf(objective);
  const missed = tf.tensor1d(Float32Array.from(depths!, (depth) => (depth < goal ? 1 : 0)));
  return (pairs, biases) => {
    const negated = pairs.map(([users, items], index) =>
      users
        .mul<Matrix>(items)
        .sum<tf.Tensor1D>(1)
        .add<tf.Tensor1D>(biases.slice(index + 1, 1))
        .neg(),
    );
    const [first, second] = negated;
    const odds = second
      ? tf.logSumExp<tf.Tensor1D>(tf.stack([first!, second, first!.add(second)], 1), 1)
      : first!;
    const surprise = negated.map((z) => tf.softplus(z)).reduce((a, b) => a.add(b));
    return surprise.sub(missed.mul(odds)).mean();
  };
}

interface Cursor {
  values: Float32Array;
  place: number;
}

function read(cursor: Cursor, length: number): Float32Array {
  cursor.place += length;
  return cursor.values.subarray(cursor.place - length, cursor.place);
}

function readSide(cursor: Cursor, { tower, entities }: BatchSide, { groups, layers }: Reach): SideGradients {
  return {
    entities,
    inputs: new Map(
      groups.map((group) => [group, read(cursor, entities.length * tower.groups[group]!.inputWidth)]),
    ),
    layers: new Map(layers.map((layer) => [layer, read(cursor, layer.weights.length)])),
  };
}
