/**
 * A user tower conditioned on the fusion weights, split where the weights enter: the part that depends on the user
 * alone is computed once, so that each new weighting costs one small layer.
 */
import { gatherInputs, meanSeenRow } from '../inputs';
import type { EncodedSide } from '../lookups';
import type { PreferenceTower } from '../vectors';
import { type Network, PREFERENCE_SCALE } from './network';

/**
 * Computes the user tower of a network with one group, one expert and one head. Plain loops on the host, so that the same weights
 * give the same bits wherever they come from; unseen ids take the mean id row.
 */
export function preferenceTower({ users }: Network, side: EncodedSide): PreferenceTower {
  const [group] = users.groups;
  const expert = users.levels[0]!.experts[0]!;
  const { inputWidth } = group!;
  const { inputs, units, weights } = expert;
  const columns = Int32Array.from({ length: inputWidth }, (_, column) => column);
  const entities = Int32Array.from({ length: side.count }, (_, entity) => entity);
  const meanIdRow = meanSeenRow(group!.tables[0]!, side.seen);
  const x = gatherInputs({ tower: group!, side, entities, columns, meanIdRow });
  const hidden = new Float32Array(side.count * units);
  for (let user = 0; user < side.count; user++) {
    const sums = Float64Array.from(weights.subarray(inputs * units));
    for (let column = 0; column < inputWidth; column++) {
      const value = x[user * inputWidth + column]!;
      for (let unit = 0; unit < units; unit++) sums[unit]! += value * weights[column * units + unit]!;
    }
    hidden.set(sums, user * units);
  }
  return {
    hidden,
    condition: Float32Array.from(
      weights.subarray(inputWidth * units, inputs * units),
      (weight) => PREFERENCE_SCALE * weight,
    ),
    head: Float32Array.from(users.heads[0]!.weights),
  };
}
