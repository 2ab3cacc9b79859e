/**
 * ρ, "if it were shown": how much of exposure's own block counts in F. With ρ = 1 a list says what people will see and do;
 * with ρ = 0 it ranks by what they would do with an item once they saw it.    (ours)
 */
import type { ScoreKind } from '../model/vectors';

/**
 * Returns the weights α' with which F = Σ α'_t s_t has the gain g_d = ρ·Σα of exposure's block and the gains of α
 * of all others:
 *
 *   α'_d = ρ·Σα − Σ_{t > d} α_t = α_d − (1 − ρ)·Σα,   α'_t = α_t   (cumulative scores)
 *   α'_d = ρ·α_d                                                   (separate scores: g = α)
 *
 * α'_d may be negative. ρ = 1 returns α itself. weights α [O], 0 ≤ ρ ≤ 1 → [O].
 */
export function effectiveWeights(
  weights: readonly number[],
  rho: number,
  scores: ScoreKind = 'cumulative',
): number[] {
  const [exposure = 0, ...others] = weights;
  const counted = scores === 'separate' ? exposure : others.reduce((sum, weight) => sum + weight, exposure);
  return [exposure - (1 - rho) * counted, ...others];
}
