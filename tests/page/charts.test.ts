import { describe, expect, it } from 'vitest';
import { lossRows, stageEnds } from '../../src/page/train/chartRows';
import { downsample } from '../../src/page/train/downsample';

describe('downsample', () => {
  it('draws each bucket at its mean value and last step', () => {
    const points = [2, 4, 6, 8, 10].map((value, index) => ({ step: index + 1, value }));
    // 5 points into at most 3 buckets: size ⌈5 / 3⌉ = 2 → (2 + 4)/2 at 2, (6 + 8)/2 at 4, 10 at 5.
    expect(downsample(points, 3)).toEqual([
      { step: 2, value: 3 },
      { step: 4, value: 7 },
      { step: 5, value: 10 },
    ]);
  });

  it('keeps a short history unchanged and never draws more points than the limit', () => {
    const points = Array.from({ length: 1001 }, (_, step) => ({ step, value: 1 }));
    expect(downsample(points, 1001)).toBe(points);
    expect(downsample(points, 400).length).toBeLessThanOrEqual(400);
  });

  it('rejects a limit of 0', () => {
    expect(() => downsample([], 0)).toThrow(RangeError);
  });
});

describe('lossRows', () => {
  const stages = [
    { id: 'a', kind: 'train' as const, objective: 'exposure' as const, steps: 2 },
    { id: 'p', kind: 'prune' as const, objective: 'exposure' as const, steps: 0 },
    { id: 'b', kind: 'train' as const, objective: 'click' as const, steps: 1 },
  ];

  it('puts every loss under the objective whose stage it belongs to, with a gap before each stage', () => {
    const losses = [
      { step: 1, stage: 'a', loss: 5 },
      { step: 2, stage: 'a', loss: 4 },
      { step: 3, stage: 'b', loss: 9 },
    ];
    expect(lossRows(losses, stages)).toEqual([
      { step: 0 },
      { step: 1, exposure: 5 },
      { step: 2, exposure: 4 },
      { step: 2 },
      { step: 3, click: 9 },
    ]);
  });

  it('marks the end of every stage that has steps, except the last', () => {
    expect(stageEnds(stages)).toEqual([2]);
  });
});
