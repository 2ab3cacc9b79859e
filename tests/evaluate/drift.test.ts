import { describe, expect, it } from 'vitest';
import { largestScoreChange } from '../../src/evaluate/drift';
import { tableScorer } from './datasetOfRows';

describe('the largest score change', () => {
  const before = tableScorer([
    [
      [1, 2],
      [3, 4],
    ],
    [
      [0, 0],
      [0, Number.NEGATIVE_INFINITY],
    ],
  ]);
  const after = tableScorer([
    [
      [1, 2.5],
      [1, 4],
    ],
    [
      [0, 0],
      [0, Number.NEGATIVE_INFINITY],
    ],
  ]);

  it('is the largest absolute difference over users and items', async () => {
    // |2.5 − 2| = .5 and |1 − 3| = 2.
    expect(await largestScoreChange({ before, after, objective: 0 })).toBe(2);
    expect(await largestScoreChange({ before, after, objective: 0, users: Int32Array.of(0) })).toBe(0.5);
  });

  it('is exactly 0 when no score changed', async () => {
    expect(await largestScoreChange({ before, after, objective: 1 })).toBe(0);
  });

  it('is NaN when a score is NaN', async () => {
    const broken = tableScorer([
      [
        [Number.NaN, 2],
        [3, 4],
      ],
    ]);
    expect(await largestScoreChange({ before, after: broken, objective: 0 })).toBeNaN();
  });

  it('rejects an objective that one of the two scorers does not have', async () => {
    await expect(largestScoreChange({ before, after, objective: 2 })).rejects.toThrow(RangeError);
  });
});
