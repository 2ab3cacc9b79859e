/** The two-tower model and Adam on jax-js. As everywhere in jax-js, a function consumes its arguments. */
import { nn, numpy as np } from '@jax-js/jax';
import type { Batch } from '../../src/data/batches';
import { logitOffsets } from '../../src/engine/candidates';
import { type EncodedSide, lookupsOf } from '../../src/model/lookups';
import type { Tower } from '../../src/model/tower';
import { LEARNING_RATE, type Workload } from '../workload';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export type Arrays = np.Array[];

/** Tables of the users, then of the items; layers W₁, b₁, W₂, b₂ of the users, then of the items. */
export type JaxWeights = { users: Arrays; items: Arrays; layers: Arrays };
export type State = { weights: Arrays; first: Arrays; second: Arrays };
export type BatchArrays = { users: Arrays; items: Arrays; offsets: np.Array; target: np.Array };
export type Corrections = { rate: np.Array; second: np.Array };

function matrix(values: ArrayLike<number>, rows: number, columns: number): np.Array {
  return np.array(Float32Array.from(values).slice(0, rows * columns)).reshape([rows, columns]);
}

const tablesOf = ({ tables }: Tower): Arrays =>
  tables.map(({ weights, rows, width }) => matrix(weights, rows, width));

function layersOf({ inputWidth, hiddenWidth, outputWidth, hidden, output }: Tower): Arrays {
  const bias = (values: ArrayLike<number>, units: number) =>
    np.array(Float32Array.from(values).slice(values.length - units));
  return [
    matrix(hidden, inputWidth, hiddenWidth),
    bias(hidden, hiddenWidth),
    matrix(output, hiddenWidth, outputWidth),
    bias(output, outputWidth),
  ];
}

/** All weights in one list: the users' tables, the items' tables, layers. */
export function initialState({ model: { users, items } }: Workload): State {
  const weights = [...tablesOf(users), ...tablesOf(items), ...layersOf(users), ...layersOf(items)];
  const zeros = () => weights.map((weight) => np.zeros(weight.shape));
  return { weights, first: zeros(), second: zeros() };
}

/** The list by its parts. */
export function parted(weights: Arrays, { model: { users, items } }: Workload): JaxWeights {
  const ends = [users.tables.length, users.tables.length + items.tables.length] as const;
  return {
    users: weights.slice(0, ends[0]),
    items: weights.slice(ends[0], ends[1]),
    layers: weights.slice(ends[1]),
  };
}

/** A batch on the device. `target` [B,C], 1 where c = b, is not consumed. */
export function batchArrays(batch: Batch, { sides }: Workload, target: np.Array): BatchArrays {
  const rows = (side: EncodedSide, entities: Int32Array) =>
    side.lookups.map((reads) => np.array(lookupsOf(reads, entities).rows));
  return {
    users: rows(sides.users, batch.users),
    items: rows(sides.items, batch.candidates),
    offsets: np.array(logitOffsets(batch)).reshape([batch.users.length, batch.candidates.length]),
    target: target.ref,
  };
}

/** e = relu(x·W₁ + b₁)·W₂ + b₂, x the embeddings side by side → [n,K] */
function encode(embeddings: Arrays, layers: Arrays): np.Array {
  const [w1, b1, w2, b2] = layers as [np.Array, np.Array, np.Array, np.Array];
  const x = embeddings.length === 1 ? embeddings[0]! : np.concatenate(embeddings, 1);
  return np.matmul(nn.relu(np.matmul(x, w1).add(b1)), w2).add(b2);
}

/** L = −(1/B) Σ_b log softmax_b(⟨e_u, e_v⟩ + offsets), from the embeddings of a batch. */
export function jaxLoss({ users, items, layers }: JaxWeights, offsets: np.Array, target: np.Array): np.Array {
  const rows = target.shape[0]!;
  const userVectors = encode(users, layers.slice(0, 4));
  const itemVectors = encode(items, layers.slice(4));
  const logits = np.matmul(userVectors, np.transpose(itemVectors)).add(offsets);
  return nn
    .logSoftmax(logits, -1)
    .mul(target)
    .sum()
    .mul(-1 / rows);
}

/** α/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ). */
export function corrections(step: number): Corrections {
  return {
    rate: np.array(LEARNING_RATE / (1 - BETA1 ** step)),
    second: np.array(1 / Math.sqrt(1 - BETA2 ** step)),
  };
}

/** Adam over all weights. */
export function adam(state: State, gradients: Arrays, { rate, second: secondFactor }: Corrections): State {
  const next: State = { weights: [], first: [], second: [] };
  gradients.forEach((gradient, index) => {
    const first = state.first[index]!.mul(BETA1).add(gradient.ref.mul(1 - BETA1));
    const second = state.second[index]!.mul(BETA2).add(np.square(gradient).mul(1 - BETA2));
    const size = np.sqrt(second.ref).mul(secondFactor.ref).add(EPSILON);
    next.weights.push(state.weights[index]!.sub(first.ref.mul(rate.ref).div(size)));
    next.first.push(first);
    next.second.push(second);
  });
  rate.dispose();
  secondFactor.dispose();
  return next;
}
