/** Why an item stands where it stands: what each objective added to its fused score. */
import { checkWeights } from './fuse';

/**
 * α_o · s_o for each objective; their sum is the item's F    (ours)
 * scores O × [N], weights [O] → [O]. Throws RangeError for wrong weights, or an item that is not there.
 */
export function contributions(
  scores: readonly Float32Array[],
  weights: readonly number[],
  item: number,
): number[] {
  checkWeights(weights, scores.length);
  return scores.map((score, objective) => {
    const value = score[item];
    if (value === undefined) throw new RangeError(`There is no item ${item} among ${score.length}.`);
    return weights[objective]! * value;
  });
}
