/** The forward and backward pass of one tower in a training step, with the gradients written out. */
import * as tf from '@tensorflow/tfjs';
import { gatherInputs } from '../../model/inputs';
import type { Tower } from '../../model/tower';
import { gatherRows } from '../candidates';
import type { TrainedTower } from './gradients';
import { dense, product } from './operations';
import { layerTensors, type TowerOutputs } from './tfjsEncoding';

type Matrix = tf.Tensor2D;

/** One tower while its stage is open. */
export interface TowerStage extends TrainedTower {
  tower: Tower;
  /** The outputs of owners < t for all entities; they do not change while t trains. */
  frozen: TowerOutputs;
}

/** The tensors of a forward pass that the backward pass needs. */
export interface TowerForward {
  /** x [n, D_t] */
  inputs: Matrix;
  /** W₁ [D_t, H_t] */
  w1: Matrix;
  /** h = relu(x·W₁ + b₁) [n, H_t] */
  hidden: Matrix;
  /** [frozen hidden | h] [n, F + H_t] */
  reads: Matrix;
  /** W₂ [F + H_t, K_t] */
  w2: Matrix;
  /** e^t [n, K_t] */
  vectors: Matrix;
}

/** e^t = [frozen hidden | relu(x·W₁ + b₁)]·W₂ + b₂ of n entities. Caller disposes. */
export function towerForward(
  { tower, side, active, frozen }: TowerStage,
  entities: Int32Array,
): TowerForward {
  const count = entities.length;
  const { w1, b1, w2, b2 } = layerTensors(tower, active);
  const inputs = tf.tensor2d(gatherInputs({ tower, side, entities, columns: active.columns }), [
    count,
    active.columns.length,
  ]);
  const hidden = dense(inputs, w1, b1, 'relu');
  const { hiddenWidth } = frozen;
  const cached = () => tf.tensor2d(gatherRows(frozen.hidden, hiddenWidth, entities), [count, hiddenWidth]);
  const reads = hiddenWidth > 0 ? tf.concat2d([cached(), hidden], 1) : hidden;
  return { inputs, w1, hidden, reads, w2, vectors: dense(reads, w2, b2) };
}

/**
 * Returns the gradients that follow from G = ∂L/∂e^t: ∂W₂ = readsᵀ·G, ∂b₂ = Σ G, S = (G·W₂ᵀ) ⊙ [h > 0] with
 * the rows of W₂ that read h, ∂W₁ = xᵀ·S, ∂b₁ = Σ S, ∂x = S·W₁ᵀ.   G [n, K_t] → [∂x, ∂W₁, ∂b₁, ∂W₂, ∂b₂]. Caller disposes.
 */
export function towerBackward({ inputs, w1, hidden, reads, w2 }: TowerForward, signal: Matrix): Matrix[] {
  const [readsWidth, outputs] = w2.shape;
  const units = hidden.shape[1];
  const readByHidden = w2.slice([readsWidth - units, 0], [units, outputs]);
  const hiddenSignal = product(signal, readByHidden.transpose()).mul<Matrix>(hidden.step());
  // A product with ones: WASM has packed the right operand already, and is slow to sum columns.
  const ones = tf.ones<tf.Rank.R2>([1, hidden.shape[0]]);
  return [
    product(hiddenSignal, w1.transpose()),
    product(inputs.transpose(), hiddenSignal),
    product(ones, hiddenSignal),
    product(reads.transpose(), signal),
    product(ones, signal),
  ];
}
