/** The uncertainty of a mean over users: percentile intervals by resampling users. */
import { quantileSorted } from 'simple-statistics';
import type { Random } from '../random';

/**
 * Returns the 95% percentile bootstrap intervals of the means (Efron 1979): the 2.5% and 97.5% quantiles of
 * the mean over n users drawn with replacement, for each column. All columns see the same draws.
 * columns C × [n] → C × [low, high]. Throws RangeError when there are no users or the columns differ.
 */
export function bootstrapIntervals(
  columns: readonly ArrayLike<number>[],
  random: Random,
  resamples = 1000,
): [number, number][] {
  const users = columns[0]?.length ?? 0;
  if (users === 0 || columns.some((column) => column.length !== users)) {
    throw new RangeError(`columns [${columns.map(({ length }) => length).join(', ')}]`);
  }
  const means = columns.map(() => new Float64Array(resamples));
  const draws = new Int32Array(users);
  for (let resample = 0; resample < resamples; resample++) {
    for (let draw = 0; draw < users; draw++) draws[draw] = random.integer(users);
    for (let column = 0; column < columns.length; column++) {
      means[column]![resample] = meanOf(columns[column]!, draws);
    }
  }
  return means.map((values) => {
    const sorted = [...values.sort()];
    return [quantileSorted(sorted, 0.025), quantileSorted(sorted, 0.975)];
  });
}

function meanOf(values: ArrayLike<number>, draws: Int32Array): number {
  let sum = 0;
  for (let draw = 0; draw < draws.length; draw++) sum += values[draws[draw]!]!;
  return sum / draws.length;
}
