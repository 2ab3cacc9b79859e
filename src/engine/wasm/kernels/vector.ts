/**
 * Arithmetic on four lanes that rounds alike on every processor and in every engine: plain SIMD128, whose
 * additions and products IEEE 754 fixes, and functions built from nothing else. Relaxed SIMD would be 15 to
 * 20 % faster and stays out: it rounds as the processor likes (the chess engine Reckless measured different
 * evaluations in different browsers, discussion 1094), and Safari lacks it.
 */

/** Far enough below any logit that the softmax gives exactly 0. */
// @ts-expect-error: AssemblyScript's decorator
@inline
export const LEFT_OUT: f32 = -1e30;

/** Returns a + b + c + d of the four lanes, in this order. */
// @ts-expect-error: AssemblyScript's decorator
@inline
export function sumOfLanes(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3);
}

/** Returns the largest of the four lanes. */
// @ts-expect-error: AssemblyScript's decorator
@inline
export function largestLane(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/**
 * Returns e^x for x ≤ 0, exactly 0 below −87.3 (and for −1e30), NaN for NaN: x = n·ln 2 + r with |r| ≤ ½ ln 2,
 * e^r by a polynomial of degree six (the coefficients of Cephes' expf), relative error below 2e-7. Adding
 * 1.5·2²³ rounds to a whole number and leaves n in the lowest bits, from which 2ⁿ is made.
 */
// @ts-expect-error: AssemblyScript's decorator
@inline
export function exp4(x: v128): v128 {
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(12582912));
  const n = f32x4.sub(rounded, f32x4.splat(12582912));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let y = f32x4.splat(1.98756915e-4);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.39819995e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.33345191e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.16657958e-2));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.66666655e-1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.00000012e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.add(i32x4.shl(rounded, 23), f32x4.splat(1));
  // Not “x ≥ −87.3”: a NaN must stay one.
  return v128.andnot(f32x4.mul(y, power), f32x4.lt(x, f32x4.splat(-87.3)));
}

/** Returns 1 / (1 + e^−x), from e^−|x| so that nothing overflows. */
// @ts-expect-error: AssemblyScript's decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  const small = exp4(f32x4.neg(f32x4.abs(x)));
  const top = v128.bitselect(small, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(top, f32x4.add(one, small));
}
