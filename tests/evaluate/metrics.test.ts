import { describe, expect, it } from 'vitest';
import { cutoff, ndcgAtK, recallAtK } from '../../src/evaluate/metrics';

const relevant = (items: number, ...positives: number[]) => {
  const mask = new Uint8Array(items);
  for (const item of positives) mask[item] = 1;
  return { mask, count: positives.length };
};

describe('Recall@K', () => {
  it('is the share of the positives among the first K', () => {
    // Top 3 of the ranking 4, 0, 2, 1 holds 4 and 2 of the positives {1, 2, 4}: 2 / 3.
    expect(recallAtK(Int32Array.of(4, 0, 2, 1), relevant(5, 1, 2, 4), 3)).toBeCloseTo(2 / 3, 12);
  });

  it('divides by all positives even when there are more than K', () => {
    // K = 1, P = {0, 1}, a hit: 1 / 2.
    expect(recallAtK(Int32Array.of(0), relevant(3, 0, 1), 1)).toBe(0.5);
  });
});

describe('NDCG@K', () => {
  it('discounts a hit by its position and compares with the ideal order', () => {
    // Hits at positions 1 and 3: 1/log2 2 + 1/log2 4 = 1 + .5 = 1.5.
    // Ideal of 3 positives: 1 + 1/log2 3 + .5 = 1 + .63093 + .5 = 2.13093. 1.5 / 2.13093 = .70392.
    expect(ndcgAtK(Int32Array.of(4, 0, 2, 1), relevant(5, 1, 2, 4), 3)).toBeCloseTo(0.70392, 5);
  });

  it('truncates the ideal at K', () => {
    // Both of the top 2 hit, three positives exist: ideal of min(3, 2) positions is reached, so 1.
    expect(ndcgAtK(Int32Array.of(1, 2), relevant(5, 1, 2, 4), 2)).toBe(1);
  });

  it('is 1 / log2 3 for a single positive in second place', () => {
    expect(ndcgAtK(Int32Array.of(0, 3), relevant(4, 3), 2)).toBeCloseTo(0.63093, 5);
  });
});

it('a user without positives has no metric', () => {
  expect(() => recallAtK(Int32Array.of(0), relevant(2), 1)).toThrow(RangeError);
  expect(() => ndcgAtK(Int32Array.of(0), relevant(2), 1)).toThrow(RangeError);
});

it('K is a tenth of the items, between 5 and 50, and never more than there are', () => {
  expect([3, 5, 40, 59, 60, 77, 499, 500, 800, 20_000].map(cutoff)).toEqual([
    3, 5, 5, 5, 6, 7, 49, 50, 50, 50,
  ]);
});
