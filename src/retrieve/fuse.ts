/**
 * Fusion: one number per item from the scores of all objectives. Sliders call this on every input
 * event, so it is plain arithmetic on typed arrays and knows neither model nor page.
 */
import type { Scorer } from './scorer';

/**
 * Throws RangeError when there is not one finite weight per objective, or when all are 0:
 * such weights rank nothing.
 */
export function checkWeights(weights: readonly number[], objectives: number): void {
  if (weights.length !== objectives) {
    throw new RangeError(
      `There are ${objectives} objectives but ${weights.length} weights; give one for each.`,
    );
  }
  const wrong = weights.find((weight) => !Number.isFinite(weight));
  if (wrong !== undefined) {
    throw new RangeError(`A fusion weight is ${wrong}; give every objective a finite number.`);
  }
  if (weights.every((weight) => weight === 0)) {
    throw new RangeError('All fusion weights are 0; raise at least one of them above 0.');
  }
}

/**
 * F = Σ_o α_o s_o    (DESIGN's linear fusion; ours)
 * scores O × [N], weights [O] → out [N], which is returned. Sums in float64, stored in float32.
 * Throws RangeError as `checkWeights` does, and when an array's length is not out's.
 */
export function fuse(
  scores: readonly Float32Array[],
  weights: readonly number[],
  out: Float32Array,
): Float32Array {
  checkWeights(weights, scores.length);
  const wrong = scores.find((score) => score.length !== out.length);
  if (wrong) throw new RangeError(`Scores of ${wrong.length} items do not fit ${out.length} fused scores.`);
  const [first, second, third] = scores;
  if (first && second && third && scores.length === 3) {
    // The usual case unrolled: one pass, no inner loop.
    const [a = 0, b = 0, c = 0] = weights;
    for (let item = 0; item < out.length; item++) {
      out[item] = a * first[item]! + b * second[item]! + c * third[item]!;
    }
    return out;
  }
  for (let item = 0; item < out.length; item++) {
    let sum = 0;
    for (let objective = 0; objective < scores.length; objective++) {
      sum += weights[objective]! * scores[objective]![item]!;
    }
    out[item] = sum;
  }
  return out;
}

/**
 * F of every item for one user as the scorer fuses: by its own fusion where it has one, else Σ_o α_o s_o.
 * scores O × [N] are the scorer's for this user → out [N], which is returned. Throws as `fuse` does.
 */
export function fuseFor(
  scorer: Scorer,
  { user, weights, scores }: { user: number; weights: readonly number[]; scores: readonly Float32Array[] },
  out: Float32Array,
): Float32Array {
  if (!scorer.fuse) return fuse(scores, weights, out);
  checkWeights(weights, scorer.objectives);
  scorer.fuse(user, weights, out);
  return out;
}

/**
 * g_o = Σ_{t ≥ o} α_t: (α_d + α_c + α_v, α_c + α_v, α_v)    (ours)
 * Because scores are cumulative, block o takes part in the score of every objective from o on.
 * weights [O] → [O]. Throws RangeError as `checkWeights` does.
 */
export function blockGains(weights: readonly number[]): number[] {
  checkWeights(weights, weights.length);
  const gains = [...weights];
  for (let objective = gains.length - 2; objective >= 0; objective--) {
    gains[objective]! += gains[objective + 1]!;
  }
  return gains;
}

/**
 * g ⊙ e_u, so that ⟨g ⊙ e_u, e_i⟩ = F: one item index of width K serves every weighting    (ours)
 * vector [K]; blocks [K] the owner of each output unit; gains [O] → [K].
 * A unit whose owner has no gain (free) is 0. Throws RangeError when vector and blocks differ in length.
 */
export function scaleUserVector(
  vector: Float32Array,
  blocks: ArrayLike<number>,
  gains: readonly number[],
): Float32Array {
  if (vector.length !== blocks.length) {
    throw new RangeError(`The vector is ${vector.length} wide but ${blocks.length} owners are given.`);
  }
  return vector.map((value, unit) => value * (gains[blocks[unit]!] ?? 0));
}
