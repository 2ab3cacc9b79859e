/**
 * Fusion: one score per item from the scores s_t of all objectives t, under one weight α_t for each:
 *
 *   F(u, i) = Σ_t α_t · s_t(u, i)
 *
 * Where scores are cumulative, s_t = Σ_{o ≤ t} ⟨e^o_u, e^o_i⟩, block o takes part in every score from o on:
 *
 *   F(u, i) = Σ_o g_o · ⟨e^o_u, e^o_i⟩ = ⟨g ⊙ e_u, e_i⟩   with gains g_o = Σ_{t ≥ o} α_t
 *
 * The first form ranks anew at every move of a slider; the second serves every weighting from a single index
 * of item vectors. It is plain arithmetic on typed arrays and knows neither model nor page.    (ours)
 */
import { CodedError } from '../coded';
import type { ScoreKind } from '../model/vectors';
import type { Scorer } from './scorer';

/**
 * F = Σ_t α_t s_t.   scores O × [N], weights α [O] → out [N], which is returned.
 * Sums in float64 and stores in float32. Throws as `checkWeights` does, and RangeError when an array's length
 * is not that of `out`.
 */
export function fuse(
  scores: readonly Float32Array[],
  weights: readonly number[],
  out: Float32Array,
): Float32Array {
  checkWeights(weights, scores.length);
  const misfit = scores.find((score) => score.length !== out.length);
  if (misfit) throw new RangeError(`scores [${misfit.length}], fused scores [${out.length}]`);
  const [exposure, click, conversion] = scores;
  if (exposure && click && conversion && scores.length === 3) {
    // The usual case unrolled: one pass, no inner loop.
    const [a = 0, b = 0, c = 0] = weights;
    for (let item = 0; item < out.length; item++) {
      out[item] = a * exposure[item]! + b * click[item]! + c * conversion[item]!;
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
 * g_o = Σ_{t ≥ o} α_t: (α_d + α_c + α_v, α_c + α_v, α_v). Where scores are separate, block o takes part in
 * its own score alone, and g = α.   weights α [O] → gains g [O]. Throws as `checkWeights` does.
 */
export function blockGains(weights: readonly number[], scores: ScoreKind = 'cumulative'): number[] {
  checkWeights(weights, weights.length);
  const gains = [...weights];
  if (scores === 'separate') return gains;
  for (let objective = gains.length - 2; objective >= 0; objective--) {
    gains[objective]! += gains[objective + 1]!;
  }
  return gains;
}

/**
 * g ⊙ e_u, so that ⟨g ⊙ e_u, e_i⟩ = F(u, i).   vector e_u [K], blocks [K] the owner of each output unit,
 * gains g [O] → [K], 0 where the unit's owner has no gain (free). Throws RangeError when vector and blocks
 * differ in length.
 */
export function scaleUserVector(
  vector: Float32Array,
  blocks: ArrayLike<number>,
  gains: readonly number[],
): Float32Array {
  if (vector.length !== blocks.length) {
    throw new RangeError(`vector [${vector.length}], blocks [${blocks.length}]`);
  }
  return vector.map((value, unit) => value * (gains[blocks[unit]!] ?? 0));
}

/**
 * Fuses as the scorer does: by the fusion of its own method where it has one, else linearly.
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
 * Throws CodedError when there is not one weight per objective (`weights-count`), when one is not finite
 * (`weight-not-finite`), or when all are 0 and rank nothing (`weights-all-zero`).
 */
export function checkWeights(weights: readonly number[], objectives: number): void {
  if (weights.length !== objectives) {
    throw new CodedError('weights-count', { objectives, weights: weights.length });
  }
  const infinite = weights.find((weight) => !Number.isFinite(weight));
  if (infinite !== undefined) throw new CodedError('weight-not-finite', { weight: String(infinite) });
  if (weights.every((weight) => weight === 0)) throw new CodedError('weights-all-zero');
}
