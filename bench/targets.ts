/** The targets of the project, each computed from the rows of one run. */
import type { BenchmarkResult, MaskStage, ModelKind, Results } from './results';

export interface Target {
  title: string;
  /** Undefined when a row it needs is missing or did not finish. */
  value: number | undefined;
  bound: number;
  wanted: 'at least' | 'at most';
}

interface Size {
  users: number;
  items: number;
  batch: number;
}

const FIRST: Size = { users: 2000, items: 2000, batch: 256 };
const SECOND: Size = { users: 5000, items: 20_000, batch: 512 };
const MANY_ITEMS: Size = { ...FIRST, items: 100_000 };
const OURS = ['ours-wgsl', 'ours-wasm', 'ours-tfjs-wasm', 'ours-tfjs-webgpu'];
const LIBRARIES = ['stock-tfjs-webgpu', 'stock-tfjs-wasm', 'hnswlib-wasm'];

export function targets({ rows }: Results): Target[] {
  const stepRow = (name: string, size: Size, model: ModelKind) =>
    rows.find(
      (row) => row.group === 'step' && row.name === name && row.model === model && sameSize(row, size),
    );
  const step = (name: string, size: Size, model: ModelKind = 'small') =>
    stepRow(name, size, model)?.medianMs ?? undefined;
  const masked = (stage: MaskStage, model: ModelKind) =>
    rows.find(
      (row) =>
        row.group === 'mask' &&
        row.name === 'ours-wgsl' &&
        row.stage === stage &&
        row.model === model &&
        sameSize(row, FIRST),
    )?.medianMs ?? undefined;
  const clickToExposure = (model: ModelKind) => ratio(masked('click', model), masked('exposure', model));
  const slider = (name: string, items: number) =>
    rows.find((row) => row.group === 'slider' && row.name === name && row.items === items);
  const best = (model: ModelKind) => min(OURS.map((name) => step(name, FIRST, model)));
  const bestLibrary = (items: number) =>
    min(LIBRARIES.map((name) => slider(name, items)?.medianMs ?? undefined));
  const p95 = (items: number) => slider('ours', items)?.p95Ms ?? undefined;
  const wgsl = (size: Size, model?: ModelKind) => step('ours-wgsl', size, model);
  const stock = (size: Size, model?: ModelKind) => step('stock-tfjs-webgpu', size, model);
  const small = stepRow('ours-wgsl', FIRST, 'small');
  const standard = stepRow('ours-wgsl', FIRST, 'default');
  return [
    atLeast(18, 'stock tfjs webgpu ÷ ours wgsl, (2k, 2k, 256)', ratio(stock(FIRST), wgsl(FIRST))),
    atLeast(25, 'stock tfjs webgpu ÷ ours wgsl, (5k, 20k, 512)', ratio(stock(SECOND), wgsl(SECOND))),
    atLeast(12, 'jax-js webgpu ÷ ours wgsl, (2k, 2k, 256)', ratio(step('jax-js-webgpu', FIRST), wgsl(FIRST))),
    atLeast(
      1.5,
      'jax-js wasm ÷ the best of ours, (2k, 2k, 256)',
      ratio(step('jax-js-wasm', FIRST), best('small')),
    ),
    atLeast(
      15,
      'stock tfjs webgpu ÷ ours wgsl, default model, (2k, 2k, 256)',
      ratio(stock(FIRST, 'default'), wgsl(FIRST, 'default')),
    ),
    atMost(45, 'ms per exposure step, default model, the best of ours', best('default')),
    atMost(1, 'ms of JavaScript per step, ours wgsl', small?.jsMs),
    atMost(25, 'dispatches per exposure step, ours wgsl, default model', standard?.dispatches),
    atMost(
      1.3,
      'ms per step at 100k items ÷ at 2k items, ours wgsl, B = 256',
      ratio(wgsl(MANY_ITEMS), wgsl(FIRST)),
    ),
    atMost(0.8, 'click step ÷ exposure step, ours wgsl', clickToExposure('small')),
    atMost(0.8, 'click step ÷ exposure step, ours wgsl, default model', clickToExposure('default')),
    atMost(4, 'ms p95, slider to top-100, 100k items', p95(100_000)),
    atLeast(
      5,
      'fastest exact library ÷ ours, slider, 100k items',
      ratio(bestLibrary(100_000), slider('ours', 100_000)?.medianMs ?? undefined),
    ),
    atMost(40, 'ms p95, slider to top-100, 1M items', p95(1_000_000)),
  ];
}

const atLeast = (bound: number, title: string, value: number | undefined): Target => ({
  title,
  value,
  bound,
  wanted: 'at least',
});

const atMost = (bound: number, title: string, value: number | undefined): Target => ({
  title,
  value,
  bound,
  wanted: 'at most',
});

const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b;

function min(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const sameSize = (row: BenchmarkResult, { users, items, batch }: Size): boolean =>
  row.users === users && row.items === items && row.batch === batch;
