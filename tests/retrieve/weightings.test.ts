import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { effectiveWeights } from '../../src/retrieve/exposureGain';
import { fuse } from '../../src/retrieve/fuse';
import { createFusedRanker } from '../../src/retrieve/fusedTopK';
import { paretoOptimal } from '../../src/retrieve/pareto';
import { topK } from '../../src/retrieve/topK';
import {
  bestPoint,
  optimalPoints,
  smallestShare,
  type WeightingGrid,
} from '../../src/retrieve/weightingGrid';
import {
  cornersOf,
  FINE_GRID_STEPS,
  planePointOf,
  simplexGrid,
  weightsAtPoint,
} from '../../src/retrieve/weightings';

describe('the simplex grid', () => {
  it('has 66 weightings of three objectives and 11 of two, and 231 and 21 when refined', () => {
    expect([simplexGrid(3).length, simplexGrid(2).length]).toEqual([66, 11]);
    expect([simplexGrid(3, FINE_GRID_STEPS).length, simplexGrid(2, FINE_GRID_STEPS).length]).toEqual([
      231, 21,
    ]);
    const fine = new Set(simplexGrid(3, FINE_GRID_STEPS).map(String));
    expect(simplexGrid(3).every((weights) => fine.has(String(weights)))).toBe(true);
  });

  it.each([2, 3])(
    'lies in the picture of %i objectives, and every point leads back to its weights',
    (objectives) => {
      for (const weights of simplexGrid(objectives, FINE_GRID_STEPS)) {
        const back = weightsAtPoint(planePointOf(weights), objectives);
        back.forEach((weight, index) => {
          expect(weight).toBeCloseTo(weights[index]!, 12);
        });
      }
      expect(cornersOf(objectives).map((corner) => weightsAtPoint(corner, objectives))).toEqual(
        cornersOf(objectives).map((_, corner) =>
          cornersOf(objectives).map((_, index) => Number(index === corner)),
        ),
      );
    },
  );

  it('takes a point outside the triangle to its edge or corner', () => {
    expect(weightsAtPoint({ x: -1, y: -1 }, 3)).toEqual([1, 0, 0]);
    expect(weightsAtPoint({ x: 0.5, y: 3 }, 3)).toEqual([0, 0, 1]);
    // Below the middle of the lower edge: exposure and click alike.
    expect(weightsAtPoint({ x: 0.5, y: -0.2 }, 3)).toEqual([0.5, 0.5, 0]);
    expect(weightsAtPoint({ x: 1.4, y: 0 }, 2)).toEqual([0, 1]);
  });

  it('puts proportional weightings on one point, and no weight at all in the middle', () => {
    expect(planePointOf([0.2, 0.1, 0.1])).toEqual(planePointOf([0.8, 0.4, 0.4]));
    expect(planePointOf([0, 0, 0]).x).toBeCloseTo(0.5, 12);
  });
});

describe('ρ', () => {
  const random = createRandom(3, 'rho');
  const draws = Array.from({ length: 50 }, () => ({
    weights: [random.uniform(), random.uniform(), random.uniform()],
    blocks: [random.normal(), random.normal(), random.normal()],
    rho: random.uniform(),
  }));

  it('gives exposure’s block the gain ρ·Σα and leaves all others, in float64', () => {
    for (const { weights, blocks, rho } of draws) {
      const [a = 0, b = 0, c = 0] = weights;
      const [d = 0, e = 0, f = 0] = blocks;
      // s_d = d, s_c = d + e, s_v = d + e + f; wanted: ρ(α_d + α_c + α_v)·d + (α_c + α_v)·e + α_v·f.
      const scores = [d, d + e, d + e + f];
      const effective = effectiveWeights(weights, rho);
      const fused = effective.reduce((sum, weight, index) => sum + weight * scores[index]!, 0);
      expect(fused).toBeCloseTo(rho * (a + b + c) * d + (b + c) * e + c * f, 12);
    }
  });

  it('changes no bit of the weights at 1, and scales exposure’s own weight where scores are separate', () => {
    for (const { weights } of draws) expect(effectiveWeights(weights, 1)).toEqual(weights);
    expect(effectiveWeights([0.5, 0.25, 0.25], 0.5, 'separate')).toEqual([0.25, 0.25, 0.25]);
    expect(effectiveWeights([0.5, 0.5], 0)).toEqual([-0.5, 0.5]);
    expect(effectiveWeights([1, 0, 0], 0)).toEqual([0, 0, 0]);
  });
});

describe('the ranker of many weightings', () => {
  it.each([2, 3])('lists what fuse and topK list, in their order, for %i objectives', (objectives) => {
    const random = createRandom(7, 'ranker');
    const items = 120;
    const ranker = createFusedRanker(items, objectives, 10);
    for (let user = 0; user < 4; user++) {
      // Rounded, so that many scores are equal and ties are decided.
      const scores = Array.from({ length: objectives }, () =>
        Float32Array.from({ length: items }, () => Math.round(4 * random.normal()) / 4),
      );
      const removed = Uint8Array.from({ length: items }, () => Number(random.uniform() < 0.3));
      ranker.select(scores, removed);
      for (const weights of simplexGrid(objectives)) {
        const expected = topK(fuse(scores, weights, new Float32Array(items)), 10, removed);
        expect([...ranker.rank(weights)]).toEqual([...expected]);
      }
    }
  });

  it('lists fewer than k where fewer are left, and puts what is no number last', () => {
    const ranker = createFusedRanker(4, 2, 3);
    const scores = [Float32Array.of(1, Number.NaN, 3, 2), Float32Array.of(0, 0, 0, 0)];
    ranker.select(scores, Uint8Array.of(0, 0, 1, 1));
    expect([...ranker.rank([1, 0])]).toEqual([0, 1]);
    expect([...ranker.rank([0.5, 0.5])]).toEqual([0, 1]);
    expect(() => ranker.rank([0, 0])).toThrow('weights-all-zero');
  });
});

describe('Pareto-optimal points', () => {
  it('are those that no other beats without a loss', () => {
    // (1, 1) is beaten by (2, 1); (2, 1) and (0, 3) by none; of the equal (2, 1) both stay.
    expect(
      paretoOptimal([
        [1, 1],
        [2, 1],
        [0, 3],
        [2, 1],
        [0, 2],
      ]),
    ).toEqual([false, true, true, true, false]);
  });
});

describe('a weighting grid', () => {
  const point = (weights: number[], click: number, conversion?: number) => ({
    weights,
    recall: { click, ...(conversion !== undefined && { conversion }) },
    coverage: 0,
    popularity: 0,
  });
  const grid = (rho: number, points: WeightingGrid['points']): WeightingGrid => ({
    rho,
    steps: 10,
    split: 'validation',
    k: 5,
    points,
  });

  it('has its best weighting over all ρ, the first of equal ones', () => {
    const grids = [grid(1, [point([1, 0], 0.2), point([0, 1], 0.4)]), grid(0.5, [point([0.5, 0.5], 0.4)])];
    expect(bestPoint(grids, 'click')).toEqual({ weights: [0, 1], rho: 1, recall: 0.4 });
    expect(bestPoint(grids, 'conversion')).toBeUndefined();
  });

  it('says which share of its best the worst-off objective keeps', () => {
    // click .3/.6 = ½, conversion .2/.25 = .8; an objective without a best counts for nothing.
    expect(smallestShare(point([1, 0], 0.3, 0.2), { click: 0.6, conversion: 0.25 })).toBe(0.5);
    expect(smallestShare(point([1, 0], 0.3), { click: 0 })).toBeUndefined();
  });

  it('marks the points that are optimal in the recall that is known', () => {
    const points = [point([1, 0], 0.2, 0.3), point([0, 1], 0.1, 0.2), point([0.5, 0.5], 0.1, 0.4)];
    expect(optimalPoints(points, ['exposure', 'click', 'conversion'])).toEqual([true, false, true]);
  });
});
