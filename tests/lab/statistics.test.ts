import { describe, expect, it } from 'vitest';
import { holm, signFlipTest } from '../../src/lab/significance';
import { estimate, intervalOverUsers } from '../../src/lab/statistics';
import { createRandom } from '../../src/random';

const random = () => createRandom(0, 'test');

/** All 2ⁿ patterns, one after the other, as the definition says. */
function enumerated(differences: readonly number[]): number {
  const patterns = 2 ** differences.length;
  const total = differences.reduce((sum, value) => sum + value, 0);
  let extreme = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    const sum = differences.reduce((s, value, i) => s + ((pattern >> i) & 1 ? -value : value), 0);
    if (Math.abs(sum) >= Math.abs(total) - 1e-9) extreme++;
  }
  return extreme / patterns;
}

describe('mean and deviation over seeds', () => {
  it('are those of the sample, and a single seed has no deviation', () => {
    // mean 2; ((−1)² + 0² + 1²) / 2 = 1
    expect(estimate([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
    expect(estimate([0.4])).toEqual({ mean: 0.4 });
    expect(() => estimate([])).toThrow(RangeError);
  });

  it('have an interval over users that is the same whenever asked and holds the mean', () => {
    const values = Array.from({ length: 40 }, (_, user) => (user % 4) / 4);
    const [low, high] = intervalOverUsers(values);
    expect(intervalOverUsers(values)).toEqual([low, high]);
    expect(low).toBeLessThan(0.375);
    expect(high).toBeGreaterThan(0.375);
    expect(high - low).toBeLessThan(0.25);
  });
});

describe('the sign-flip test', () => {
  it('counts the sign patterns that are as extreme', () => {
    // Of ±1 ±2 ±3 only 6 and −6 reach |6|: 2 of 8.
    expect(signFlipTest([1, 2, 3], random())).toBe(0.25);
    // Of ±1 ±1 ∓… with total 0 every pattern is as extreme.
    expect(signFlipTest([1, -1], random())).toBe(1);
    expect(signFlipTest([], random())).toBe(1);
  });

  it('is exact for eleven pairs, across two groups of eight', () => {
    const differences = [0.3, -0.1, 0.25, 0.4, -0.05, 0.1, 0.2, -0.3, 0.35, 0.15, -0.02];
    expect(signFlipTest(differences, random())).toBe(enumerated(differences));
  });

  it('draws patterns at random for more pairs and comes close to the enumeration', () => {
    const differences = Array.from({ length: 17 }, (_, i) => 0.2 - 0.04 * i + (i % 3 ? 0.35 : -0.1));
    const exact = enumerated(differences);
    expect(exact).toBeGreaterThan(0.01);
    // Standard error √(p(1 − p)/10⁴) < .005.
    expect(Math.abs(signFlipTest(differences, random()) - exact)).toBeLessThan(0.02);
  });

  it('never says 0, and says little for a difference that is always there', () => {
    expect(signFlipTest(new Array(200).fill(0.1), random())).toBeCloseTo(1 / 10_001, 8);
  });
});

describe('Holm’s correction', () => {
  it('multiplies the smallest by all, the next by one fewer, and never falls', () => {
    // sorted .005, .01, .03, .04 → .02, .03, .06, max(.06, .04) = .06
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((value, index) => {
      expect(adjusted[index]).toBeCloseTo(value, 12);
    });
    expect(holm([0.6, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
