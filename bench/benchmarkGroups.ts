/** All rows of the benchmark, in groups that are measured in turns. */
import { MASK_STAGES, type ModelKind, type RowSpec } from './results';

/** Rows that run in turns, A B A B, so that other load on the machine affects all of them. */
export type BenchmarkGroup = readonly RowSpec[];

const STEP_SIZES = [
  { users: 2000, items: 2000, batch: 256 },
  { users: 5000, items: 20_000, batch: 512 },
  { users: 20_000, items: 100_000, batch: 1024 },
] as const;
const STEP_NAMES = [
  'ours-wgsl',
  'ours-wasm',
  'ours-tfjs-wasm',
  'ours-tfjs-webgpu',
  'stock-tfjs-webgpu',
  'stock-tfjs-webgl',
  'stock-tfjs-wasm',
  'jax-js-webgpu',
  'jax-js-wasm',
] as const;
/** The first size with fifty times the items: the cost of a step must not grow with the catalogue. */
const MANY_ITEMS = { users: 2000, items: 100_000, batch: 256 } as const;
const OUR_ENGINES = ['ours-wgsl', 'ours-wasm', 'ours-tfjs-wasm'] as const;
const MODELS: readonly ModelKind[] = ['small', 'default'];
const SLIDER_ITEMS = [20_000, 100_000, 1_000_000];
const SLIDER_NAMES = [
  'ours',
  'ours-vectors',
  'stock-tfjs-webgpu',
  'stock-tfjs-wasm',
  'hnswlib-wasm',
  'edgevec-flat',
] as const;
const EVALUATION_SIZES = [
  { users: 2000, items: 2000 },
  { users: 5000, items: 20_000 },
] as const;

/** Returns all groups; in a quick run only the first size of each. */
export function benchmarkGroups(quick: boolean): BenchmarkGroup[] {
  const sizes = <T>(all: readonly T[]) => (quick ? all.slice(0, 1) : all);
  const exposure = { stage: 'exposure' } as const;
  return [
    ...sizes(STEP_SIZES).flatMap((size, index) =>
      MODELS.map((model) => [
        ...STEP_NAMES.map((name): RowSpec => ({ group: 'step', name, model, ...exposure, ...size })),
        ...(index === 0 && model === 'small' ? OUR_ENGINES : []).map(
          (name): RowSpec => ({ group: 'step', name, model, ...exposure, ...MANY_ITEMS }),
        ),
      ]),
    ),
    ...sizes(STEP_SIZES).flatMap((size) =>
      MODELS.flatMap((model) =>
        OUR_ENGINES.map((name) =>
          MASK_STAGES.map((stage): RowSpec => ({ group: 'mask', name, model, stage, ...size })),
        ),
      ),
    ),
    ...sizes(SLIDER_ITEMS).map((items) =>
      SLIDER_NAMES.map(
        (name): RowSpec => ({ group: 'slider', name, model: 'default', users: 1, items, batch: 1 }),
      ),
    ),
    ...sizes(EVALUATION_SIZES).map((size) =>
      OUR_ENGINES.map(
        (name): RowSpec => ({ group: 'evaluation', name, model: 'default', ...size, batch: size.users }),
      ),
    ),
  ];
}
