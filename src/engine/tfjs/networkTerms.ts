/** The losses that a network's terms can have, on the blocks that its heads compute. */
import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/batches';
import { NO_CANDIDATE, OBJECTIVES } from '../../data/schema';
import type { Vectors } from '../../model/vectors';
import { EXCLUDED_LOGIT, gatherRows, logitOffsets } from '../candidates';
import type { LossTerm } from '../engine';
import { innerProductsWithGradient, softmaxLossWithGradient } from './differentiable';

type Matrix = tf.Tensor2D;

/**
 * A loss on the blocks [B,K_t] and [C,K_t] of a term's objectives, and on the biases where it has any. Its
 * targets are computed beforehand, outside of the graph that is differentiated.
 */
export type Loss = (pairs: [Matrix, Matrix][], biases: tf.Tensor1D) => tf.Scalar;

interface LossOptions {
  term: LossTerm;
  batch: Batch;
  /** The vectors of the reference model of a preference term. */
  reference?: Vectors | undefined;
}

/** Returns the loss of a term on one batch, with its targets as tensors. Call it within a tidy. */
export function lossOn({ term, batch, reference }: LossOptions): Loss {
  if (term.loss === 'cross-entropy') return crossEntropy(term, batch);
  if (term.loss === 'preference') return listPreference(term, batch, reference!);
  return sampledSoftmax(term, batch);
}

/**
 * −(1/B) Σ_b w_b · log softmax_c(⟨e_b, e_c⟩ − logQ(c))[b], accidental hits left out. (Yi et al. 2019)
 * w_b is the weight of the term's objective that row b is conditioned on, 1 where it is not conditioned.
 */
function sampledSoftmax(term: LossTerm, batch: Batch): Loss {
  const shape: [number, number] = [batch.users.length, batch.candidates.length];
  const offsets = tf.tensor2d(logitOffsets(batch), shape);
  const identity = tf.eye(shape[0], shape[1]);
  if (!batch.preferences)
    return ([pair]) => softmaxLossWithGradient(innerProductsWithGradient(...pair!), offsets, identity);
  const target = identity.mul<Matrix>(tf.tensor2d(preferenceWeights(term, batch), [shape[0], 1]));
  return ([pair]) => softmaxAgainst(innerProductsWithGradient(...pair!).add(offsets), target);
}

/** −(1/B) Σ_b Σ_c target[b,c] · log softmax_c(z[b])[c]; rows of target may sum to anything.  [B,C] → scalar. */
function softmaxAgainst(logits: Matrix, target: Matrix): tf.Scalar {
  return tf.logSoftmax(logits).mul(target).sum<tf.Scalar>().div<tf.Scalar>(-logits.shape[0]);
}

/** Returns each row's weight of the term's objective; 1 where rows are not conditioned. [B] */
function preferenceWeights({ objective }: LossTerm, { users, preferences }: Batch): Float32Array {
  if (!preferences) return new Float32Array(users.length).fill(1);
  const width = preferences.length / users.length;
  return Float32Array.from(users, (_, row) => preferences[row * width + OBJECTIVES.indexOf(objective)]!);
}

/**
 * List-wise DPO after Plackett and Luce, for the first choice (HyperDPO, arXiv 2410.08316; the list and the even
 * shares of several preferred are reconstructed): over a user's own L exposures,
 * −(1/B) Σ_b w_b · (1/n_b) Σ_{l preferred} log softmax_l(β(s(u, l) − s_ref(u, l)))[l], n_b = how many went as
 * far as the objective. Users [B,K], items [B·L,K].
 */
function listPreference(term: LossTerm, batch: Batch, reference: Vectors): Loss {
  const { users, candidates } = batch;
  const depths = batch.depths!;
  const objective = OBJECTIVES.indexOf(term.objective);
  const shape: [number, number] = [users.length, candidates.length / users.length];
  const isPreferred = (depth: number) => depth >= objective && depth !== NO_CANDIDATE;
  const weights = preferenceWeights(term, batch);
  const counts = new Float32Array(users.length);
  depths.forEach((depth, index) => {
    if (isPreferred(depth)) counts[Math.floor(index / shape[1])]! += 1;
  });
  const share = (row: number) => (counts[row]! > 0 ? weights[row]! / counts[row]! : 0);
  const target = tf.tensor2d(
    Float32Array.from(depths, (depth, index) =>
      isPreferred(depth) ? share(Math.floor(index / shape[1])) : 0,
    ),
    shape,
  );
  const padding = tf.tensor2d(
    Float32Array.from(depths, (depth) => (depth === NO_CANDIDATE ? EXCLUDED_LOGIT : 0)),
    shape,
  );
  const { width } = reference;
  const referenceUsers = tf.tensor2d(gatherRows(reference.users, width, users), [users.length, width]);
  const referenceItems = tf.tensor2d(gatherRows(reference.items, width, candidates), [
    candidates.length,
    width,
  ]);
  const offsets = padding.sub<Matrix>(listScores(referenceUsers, referenceItems).mul(term.beta ?? 1));
  return ([pair]) =>
    softmaxAgainst(
      listScores(...pair!)
        .mul<Matrix>(term.beta ?? 1)
        .add(offsets),
      target,
    );
}

/** s[b,l] = ⟨u_b, v_{b·L+l}⟩.   users [B,K], items [B·L,K] → [B,L] */
function listScores(users: Matrix, items: Matrix): Matrix {
  const [rows, width] = users.shape;
  const lists = items.reshape<tf.Tensor3D>([rows, -1, width]);
  return users.reshape<tf.Tensor3D>([rows, 1, width]).mul<tf.Tensor3D>(lists).sum<Matrix>(2);
}

/**
 * Cross-entropy of p = Π_t σ(z_t), z_t = ⟨e^t_u, e^t_i⟩ + b_t over t = click … objective, against whether the
 * exposure went that far: ESMM's entire-space loss (Ma et al. 2018). With (1 − p)/p = Π(1 + e^{−z_t}) − 1,
 * L = −(1/B) Σ_b ( log p + (1 − y)·log((1 − p)/p) ), where log((1 − p)/p) is −z for one factor and
 * logsumexp(−z_c, −z_v, −z_c − z_v) for two.
 */
function crossEntropy({ objective }: LossTerm, { depths }: Batch): Loss {
  const required = OBJECTIVES.indexOf(objective);
  const missed = tf.tensor1d(Float32Array.from(depths!, (depth) => (depth < required ? 1 : 0)));
  return (pairs, biases) => {
    const negated = pairs.map(([users, items], index) =>
      users
        .mul<Matrix>(items)
        .sum<tf.Tensor1D>(1)
        .add<tf.Tensor1D>(biases.slice(index + 1, 1))
        .neg(),
    );
    const [first, second] = negated;
    const logOdds = second
      ? tf.logSumExp<tf.Tensor1D>(tf.stack([first!, second, first!.add(second)], 1), 1)
      : first!;
    const negativeLog = negated.map((z) => tf.softplus(z)).reduce((a, b) => a.add(b));
    return negativeLog.sub(missed.mul(logOdds)).mean();
  };
}
