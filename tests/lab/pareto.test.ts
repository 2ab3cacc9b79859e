import { describe, expect, it } from 'vitest';
import { hypervolume, nonDominated } from '../../src/lab/pareto';

describe('the Pareto front', () => {
  it('keeps what nothing beats on both axes, equal points once', () => {
    const points = [
      [0.1, 0.5],
      [0.2, 0.4],
      [0.2, 0.3],
      [0.15, 0.4],
      [0.3, 0.1],
      [0.3, 0.1],
      [0.05, 0.5],
    ] as const;
    expect(nonDominated(points)).toEqual([
      [0.1, 0.5],
      [0.2, 0.4],
      [0.3, 0.1],
    ]);
    expect(nonDominated([])).toEqual([]);
  });

  it('covers the union of its rectangles, each counted once', () => {
    // .1·.5 + (.2 − .1)·.4 + (.3 − .2)·.1 = .05 + .04 + .01
    const front = [
      [0.3, 0.1],
      [0.1, 0.5],
      [0.2, 0.4],
      [0.15, 0.2],
    ] as const;
    expect(hypervolume(front)).toBeCloseTo(0.1, 12);
    expect(hypervolume([[0.5, 0.2]])).toBeCloseTo(0.1, 12);
    expect(hypervolume([[0.5, 0]])).toBe(0);
    expect(hypervolume([])).toBe(0);
  });
});
