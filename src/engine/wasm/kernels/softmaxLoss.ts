/** Loss and its derivative by the logits, row by row: log-q correction, accidental hits, margin, softmax. */
import { exp4, LEFT_OUT, largestLane, sigmoid4, sumOfLanes } from './vector';

/**
 * z[b,c] = scores − logQ_c + margin, left out (−1e30) where c ≠ b is row b's positive again, or padding;
 * L_b = logΣ_c e^{z_c} − Σ_c target_c·z_c,   G[b,c] = scale·(softmax(z)_c − target_c),
 * target = (1 − κ)·onehot(b) + κ·softmax(teacher's scores − logQ).   (Yi et al. 2019; AML reconstructed.)
 * scores [rows × columns] become G; padding rows become 0. `upstream` [rows × columns] is added to the scores,
 * and where gamma > 0 gives the margin γ·σ(sign·(s_up[b,c] − s_up[b,b])), 0 on the positive; 0: none.
 * `entities` and `logQ` [columns]; padding candidates have logQ = 1e30. → Σ_b L_b, in float64.
 */
export function softmaxLoss(
  scores: usize,
  upstream: usize,
  teacher: usize,
  entities: usize,
  logQ: usize,
  rows: i32,
  paddedRows: i32,
  columns: i32,
  gamma: f32,
  sign: f32,
  kappa: f32,
  scale: f32,
): f64 {
  const bytes = <usize>columns << 2;
  let loss: f64 = 0;
  for (let b = 0; b < rows; b++) {
    const row = scores + <usize>b * bytes;
    const own = row + (<usize>b << 2);
    const item = load<i32>(entities + (<usize>b << 2));
    if (upstream) addUpstream(row, upstream + <usize>b * bytes, bytes, <usize>b << 2, gamma, sign);
    const largest = correct(row, entities, logQ, bytes, item, own);
    let agreed = <f64>((1 - kappa) * load<f32>(own));
    const wanted = teacher ? teacher + <usize>b * bytes : 0;
    if (wanted) {
      const top = correct(wanted, entities, logQ, bytes, item, wanted + (<usize>b << 2));
      const total = exponentials(wanted, bytes, top);
      agreed += <f64>teacherTargets(wanted, row, bytes, kappa / total);
    }
    const total = exponentials(row, bytes, largest);
    loss += <f64>largest + Math.log(<f64>total) - agreed;
    const factor = f32x4.splat(scale / total);
    for (let c: usize = 0; c < bytes; c += 16) v128.store(row + c, f32x4.mul(v128.load(row + c), factor));
    if (wanted) {
      const share = f32x4.splat(scale);
      for (let c: usize = 0; c < bytes; c += 16) {
        v128.store(row + c, f32x4.sub(v128.load(row + c), f32x4.mul(share, v128.load(wanted + c))));
      }
    }
    store<f32>(own, load<f32>(own) - scale * (1 - kappa));
  }
  memory.fill(scores + <usize>rows * bytes, 0, <usize>(paddedRows - rows) * bytes);
  return loss;
}

/** Adds the frozen base of the scores, and the adaptive margin of every candidate but the positive. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function addUpstream(row: usize, upstream: usize, bytes: usize, positive: usize, gamma: f32, sign: f32): void {
  if (!(gamma > 0)) {
    for (let c: usize = 0; c < bytes; c += 16) {
      v128.store(row + c, f32x4.add(v128.load(row + c), v128.load(upstream + c)));
    }
    return;
  }
  const base = f32x4.splat(load<f32>(upstream + positive));
  const signs = f32x4.splat(sign);
  const gammas = f32x4.splat(gamma);
  const own = load<f32>(row + positive) + load<f32>(upstream + positive);
  for (let c: usize = 0; c < bytes; c += 16) {
    const up = v128.load(upstream + c);
    const margin = f32x4.mul(gammas, sigmoid4(f32x4.mul(signs, f32x4.sub(up, base))));
    v128.store(row + c, f32x4.add(v128.load(row + c), f32x4.add(up, margin)));
  }
  store<f32>(row + positive, own);
}

/** Log-q correction, and accidental hits left out: the row's own positive stays. → the largest logit. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function correct(row: usize, entities: usize, logQ: usize, bytes: usize, item: i32, own: usize): f32 {
  const positive = load<f32>(own) - load<f32>(logQ + (own - row));
  const items = i32x4.splat(item);
  const leftOut = f32x4.splat(LEFT_OUT);
  let largest = f32x4.splat(positive);
  for (let c: usize = 0; c < bytes; c += 16) {
    const corrected = f32x4.sub(v128.load(row + c), v128.load(logQ + c));
    const kept = v128.bitselect(leftOut, corrected, i32x4.eq(v128.load(entities + c), items));
    v128.store(row + c, kept);
    // A NaN among them comes out of the exponentials; `max`, which passes it on, takes eight instructions.
    largest = f32x4.pmax(largest, kept);
  }
  store<f32>(own, positive);
  return largestLane(largest);
}

/** e^{z − largest} takes the place of z. → their sum. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function exponentials(row: usize, bytes: usize, largest: f32): f32 {
  const top = f32x4.splat(largest);
  let sum = f32x4.splat(0);
  for (let c: usize = 0; c < bytes; c += 16) {
    const value = exp4(f32x4.sub(v128.load(row + c), top));
    v128.store(row + c, value);
    sum = f32x4.add(sum, value);
  }
  return sumOfLanes(sum);
}

/** κ·softmax takes the place of the teacher's exponentials. → Σ_c target_c·z_c */
// @ts-expect-error: AssemblyScript's decorator
@inline
function teacherTargets(wanted: usize, row: usize, bytes: usize, share: f32): f32 {
  const shares = f32x4.splat(share);
  let agreed = f32x4.splat(0);
  for (let c: usize = 0; c < bytes; c += 16) {
    const target = f32x4.mul(v128.load(wanted + c), shares);
    v128.store(wanted + c, target);
    agreed = f32x4.add(agreed, f32x4.mul(target, v128.load(row + c)));
  }
  return sumOfLanes(agreed);
}
