/** The parts of an item's fused score, so that a person sees which objective put the item where it is. */
import { CodedError } from '../coded';
import { checkWeights } from './fuse';

/**
 * α_t · s_t for each objective t; their sum is the item's F.    (ours)
 * scores O × [N], weights α [O] → [O]. Throws CodedError as `checkWeights` does, and `unknown-item`.
 */
export function contributions(
  scores: readonly Float32Array[],
  weights: readonly number[],
  item: number,
): number[] {
  checkWeights(weights, scores.length);
  return scores.map((score, objective) => {
    const value = score[item];
    if (value === undefined) throw new CodedError('unknown-item', { item, items: score.length });
    return weights[objective]! * value;
  });
}
