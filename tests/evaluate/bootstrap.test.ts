import { describe, expect, it } from 'vitest';
import { bootstrapIntervals } from '../../src/evaluate/bootstrap';
import { createRandom } from '../../src/random';

const intervals = (seed: number, ...columns: number[][]) =>
  bootstrapIntervals(columns, createRandom(seed, 'test'));

describe('bootstrap intervals', () => {
  it('have no width when every user has the same value', () => {
    expect(intervals(0, [0.25, 0.25, 0.25])).toEqual([[0.25, 0.25]]);
  });

  it('are close to the normal approximation with many users', () => {
    // 400 users, half 0 and half 1: standard error .5 / √400 = .025, so .5 ± 1.96 · .025 = [.451, .549].
    const values = Array.from({ length: 400 }, (_, user) => user % 2);
    for (const seed of [0, 1, 2]) {
      const [[low, high] = [0, 0]] = intervals(seed, values);
      expect(Math.abs(low - 0.451)).toBeLessThan(0.008);
      expect(Math.abs(high - 0.549)).toBeLessThan(0.008);
    }
  });

  it('use the same draws for every column', () => {
    const values = [0, 1, 1, 0, 1, 0.5, 0.25];
    const [first, second] = intervals(1, values, values);
    expect(first).toEqual(second);
  });

  it('are the same for the same seed and differ for another', () => {
    const values = Array.from({ length: 101 }, (_, user) => Math.sin(user));
    expect(intervals(0, values)).toEqual(intervals(0, values));
    expect(intervals(0, values)).not.toEqual(intervals(1, values));
  });

  it('require at least one user and columns of the same length', () => {
    expect(() => intervals(0, [])).toThrow(RangeError);
    expect(() => intervals(0, [1, 2], [1])).toThrow(RangeError);
  });
});
