import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import { splitLog } from '../../src/data/split';
import { GRID_SIZE, METHODS } from '../../src/methods/methodCatalogue';
import { resolveConfig } from '../../src/methods/presets';
import { isTrained, TRAINED, type TrainedMethod } from '../../src/methods/trained';

const dataset = splitLog(await generateSample('shop', { seed: 1, users: 60, items: 60 }), { seed: 1 });
const { truth: _, ...uploadedLog } = dataset.log;
/** The same rows as an uploaded log. */
const uploaded = { ...dataset, log: uploadedLog };

describe('the trained methods', () => {
  it('are the trained methods of the catalogue', () => {
    expect(METHODS.filter(({ trained }) => trained).map(({ id }) => id)).toEqual(Object.keys(TRAINED));
    expect(isTrained('popularity')).toBe(false);
  });

  describe.each([
    ['a sample', dataset],
    ['an uploaded log', uploaded],
  ] as const)('on %s', (_name, log) => {
    it.each(Object.keys(TRAINED) as TrainedMethod[])(
      '%s has a grid of as many distinct settings as every other, its defaults first, all with the same number of steps',
      (method) => {
        const config = resolveConfig(method, log);
        const grid = TRAINED[method].grid(config, log);
        const tried = grid.map((changes) => resolveConfig(method, log, changes));
        expect(grid[0]).toEqual({});
        expect(new Set(tried.map((one) => JSON.stringify(one))).size).toBe(GRID_SIZE);
        const stepsOf = ({ steps, recoverySteps }: Config) =>
          [...Object.values(steps), ...Object.values(recoverySteps)].reduce((sum, count) => sum + count, 0);
        expect(new Set(tried.map(stepsOf))).toEqual(new Set([stepsOf(config)]));
      },
    );
  });

  it('csmf-plus moves half of the later steps to exposure in half of the settings on an uploaded log', () => {
    // 300 + 100 + 150 later ones leave 150 + 50 + 75: 275 more than 2000.
    const config = resolveConfig('csmf-plus', uploaded);
    expect(TRAINED['csmf-plus'].grid(config, uploaded)[2]).toEqual({
      tau: { exposure: 0.2, click: 0.15 },
      steps: { exposure: 2275, click: 150, conversion: 75 },
      recoverySteps: { click: 50 },
      laterEmbeddingRate: 0.3,
    });
  });
});
