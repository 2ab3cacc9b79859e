/** Statistics over seeds and users: means, deviations and bootstrap intervals. */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { bootstrapIntervals } from '../evaluate/bootstrap';
import { createRandom } from '../random';

/** A mean over seeds; `deviation` is the sample standard deviation, absent for a single seed. */
export interface Estimate {
  mean: number;
  deviation?: number;
}

/**
 * Returns mean = Σ x / n, deviation = √(Σ (x − mean)² / (n − 1)).
 * Throws RangeError without values.
 */
export function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) throw new RangeError('no values');
  const numbers = [...values];
  if (numbers.length === 1) return { mean: mean(numbers) };
  return { mean: mean(numbers), deviation: sampleStandardDeviation(numbers) };
}

/**
 * Returns the 95 % percentile bootstrap interval of the mean over users (Efron 1979); the same seed gives the same
 * interval. values [n], one for each user, or for each user and seed. Throws RangeError without values.
 */
export function intervalOverUsers(values: readonly number[], seed = 0): [number, number] {
  const [interval = [Number.NaN, Number.NaN]] = bootstrapIntervals(
    [values],
    createRandom(seed, 'lab-interval'),
  );
  return interval;
}

/** Averages each user over seeds: [seeds][users] → [users]. */
export function averaged(seeds: readonly (readonly number[])[]): number[] {
  const [first = []] = seeds;
  return first.map((_, user) => seeds.reduce((sum, seed) => sum + seed[user]!, 0) / seeds.length);
}
