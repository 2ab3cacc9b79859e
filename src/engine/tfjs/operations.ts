/**
 * The few differentiable operations a step is made of, with gradients of our own: the WASM backend
 * multiplies transposed operands ten times slower than plain ones, so transposes are explicit, and
 * the softmax loss needs its probabilities only once.
 */
import * as tf from '@tensorflow/tfjs';

type Matrix = tf.Tensor2D;

/** y = x·w + b.   x [n,i], w [i,o], b [o] → [n,o]. Caller disposes. */
export function dense(x: Matrix, w: Matrix, b: tf.Tensor1D): Matrix {
  const operation = tf.customGrad((...inputs) => {
    const [x, w, b, save] = inputs as unknown as [Matrix, Matrix, tf.Tensor1D, tf.GradSaveFunc];
    save([x, w]);
    return {
      value: x.matMul(w).add(b),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, w] = saved as [Matrix, Matrix];
        const signal = dy as Matrix;
        return [signal.matMul(w.transpose()), x.transpose().matMul(signal), signal.sum(0)];
      },
    };
  });
  return operation(x, w, b) as Matrix;
}

/** s[b,c] = ⟨u_b, v_c⟩.   users [B,K], items [C,K] → [B,C]. Caller disposes. */
export function innerProducts(users: Matrix, items: Matrix): Matrix {
  const operation = tf.customGrad((...inputs) => {
    const [users, items, save] = inputs as unknown as [Matrix, Matrix, tf.GradSaveFunc];
    save([users, items]);
    return {
      value: users.matMul(items.transpose()),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [users, items] = saved as [Matrix, Matrix];
        const signal = dy as Matrix;
        return [signal.matMul(items), signal.transpose().matMul(users)];
      },
    };
  });
  return operation(users, items) as Matrix;
}

/**
 * L = (1/B) Σ_b ( logΣ_c e^{z[b,c]} − Σ_c target[b,c]·z[b,c] ),  z = scores + offsets;
 * ∂L/∂scores = (softmax(z) − target)/B.   scores, offsets, target [B,C] → scalar. Rows of target sum
 * to 1. The log-sum is taken at each row's largest entry, whose probability is never below 1/C.
 */
export function softmaxLoss(scores: Matrix, offsets: Matrix, target: Matrix): tf.Scalar {
  const operation = tf.customGrad((...inputs) => {
    const [scores, save] = inputs as unknown as [Matrix, tf.GradSaveFunc];
    const logits = scores.add(offsets) as Matrix;
    const probabilities = tf.softmax(logits);
    const logSums = logits.max(1).sub(probabilities.max(1).log());
    const rows = scores.shape[0];
    save([probabilities]);
    return {
      value: logSums.sum().sub(logits.mul(target).sum()).div(rows),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => saved[0]!.sub(target).mul(dy.div(rows)),
    };
  });
  return operation(scores) as tf.Scalar;
}

/**
 * m[b,c] from the frozen upstream scores: γ(1 − r) conflict-aware or γ·r hard-push with
 * r = σ(s_up[b,c] − s_up[b,b]); 0 on the positives. (AML, reconstructed.)
 * upstream [B,C], identity [B,C] with 1 where c = b → [B,C]. Caller disposes.
 */
export function adaptiveMargins(
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
