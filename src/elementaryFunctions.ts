/**
 * Exponential, logarithm, sine and cosine that round alike everywhere. ECMAScript fixes the host's `Math.sqrt`
 * but leaves `Math.exp`, `log`, `sin`, `cos` and `**` to the implementation, and browsers differ in the last bit.
 * What enters a training or a sample is computed here, from IEEE 754's additions, products and quotients.
 *
 * Reductions and polynomials are those of fdlibm (FreeBSD's msun e_exp.c, e_log.c, k_sin.c, k_cos.c):
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */

/** ln 2 as a sum: the first part has 33 bits, so that its products with small whole numbers are exact. */
const LN2_HIGH = 6.931471803691238e-1;
const LN2_LOW = 1.9082149292705877e-10;

/** Bits of a float64; `high` is where sign and exponent lie (typed arrays and WASM's memory: little-endian). */
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
const HIGH = 1;

const MOST_HALF_EXPONENT = 540;
/** 2^n at n + MOST_HALF_EXPONENT, by halving and doubling. */
const POWERS_OF_TWO = new Float64Array(2 * MOST_HALF_EXPONENT + 1);
for (let n = 0, up = 1, down = 1; n <= MOST_HALF_EXPONENT; n++, up *= 2, down /= 2) {
  POWERS_OF_TWO[MOST_HALF_EXPONENT + n] = up;
  POWERS_OF_TWO[MOST_HALF_EXPONENT - n] = down;
}

/**
 * Returns e^x, within one unit in the last place; ∞ above 709.78, 0 below −745.13, NaN for NaN.
 * x = k·ln 2 + r with |r| ≤ ½ ln 2; e^r = 1 + 2r/(R − r), R = r·(e^r + 1)/(e^r − 1) by a polynomial in r².
 */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  let p = 4.1381367970572385e-8;
  p = p * t - 1.6533902205465252e-6;
  p = p * t + 6.613756321437934e-5;
  p = p * t - 2.7777777777015593e-3;
  p = p * t + 1.6666666666666602e-1;
  const c = r - t * p;
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // In two factors, because 2^k alone may be out of range; only the second product rounds.
  const half = k >> 1;
  return y * POWERS_OF_TWO[MOST_HALF_EXPONENT + half]! * POWERS_OF_TWO[MOST_HALF_EXPONENT + k - half]!;
}

/**
 * Returns ln x, within one unit in the last place; −∞ for 0, NaN below it and for NaN.
 * x = 2^k·(1 + f) with √½ ≤ 1 + f < √2; s = f/(2 + f); ln(1 + f) = 2s + s·R(s²), R by a polynomial.
 */
export function log(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x > 0 ? x : Number.NaN;
  // 2^54 lifts what is subnormal.
  const isSubnormal = x < 2.2250738585072014e-308;
  bits[0] = isSubnormal ? x * 18014398509481984 : x;
  const high = words[HIGH]! + (0x3ff00000 - 0x3fe6a09e);
  const k = (high >> 20) - 0x3ff - (isSubnormal ? 54 : 0);
  words[HIGH] = (high & 0xfffff) + 0x3fe6a09e;
  const f = bits[0]! - 1;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  let even = 1.5313837699209373e-1;
  even = even * w + 2.2222198432149784e-1;
  even = even * w + 3.999999999940942e-1;
  let odd = 1.4798198605116586e-1;
  odd = odd * w + 1.818357216161805e-1;
  odd = odd * w + 2.857142874366239e-1;
  odd = odd * w + 6.666666666666735e-1;
  return s * (half + (w * even + z * odd)) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/** Returns log₂ x = ln x / ln 2, within two units in the last place. */
export const log2 = (x: number): number => log(x) / Math.LN2;

/** Returns cos 2πt for a share t of a turn, 0 ≤ t ≤ 1, within two units in the last place or 2⁻⁵³. */
export function cosOfTurn(t: number): number {
  return quarterTurns(t, 1);
}

/** Returns sin 2πt for a share t of a turn, 0 ≤ t ≤ 1, within two units in the last place or 2⁻⁵³. */
export function sinOfTurn(t: number): number {
  return quarterTurns(t, 0);
}

/** sin(2πt + quarters·π/2): 2πt = q·π/2 + x, where t − q/4 is exact, then a polynomial for |x| ≤ π/4. */
function quarterTurns(t: number, quarters: number): number {
  const q = Math.round(4 * t);
  const x = 2 * Math.PI * (t - q / 4);
  const quadrant = (q + quarters) & 3;
  const value = quadrant & 1 ? cosNearZero(x) : sinNearZero(x);
  return quadrant & 2 ? -value : value;
}

function sinNearZero(x: number): number {
  const z = x * x;
  let p = 1.58969099521155e-10;
  p = p * z - 2.5050760253406863e-8;
  p = p * z + 2.7557313707070068e-6;
  p = p * z - 1.984126982985795e-4;
  p = p * z + 8.33333333332249e-3;
  p = p * z - 1.6666666666666632e-1;
  return x + x * z * p;
}

function cosNearZero(x: number): number {
  const z = x * x;
  let p = -1.1359647557788195e-11;
  p = p * z + 2.087572321298175e-9;
  p = p * z - 2.7557314351390663e-7;
  p = p * z + 2.480158728947673e-5;
  p = p * z - 1.388888888887411e-3;
  p = p * z + 4.16666666666666e-2;
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + z * (z * p));
}

/** Returns base^n for a whole number n ≥ 0, by squaring. */
export function power(base: number, n: number): number {
  let result = 1;
  for (let left = n, square = base; left > 0; left = Math.floor(left / 2), square *= square) {
    if (left % 2 === 1) result *= square;
  }
  return result;
}
