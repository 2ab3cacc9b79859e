import { describe, expect, it } from 'vitest';
import { bestPoints, colourGrid, gridOf, nearestCell } from '../../src/page/retrieve/gridColours';
import { triangleGeometry } from '../../src/page/retrieve/triangleGeometry';
import { inHundredths, weightsAfterKey } from '../../src/page/retrieve/triangleKeys';
import type { WeightingGrid } from '../../src/retrieve/weightingGrid';
import { simplexGrid } from '../../src/retrieve/weightings';

describe('the picture of the weightings', () => {
  it.each([2, 3])(
    'places every weighting of %i objectives inside it, and finds its weights again',
    (objectives) => {
      const geometry = triangleGeometry(objectives);
      for (const weights of simplexGrid(objectives)) {
        const { x, y } = geometry.place(weights);
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(geometry.width);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(geometry.height);
        geometry.weightsAt({ x, y }).forEach((weight, index) => {
          expect(weight).toBeCloseTo(weights[index]!, 10);
        });
      }
      expect(geometry.corners).toHaveLength(objectives);
    },
  );

  it('takes a place below the lower edge to that edge', () => {
    const geometry = triangleGeometry(3);
    const { x } = geometry.place([0.5, 0.5, 0]);
    expect(inHundredths(geometry.weightsAt({ x, y: geometry.height + 40 }))).toEqual([0.5, 0.5, 0]);
  });
});

describe('the keys of the point', () => {
  const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

  it('move it by a step to every side, and with Shift by a small one', () => {
    // Right along the lower edge: .05 from exposure to click.
    expect(weightsAfterKey([0.5, 0.5, 0], key('ArrowRight'))?.map((w) => Number(w.toFixed(3)))).toEqual([
      0.45, 0.55, 0,
    ]);
    // Upwards: y is the weight of conversion, the others lose alike.
    expect(weightsAfterKey([0.5, 0.5, 0], key('ArrowUp', true))?.map((w) => Number(w.toFixed(3)))).toEqual([
      0.495, 0.495, 0.01,
    ]);
    expect(weightsAfterKey([0, 0, 1], key('ArrowUp'))).toEqual([0, 0, 1]);
  });

  it('lead to the first corner, the last and the middle, and leave other keys alone', () => {
    expect(weightsAfterKey([0.2, 0.3, 0.5], key('Home'))).toEqual([1, 0, 0]);
    expect(weightsAfterKey([0.2, 0.3, 0.5], key('End'))).toEqual([0, 0, 1]);
    expect(weightsAfterKey([0.2, 0.8], key('PageUp'))).toEqual([0.5, 0.5]);
    expect(weightsAfterKey([0.2, 0.3, 0.5], key('a'))).toBeNull();
  });

  it('move along a line with all four arrows', () => {
    expect(weightsAfterKey([0.5, 0.5], key('ArrowUp'))?.[1]).toBeCloseTo(0.55, 12);
    expect(weightsAfterKey([0.5, 0.5], key('ArrowLeft'))?.[1]).toBeCloseTo(0.45, 12);
  });

  it('set weights in hundredths that sum to 1', () => {
    expect(inHundredths([1 / 3, 1 / 3, 1 / 3])).toEqual([0.34, 0.33, 0.33]);
    expect(inHundredths([0.025, 0.025, 0.95])).toEqual([0.03, 0.02, 0.95]);
    expect(inHundredths([0.29, 0.71])).toEqual([0.29, 0.71]);
  });
});

describe('the colours of the grid', () => {
  const point = (weights: number[], exposure: number, click: number) => ({
    weights,
    recall: { exposure, click },
    coverage: 0.1,
    popularity: 1,
  });
  const grid = (rho: number, points: WeightingGrid['points']): WeightingGrid => ({
    rho,
    steps: 10,
    split: 'validation',
    k: 5,
    points,
  });
  const grids = [
    grid(1, [point([1, 0], 0.4, 0.1), point([0.5, 0.5], 0.3, 0.3), point([0, 1], 0.1, 0.4)]),
    grid(0, [point([0, 1], 0.2, 0.8)]),
  ];
  const objectives = ['exposure', 'click'] as const;

  it('are levels between the lowest and the highest recall of the chosen objective', () => {
    const { cells, low, high } = colourGrid(grids[0]!, grids, { colour: 'click', objectives });
    expect([low, high]).toEqual([0.1, 0.4]);
    expect(cells.map(({ level }) => Number(level.toFixed(3)))).toEqual([0, 0.667, 1]);
    expect(cells.map(({ isOptimal }) => isOptimal)).toEqual([true, true, true]);
  });

  it('are the smallest share of each objective’s best over all ρ', () => {
    // Best exposure .4, best click .8 (at ρ = 0): (.4, .1) → ⅛, (.3, .3) → ⅜, (.1, .4) → ¼.
    const { cells } = colourGrid(grids[0]!, grids, { colour: 'smallest-share', objectives });
    expect(cells.map(({ value }) => value)).toEqual(
      [0.125, 0.375, 0.25].map((value) => expect.closeTo(value, 12)),
    );
    expect(bestPoints(grids).click).toEqual({ weights: [0, 1], rho: 0, recall: 0.8 });
  });

  it('are those of the nearest ρ until the grid of this one is there', () => {
    expect(gridOf(grids, 0.3)?.rho).toBe(0);
    expect(gridOf(grids, 1)?.rho).toBe(1);
    expect(gridOf([], 1)).toBeUndefined();
  });

  it('belong to the cell that is nearest in proportion', () => {
    const { cells } = colourGrid(grids[0]!, grids, { colour: 'click', objectives });
    expect(nearestCell(cells, [0.2, 0.2])?.weights).toEqual([0.5, 0.5]);
    expect(nearestCell(cells, [0, 0.3])?.weights).toEqual([0, 1]);
  });
});
