/** The processor's peak of plain SIMD128: products and sums in registers, without a load or a store. */

/** Operations of one round: twelve registers of four lanes, a product and a sum each. */
const ROUND_OPERATIONS: f64 = 12 * 4 * 2;

/** c ← c·x + y of twelve registers, `rounds` times; those of different registers do not wait for one another. */
export function peak(rounds: i32): f32 {
  const x = f32x4.splat(0.5);
  const y = f32x4.splat(0.25);
  let c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
  for (let round = 0; round < rounds; round++) {
    c0 = f32x4.add(f32x4.mul(c0, x), y);
    c1 = f32x4.add(f32x4.mul(c1, x), y);
    c2 = f32x4.add(f32x4.mul(c2, x), y);
    c3 = f32x4.add(f32x4.mul(c3, x), y);
    c4 = f32x4.add(f32x4.mul(c4, x), y);
    c5 = f32x4.add(f32x4.mul(c5, x), y);
    c6 = f32x4.add(f32x4.mul(c6, x), y);
    c7 = f32x4.add(f32x4.mul(c7, x), y);
    c8 = f32x4.add(f32x4.mul(c8, x), y);
    c9 = f32x4.add(f32x4.mul(c9, x), y);
    c10 = f32x4.add(f32x4.mul(c10, x), y);
    c11 = f32x4.add(f32x4.mul(c11, x), y);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3)), f32x4.add(c4, c5));
  const high = f32x4.add(f32x4.add(f32x4.add(c6, c7), f32x4.add(c8, c9)), f32x4.add(c10, c11));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}

/** Returns the floating-point operations of `rounds` rounds. */
export function operationsOf(rounds: i32): f64 {
  return <f64>rounds * ROUND_OPERATIONS;
}
