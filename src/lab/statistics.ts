/** What several seeds come to: a mean, how far the seeds lie apart, and how far users could move it. */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { bootstrapIntervals } from '../evaluate/bootstrap';
import { createRandom } from '../random';

/** A mean over seeds; `deviation` is the sample standard deviation, which a single seed has not. */
export interface Estimate {
  mean: number;
  deviation?: number;
}

/**
 * mean = Σ x / n, deviation = √(Σ (x − mean)² / (n − 1)).
 * Throws RangeError without values.
 */
export function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) throw new RangeError('There is no mean of nothing.');
  const numbers = [...values];
  if (numbers.length === 1) return { mean: mean(numbers) };
  return { mean: mean(numbers), deviation: sampleStandardDeviation(numbers) };
}

/**
 * 95 % percentile bootstrap interval of the mean over users (Efron 1979); the same seed gives the same
 * interval. values [n], one for each user, or for each user and seed. Throws RangeError without values.
 */
export function intervalOverUsers(values: readonly number[], seed = 0): [number, number] {
  const [interval = [Number.NaN, Number.NaN]] = bootstrapIntervals(
    [values],
    createRandom(seed, 'lab-interval'),
  );
  return interval;
}

/** [seeds][users] → [users], each user's mean over seeds. */
export function averaged(seeds: readonly (readonly number[])[]): number[] {
  const [first = []] = seeds;
  return first.map((_, user) => seeds.reduce((sum, seed) => sum + seed[user]!, 0) / seeds.length);
}
