import { describe, expect, it } from 'vitest';
import { benchmarkGroups } from '../../bench/benchmarkGroups';
import { report } from '../../bench/report';
import { type BenchmarkResult, median, quantile, type Results } from '../../bench/results';
import { stepProfile } from '../../bench/stepProfile';
import { targets } from '../../bench/targets';

const row = (changes: Partial<BenchmarkResult>): BenchmarkResult => ({
  ...{ group: 'step', name: 'ours-wgsl', model: 'small', stage: 'exposure', status: 'ok' },
  ...{ users: 2000, items: 2000, batch: 256, medianMs: 10, p95Ms: 12, runs: 5 },
  ...changes,
});

const results = (rows: BenchmarkResult[]): Results => ({
  ...{ adapter: 'google swiftshader', software: true, browser: 'Chromium 1', cores: 2 },
  ...{ date: '2026-01-01T00:00:00.000Z', quick: true, load: { before: 0, after: 1 } },
  rows,
});

describe('median and quantiles', () => {
  it('take the middle, and the mean of both middles', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
  });

  it('take for p95 of five runs the slowest, of forty the thirty-eighth', () => {
    expect(quantile([3, 9, 1, 2, 4], 0.95)).toBe(9);
    expect(
      quantile(
        Array.from({ length: 40 }, (_, index) => index + 1),
        0.95,
      ),
    ).toBe(38);
  });

  it('throw without values', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the groups of the benchmark', () => {
  const titles = (quick: boolean) =>
    benchmarkGroups(quick)
      .flat()
      .map((spec) => JSON.stringify(spec));

  it('are in a quick run some of a full one’s, of every kind but whole trainings, which take minutes', () => {
    const kinds = (quick: boolean) => new Set(benchmarkGroups(quick).flatMap(([row]) => row!.group));
    expect(new Set([...kinds(true), 'training'])).toEqual(kinds(false));
    expect(titles(false)).toEqual(expect.arrayContaining(titles(true)));
    expect(titles(true).length).toBeLessThan(titles(false).length);
  });

  it.each(['small', 'default'])('compare in a quick run all WASM engines in turns, %s model', (model) => {
    const names = benchmarkGroups(true)
      .filter(([row]) => row!.group === 'step' && row!.model === model)
      .map((group) => group.map(({ name }) => name));
    expect(names).toHaveLength(1);
    expect(names[0]).toEqual(
      expect.arrayContaining([
        ...['ours-wasm', 'ours-tfjs-wasm', 'stock-tfjs-wasm', 'jax-js-wasm', 'torch-dense-1'],
      ]),
    );
  });

  it('contain no row twice', () => {
    expect(new Set(titles(false)).size).toBe(titles(false).length);
  });
});

describe('the profile of a step', () => {
  const part = (name: string, medianMs: number, operations?: number) =>
    row({ group: 'profile', name, medianMs, ...(operations && { operations }) });
  const rows = [
    part('whole step', 2),
    part('products', 1.2, 20e6),
    part('javascript', 0.2),
    part('peak', 3, 120e6),
  ];

  it('has the products without the JavaScript around them', () => {
    const profile = stepProfile(rows)!;
    // 1.2 − 0.2 = 1 ms, half of the step; 20e6 operations in 1 ms are 20 GFLOP/s, 120e6 in 3 ms are 40.
    expect(profile).toMatchObject({ stepMs: 2, javascriptMs: 0.2, gigaflops: 20, peakGigaflops: 40 });
    expect(profile.productsMs).toBeCloseTo(1);
    expect(profile.productsShare).toBeCloseTo(0.5);
    expect(report(results(rows))).toContain('Products are 50 % of the step (1 ms), JavaScript 0.2 ms.');
  });

  it('is missing where one of its rows did not finish', () => {
    expect(stepProfile(rows.slice(1))).toBeUndefined();
    expect(
      stepProfile([...rows.slice(1), row({ group: 'profile', name: 'whole step', medianMs: null })]),
    ).toBe(undefined);
  });
});

describe('the targets', () => {
  const title = 'stock tfjs webgpu ÷ ours wgsl, (2k, 2k, 256)';
  const measured = (rows: BenchmarkResult[]) =>
    targets(results(rows)).find((target) => target.title === title)?.value;

  it('are ratios of medians of the same model and size', () => {
    const stock = row({ name: 'stock-tfjs-webgpu', medianMs: 250 });
    expect(measured([row({}), row({ model: 'default', medianMs: 1 }), stock])).toBe(25);
  });

  it('compare with the fastest of PyTorch’s rows', () => {
    const rows = [
      row({ name: 'ours-wasm', medianMs: 2 }),
      row({ name: 'torch-dense-1', medianMs: 3 }),
      row({ name: 'torch-sparse-all', medianMs: 5 }),
    ];
    const found = targets(results(rows)).find(
      ({ title }) => title === 'PyTorch’s best ÷ ours wasm, (2k, 2k, 256)',
    );
    expect(found).toMatchObject({ value: 1.5, bound: 1.2, wanted: 'at least' });
  });

  it('are undefined when a row did not finish', () => {
    const stock = row({ name: 'stock-tfjs-webgpu', medianMs: null, p95Ms: null, status: 'dnf' });
    expect(measured([row({}), stock])).toBeUndefined();
  });
});

describe('the report', () => {
  it('gives the reason of a row that did not finish, and marks a missed target', () => {
    const stock = row({ name: 'stock-tfjs-webgpu', medianMs: 50 });
    const failed = row({ name: 'jax-js-webgpu', medianMs: null, status: 'dnf', reason: 'no adapter' });
    const text = report(results([row({}), stock, failed]));
    expect(text).toContain('| jax-js-webgpu (no adapter) | DNF |');
    expect(text).toContain('| stock tfjs webgpu ÷ ours wgsl, (2k, 2k, 256) | at least 18 | 5 | **missed** |');
  });
});
