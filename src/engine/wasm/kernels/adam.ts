/** Adam (Kingma & Ba 2015), of layers whole; embedding.ts applies the same to the rows that occur. */

import { BETA1, BETA2, EPSILON } from '../../adamConstants';

// As floats, like everything here.
const B1: f32 = <f32>BETA1;
const B2: f32 = <f32>BETA2;
const E: f32 = <f32>EPSILON;

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate·m/(√v/correction + ε) of four weights where the
 * mask is set, with rate = α/(1 − β₁ᵗ) and correction = √(1 − β₂ᵗ).
 */
// @ts-expect-error: AssemblyScript's decorator
@inline
export function adam4(
  weights: usize,
  first: usize,
  second: usize,
  gradient: v128,
  rate: f32,
  correction: f32,
  mask: v128,
): void {
  const m0 = v128.load(first);
  const v0 = v128.load(second);
  const w0 = v128.load(weights);
  const m = f32x4.add(f32x4.mul(m0, f32x4.splat(B1)), f32x4.mul(gradient, f32x4.splat(1 - B1)));
  const v = f32x4.add(
    f32x4.mul(v0, f32x4.splat(B2)),
    f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(1 - B2)),
  );
  const root = f32x4.add(f32x4.div(f32x4.sqrt(v), f32x4.splat(correction)), f32x4.splat(E));
  const w = f32x4.sub(w0, f32x4.div(f32x4.mul(f32x4.splat(rate), m), root));
  v128.store(first, v128.bitselect(m, m0, mask));
  v128.store(second, v128.bitselect(v, v0, mask));
  v128.store(weights, v128.bitselect(w, w0, mask));
}

/** One update of `bytes` bytes of weights; `masks` (0: none) has all bits set where a weight trains. */
export function layerAdam(
  weights: usize,
  gradients: usize,
  first: usize,
  second: usize,
  masks: usize,
  bytes: usize,
  rate: f32,
  correction: f32,
): void {
  const all = i32x4.splat(-1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const mask = masks ? v128.load(masks + at) : all;
    adam4(weights + at, first + at, second + at, v128.load(gradients + at), rate, correction, mask);
  }
}
