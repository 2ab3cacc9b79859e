/** The targets of the project, each computed from the rows of one run. */
import {
  atLeast,
  atMost,
  FIRST,
  MANY_ITEMS,
  MeasuredRows,
  min,
  ratio,
  SECOND,
  type Target,
} from './measuredRows';
import { wasmTargets } from './processorTargets';
import type { ModelKind, Results } from './results';

const OURS = ['ours-wgsl', 'ours-wasm', 'ours-tfjs-wasm', 'ours-tfjs-webgpu'];
const LIBRARIES = ['stock-tfjs-webgpu', 'stock-tfjs-wasm', 'hnswlib-wasm'];

export function targets({ rows }: Results): Target[] {
  const measured = new MeasuredRows(rows);
  return [
    ...stepTargets(measured),
    ...stageTargets(measured),
    ...wasmTargets(measured),
    ...sliderTargets(measured),
  ];
}

function stepTargets(measured: MeasuredRows): Target[] {
  const over = (name: string, size: typeof FIRST, model?: ModelKind) =>
    ratio(measured.step(name, size, model), measured.step('ours-wgsl', size, model));
  const wgsl = (size: typeof FIRST) => measured.step('ours-wgsl', size);
  return [
    atLeast(18, 'stock tfjs webgpu ÷ ours wgsl, (2k, 2k, 256)', over('stock-tfjs-webgpu', FIRST)),
    atLeast(25, 'stock tfjs webgpu ÷ ours wgsl, (5k, 20k, 512)', over('stock-tfjs-webgpu', SECOND)),
    atLeast(12, 'jax-js webgpu ÷ ours wgsl, (2k, 2k, 256)', over('jax-js-webgpu', FIRST)),
    atLeast(
      1.5,
      'jax-js wasm ÷ the best of ours, (2k, 2k, 256)',
      ratio(measured.step('jax-js-wasm', FIRST), measured.bestStep(OURS, FIRST)),
    ),
    atLeast(
      15,
      'stock tfjs webgpu ÷ ours wgsl, default model, (2k, 2k, 256)',
      over('stock-tfjs-webgpu', FIRST, 'default'),
    ),
    atMost(
      45,
      'ms per exposure step, default model, the best of ours',
      measured.bestStep(OURS, FIRST, 'default'),
    ),
    atMost(1, 'ms of JavaScript per step, ours wgsl', measured.stepRow('ours-wgsl', FIRST, 'small')?.jsMs),
    atMost(
      25,
      'dispatches per exposure step, ours wgsl, default model',
      measured.stepRow('ours-wgsl', FIRST, 'default')?.dispatches,
    ),
    atMost(
      1.3,
      'ms per step at 100k items ÷ at 2k items, ours wgsl, B = 256',
      ratio(wgsl(MANY_ITEMS), wgsl(FIRST)),
    ),
  ];
}

function stageTargets(measured: MeasuredRows): Target[] {
  const bounds = [
    ['click', 0.8],
    ['conversion', 0.7],
  ] as const;
  return (['ours-wgsl', 'ours-wasm'] as const).flatMap((name) =>
    bounds.flatMap(([stage, bound]) =>
      (['small', 'default'] as const).map((model) => {
        const title = `${stage} step ÷ exposure step, ${name.replace('-', ' ')}`;
        const whole = model === 'small' ? title : `${title}, default model`;
        return atMost(bound, whole, measured.stageToExposure(name, stage, model));
      }),
    ),
  );
}

function sliderTargets(measured: MeasuredRows): Target[] {
  const p95 = (items: number) => measured.slider('ours', items)?.p95Ms ?? undefined;
  const median = (name: string) => measured.slider(name, 100_000)?.medianMs ?? undefined;
  return [
    atMost(4, 'ms p95, slider to top-100, 100k items', p95(100_000)),
    atLeast(
      5,
      'fastest exact library ÷ ours, slider, 100k items',
      ratio(min(LIBRARIES.map(median)), median('ours')),
    ),
    atMost(40, 'ms p95, slider to top-100, 1M items', p95(1_000_000)),
  ];
}
