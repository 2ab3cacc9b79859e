import { describe, expect, it } from 'vitest';
import type { PerObjective } from '../../src/data/schema';
import { bestFusion } from '../../src/evaluate/bestFusion';
import { evaluate } from '../../src/evaluate/evaluate';
import { type RecallByObjective, recallOfWeightings } from '../../src/evaluate/fusedRecall';
import type { PassOptions } from '../../src/evaluate/rankedPass';
import { simplexGrid } from '../../src/retrieve/weightings';
import { datasetOfRows, type Row, tableScorer } from './datasetOfRows';

/** One user; item 1 is clicked and item 2 is bought, each in validation and (3, 4) in test. */
const ROWS: Row[] = [
  [0, 0, 0, 'train'],
  [0, 1, 1, 'validation'],
  [0, 2, 2, 'validation'],
  [0, 3, 1, 'test'],
  [0, 4, 2, 'test'],
];
const dataset = datasetOfRows({ users: 1, items: 5 }, ROWS);
const SCORER = tableScorer([[[0, 0, 0, 0, 0]], [[0, 6, 0, 6, 0]], [[0, 0, 4, 0, 4]]]);
const base = { scorer: SCORER, dataset, k: 1 };

/** Returns the recall of every objective when all are ranked by F with these weights. */
async function fusedRecall(options: PassOptions, weights: PerObjective<number>): Promise<RecallByObjective> {
  const [recall = {}] = await recallOfWeightings(options, [Object.values(weights)]);
  return recall;
}

describe('fused recall', () => {
  it('evaluates every objective on one ranking', async () => {
    const weights = { exposure: 0, click: 0.1, conversion: 0.9 };
    // F of 3 is .6, of 4 is 3.6; 1 and 2 are removed: the top is 4, half of the exposures {3, 4},
    // half of the clicks {3, 4} (a purchase is a click), all of the purchases {4}.
    expect(await fusedRecall({ ...base, split: 'test' }, weights)).toEqual({
      exposure: 0.5,
      click: 0.5,
      conversion: 1,
    });
  });

  it('uses the fusion of the method where it has one, for each user and weighting', async () => {
    // Linear F with (0, 1, 0) puts item 3 first. This scorer's puts the item first that the weights name
    // in its own way: 4 for click, 3 for anything else.
    const fusions: [number, number[]][] = [];
    const nonlinear = {
      ...SCORER,
      fuse(user: number, weights: readonly number[], out: Float32Array) {
        fusions.push([user, [...weights]]);
        out.fill(0)[weights[1] === 1 ? 4 : 3] = 1;
      },
    };
    const click = { exposure: 0, click: 1, conversion: 0 };
    expect(await fusedRecall({ ...base, split: 'test' }, click)).toMatchObject({ conversion: 0 });
    expect(await fusedRecall({ ...base, scorer: nonlinear, split: 'test' }, click)).toMatchObject({
      conversion: 1,
    });
    expect(fusions).toEqual([[0, [0, 1, 0]]]);
    const report = await evaluate({ ...base, scorer: nonlinear, split: 'test', seed: 0, weights: click });
    expect([report.conversion?.recall, report.fused?.conversion?.recall]).toEqual([1, 1]);
    expect([report.click?.recall, report.fused?.exposure?.recall]).toEqual([0.5, 0.5]);
  });

  it('rejects weights that are all 0', async () => {
    const weights = { exposure: 0, click: 0, conversion: 0 };
    await expect(fusedRecall({ ...base, split: 'test' }, weights)).rejects.toMatchObject({
      code: 'weights-all-zero',
    });
  });
});

describe('the best fusion', () => {
  it('is searched among 66 weightings of three objectives or 11 of two, each summing to 1', () => {
    expect([simplexGrid(3).length, simplexGrid(2).length]).toEqual([66, 11]);
    for (const weights of simplexGrid(3)) {
      expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    }
    expect(new Set(simplexGrid(3).map(String)).size).toBe(66);
  });

  it('keeps the objective’s own score when no other weighting is better', async () => {
    const best = await bestFusion(base);
    expect(best.conversion).toEqual({ exposure: 0, click: 0, conversion: 1 });
    expect(best.click).toEqual({ exposure: 0, click: 1, conversion: 0 });
  });

  it('selects another weighting where that ranks the objective better on validation', async () => {
    // Exposure's own scores put 4 first, which is no validation exposure; click's put 1 first.
    const scorer = tableScorer([[[0, 0, 0, 0, 1]], [[0, 6, 0, 0, 0]], [[0, 0, 4, 0, 4]]]);
    const best = await bestFusion({ ...base, scorer });
    // Click must outweigh: 6·α_c > 1·α_d. Whatever won, exposure's own score did not.
    expect(best.exposure?.exposure).toBeLessThan(1);
  });
});
