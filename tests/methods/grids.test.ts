import { describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample';
import { splitLog } from '../../src/data/split';
import { GRID_SIZE, METHODS } from '../../src/methods/catalogue';
import { resolveConfig } from '../../src/methods/presets';
import { isTrained, TRAINED, type TrainedMethod } from '../../src/methods/trained';

const dataset = splitLog(await generateSample('shop', { seed: 1, users: 60, items: 60 }), { seed: 1 });

describe('the methods that learn', () => {
  it('are those the catalogue calls trained', () => {
    expect(METHODS.filter(({ trained }) => trained).map(({ id }) => id)).toEqual(Object.keys(TRAINED));
    expect(isTrained('popularity')).toBe(false);
  });

  it.each(Object.keys(TRAINED) as TrainedMethod[])(
    '%s is tuned over as many different settings as every other, its defaults first',
    (method) => {
      const config = resolveConfig(method, dataset);
      const grid = TRAINED[method].grid(config);
      const tried = grid.map((changes) => JSON.stringify(resolveConfig(method, dataset, changes)));
      expect(grid[0]).toEqual({});
      expect(new Set(tried).size).toBe(GRID_SIZE);
    },
  );
});
