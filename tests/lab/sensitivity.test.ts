import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/lab/experiment';
import { SWEEPS } from '../../src/lab/labCatalogue';
import { prepare } from '../../src/lab/prepare';
import { sweepRequest, sweepRows } from '../../src/lab/sensitivity';
import { labTables } from '../../src/lab/table';
import { SMALL_SHOP, sharedDatasets } from './labCases';
import { measured } from './outcomes';

const BASE = { datasets: [SMALL_SHOP], seeds: [0] };

describe('a sweep', () => {
  it.each(SWEEPS)('of %s is an untuned experiment whose every value trains something else', async (sweep) => {
    const spec = parseSpec(sweepRequest(sweep, BASE));
    expect(spec.tuned).toBe(false);
    const dataset = await sharedDatasets.open(SMALL_SHOP, 0);
    const trained = spec.methods.map((variant) => {
      const { config, plan } = prepare({ dataset, variant, alternative: 0, seed: 0, budget: 1 });
      return JSON.stringify([plan, config.granularity]);
    });
    // γ = 0 is the same for both forms of the margin.
    expect(new Set(trained).size).toBe(spec.methods.length - (sweep === 'gamma' ? 1 : 0));
    expect(spec.methods.every(({ method }) => method === 'csmf')).toBe(true);
  });

  it('moves τ of both stages and leaves all else alone', () => {
    const { methods } = parseSpec(sweepRequest('tau', BASE));
    expect(methods[1]).toEqual({
      label: 'unit, tau 0.2',
      method: 'csmf',
      changes: { granularity: 'unit', tau: { exposure: 0.2, click: 0.15 } },
    });
  });

  it('gives a point for every value that was measured', async () => {
    const spec = parseSpec(sweepRequest('granularity', BASE));
    const outcomes = [
      measured({ label: 'weight', method: 'csmf', dataset: spec.datasets[0]!, users: { click: [0.25] } }),
    ];
    expect(sweepRows('granularity', await labTables(spec, outcomes))).toEqual([
      {
        dataset: 'shop 60 × 60',
        series: 'granularity',
        value: 'weight',
        objective: 'click',
        figures: { own: { mean: 0.25 }, best: { mean: 0.25 } },
      },
    ]);
  });
});
