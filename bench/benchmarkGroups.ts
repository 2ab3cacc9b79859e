/** All rows of the benchmark, in groups that are measured in turns. */
import { MASK_STAGES, type ModelKind, type RowSpec } from './results';
import { TORCH_NAMES } from './torchProcess';

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
  ...TORCH_NAMES,
];
/** The first size with fifty times the items: the cost of a step must not grow with the catalogue. */
const MANY_ITEMS = { users: 2000, items: 100_000, batch: 256 } as const;
const OUR_ENGINES = ['ours-wgsl', 'ours-wasm', 'ours-tfjs-wasm'] as const;
/** Parts of a step of the engine for processors, and what the processor can do at most. */
const PROFILE_NAMES = ['whole step', 'products', 'javascript', 'peak'] as const;
/** Size of the default sample; the engine for processors, and the one that it replaces. */
const SAMPLE = { users: 800, items: 800, batch: 256 } as const;
const TRAINING_NAMES = ['ours-wasm', 'ours-tfjs-wasm'] as const;
const MANY_ITEMS_NAMES = [...OUR_ENGINES, ...TORCH_NAMES];
const MODELS: readonly ModelKind[] = ['small', 'default'];
const SLIDER_ITEMS = [20_000, 100_000, 1_000_000];
const SLIDER_NAMES = [
  'ours',
  'ours-vectors',
  'stock-tfjs-webgpu',
  'stock-tfjs-wasm',
  'hnswlib-wasm',
] as const;
const EVALUATION_SIZES = [
  { users: 2000, items: 2000 },
  { users: 5000, items: 20_000 },
] as const;

/**
 * Training rows that a quick run has no time for: they take long on a software GPU, or are seldom PyTorch's best (at
 * these sizes threads cost more than they save).
 */
const SLOW_NAMES = [
  ...['ours-tfjs-webgpu', 'stock-tfjs-webgl', 'jax-js-webgpu'],
  ...['torch-dense-all', 'torch-sparse-all'],
];

/** Returns all groups; for a quick run only those rows that it has the time to measure. */
export function benchmarkGroups(quick: boolean): BenchmarkGroup[] {
  const groups = [
    ...[...stepGroups(), ...maskGroups(), ...profileGroups()],
    ...[...trainingGroups(), ...sliderGroups(), ...evaluationGroups()],
  ];
  if (!quick) return groups;
  return groups.map((group) => group.filter(isInQuickRun)).filter((group) => group.length > 0);
}

/** The first size of each group, without slow engines; masks of both fused engines, and the profile, on the default model. */
function isInQuickRun({ group, name, model, users, items }: RowSpec): boolean {
  if (group === 'slider') return items === SLIDER_ITEMS[0];
  if (group === 'training' || users !== STEP_SIZES[0].users) return false;
  if (group === 'mask') return model === 'default' && name !== 'ours-tfjs-wasm';
  if (group === 'profile') return model === 'default';
  return !SLOW_NAMES.includes(name);
}

function stepGroups(): BenchmarkGroup[] {
  const row = { group: 'step', stage: 'exposure' } as const;
  return STEP_SIZES.flatMap((size, index) =>
    MODELS.map((model): RowSpec[] => [
      ...STEP_NAMES.map((name) => ({ ...row, name, model, ...size })),
      ...(index === 0 && model === 'small' ? MANY_ITEMS_NAMES : []).map((name) => ({
        ...{ ...row, name, model },
        ...MANY_ITEMS,
      })),
    ]),
  );
}

const maskGroups = (): BenchmarkGroup[] =>
  STEP_SIZES.flatMap((size) =>
    MODELS.flatMap((model) =>
      OUR_ENGINES.map((name) =>
        MASK_STAGES.map((stage): RowSpec => ({ group: 'mask', name, model, stage, ...size })),
      ),
    ),
  );

const profileGroups = (): BenchmarkGroup[] =>
  STEP_SIZES.slice(0, 2).flatMap((size) =>
    MODELS.map((model) =>
      PROFILE_NAMES.map((name): RowSpec => ({ group: 'profile', name, model, stage: 'exposure', ...size })),
    ),
  );

const trainingGroups = (): BenchmarkGroup[] => [
  TRAINING_NAMES.map((name): RowSpec => ({ group: 'training', name, model: 'default', ...SAMPLE })),
];

const sliderGroups = (): BenchmarkGroup[] =>
  SLIDER_ITEMS.map((items) =>
    SLIDER_NAMES.map(
      (name): RowSpec => ({ group: 'slider', name, model: 'default', users: 1, items, batch: 1 }),
    ),
  );

const evaluationGroups = (): BenchmarkGroup[] =>
  EVALUATION_SIZES.map((size) =>
    OUR_ENGINES.map(
      (name): RowSpec => ({ group: 'evaluation', name, model: 'default', ...size, batch: size.users }),
    ),
  );
