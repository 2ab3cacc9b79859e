/**
 * The few operations of a step, with gradients written out: a step is always the same few products, and a
 * tape that records them costs time and gains nothing. The WASM backend multiplies transposed operands ten
 * times slower than plain ones, so transposes are explicit; and it packs every right operand anew, so
 * the smaller matrix stands on the right.
 */
import * as tf from '@tensorflow/tfjs';

type Matrix = tf.Tensor2D;

/** a·b, neither transposed.   a [n,i], b [i,o] → [n,o]. Caller disposes. */
export function product(a: Matrix, b: Matrix): Matrix {
  return isEmpty(a, b) ? tf.zeros([a.shape[0], b.shape[1]]) : (tf.matMul(a, b) as Matrix);
}

/** Whether a product has nothing to compute: XNNPACK refuses widths of 0, and what comes back is not zeros. */
const isEmpty = (a: Matrix, b: Matrix): boolean => a.size === 0 || b.size === 0;

/** y = f(x·w + b), f = identity or relu.   x [n,i], w [i,o], b [o] → [n,o]. Caller disposes. */
export function dense(
  x: Matrix,
  w: Matrix,
  b: tf.Tensor1D,
  activation: 'linear' | 'relu' = 'linear',
): Matrix {
  if (isEmpty(x, w)) {
    const sum = tf.zeros<tf.Rank.R2>([x.shape[0], w.shape[1]]).add<Matrix>(b);
    return activation === 'relu' ? tf.relu(sum) : sum;
  }
  return tf.fused.matMul({ a: x, b: w, bias: b, activation }) as Matrix;
}

/** s[b,c] = ⟨u_b, v_c⟩.   users [B,K], items [C,K] → [B,C]. Caller disposes. */
export function innerProducts(users: Matrix, items: Matrix): Matrix {
  return product(users, items.transpose());
}

/**
 * L = (1/B) Σ_b ( logΣ_c e^{z[b,c]} − Σ_c target[b,c]·z[b,c] );   B·∂L/∂z = softmax(z) − target.
 * z, target [B,C] → loss [], signal = B·∂L/∂z [B,C]. Rows of target sum to 1. The log-sum is taken at
 * each row's largest entry, whose probability is never below 1/C. Caller disposes.
 */
export function softmaxLoss(z: Matrix, target: Matrix): { loss: tf.Scalar; signal: Matrix } {
  const probabilities = tf.softmax(z);
  const logSums = z.max(1).sub(probabilities.max(1).log());
  const loss: tf.Scalar = logSums.sum().sub(z.mul(target).sum()).div(z.shape[0]);
  return { loss, signal: probabilities.sub(target) };
}

/**
 * Adaptive margin m[b,c] from the frozen upstream scores: γ(1 − r) conflict-aware or γ·r hard-push with
 * r = σ(s_up[b,c] − s_up[b,b]); 0 on the positives. (AML, reconstructed.)
 * upstream [B,C], identity [B,C] with 1 where c = b → [B,C]. Caller disposes.
 */
export function adaptiveMargin(
  upstream: Matrix,
  identity: Matrix,
  { form, gamma }: { form: 'conflict-aware' | 'hard-push'; gamma: number },
): Matrix {
  return tf.tidy(() => {
    const positives = upstream.mul(identity).sum(1, true);
    const difference = upstream.sub(positives);
    const ratio = tf.sigmoid(form === 'conflict-aware' ? difference.neg() : difference);
    return ratio.mul(tf.sub(gamma, identity.mul(gamma))) as Matrix;
  });
}
