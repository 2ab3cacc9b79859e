/**
 * The operations of operations.ts for graphs that tfjs differentiates itself: networks differ in their
 * architecture, so their gradients are left to a tape. Each operation defines its own gradient, because the
 * WASM backend multiplies transposed operands ten times slower than plain ones.
 */
import * as tf from '@tensorflow/tfjs';
import * as plain from './operations';

type Matrix = tf.Tensor2D;

/** y = x·w + b.   x [n,i], w [i,o], b [o] → [n,o]. Caller disposes. */
export function denseWithGradient(x: Matrix, w: Matrix, b: tf.Tensor1D): Matrix {
  const operation = tf.customGrad((...inputs) => {
    const [x, w, b, save] = inputs as unknown as [Matrix, Matrix, tf.Tensor1D, tf.GradSaveFunc];
    save([x, w]);
    return {
      value: plain.dense(x, w, b),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, w] = saved as [Matrix, Matrix];
        const signal = dy as Matrix;
        return [plain.product(signal, w.transpose()), plain.product(x.transpose(), signal), signal.sum(0)];
      },
    };
  });
  return operation(x, w, b) as Matrix;
}

/** s[b,c] = ⟨u_b, v_c⟩.   users [B,K], items [C,K] → [B,C]. Caller disposes. */
export function innerProductsWithGradient(users: Matrix, items: Matrix): Matrix {
  const operation = tf.customGrad((...inputs) => {
    const [users, items, save] = inputs as unknown as [Matrix, Matrix, tf.GradSaveFunc];
    save([users, items]);
    return {
      value: plain.innerProducts(users, items),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [users, items] = saved as [Matrix, Matrix];
        const signal = dy as Matrix;
        return [plain.product(signal, items), plain.product(signal.transpose(), users)];
      },
    };
  });
  return operation(users, items) as Matrix;
}

/** Computes the softmax loss of z = scores + offsets against its target.   all [B,C] → scalar; ∂L/∂scores = signal/B. */
export function softmaxLossWithGradient(scores: Matrix, offsets: Matrix, target: Matrix): tf.Scalar {
  const operation = tf.customGrad((...inputs) => {
    const [scores, save] = inputs as unknown as [Matrix, tf.GradSaveFunc];
    const { loss, signal } = plain.softmaxLoss(scores.add(offsets), target);
    save([signal]);
    return {
      value: loss,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => saved[0]!.mul(dy.div(scores.shape[0])),
    };
  });
  return operation(scores) as tf.Scalar;
}
