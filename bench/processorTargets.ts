/** The targets of the engine for processors. */
import {
  atLeast,
  atMost,
  FIRST,
  MANY_ITEMS,
  type MeasuredRows,
  ratio,
  SECOND,
  type Size,
  type Target,
} from './measuredRows';
import type { ModelKind } from './results';
import { stepProfile } from './stepProfile';
import { TORCH_NAMES } from './torchProcess';

const OURS = 'ours-wasm';

export function wasmTargets(measured: MeasuredRows): Target[] {
  return [
    ...torchTargets(measured),
    ...libraryTargets(measured),
    atMost(
      1.4,
      'ms per step at 100k items ÷ at 2k items, ours wasm, B = 256',
      ratio(measured.step(OURS, MANY_ITEMS), measured.step(OURS, FIRST)),
    ),
    ...profileTargets(measured),
    atLeast(
      2,
      'ours tfjs-wasm ÷ ours wasm, a whole training of the default sample',
      ratio(measured.training('ours-tfjs-wasm'), measured.training(OURS)),
    ),
  ];
}

function torchTargets(measured: MeasuredRows): Target[] {
  const torch = (bound: number, where: string, size: Size, model: ModelKind = 'small') =>
    atLeast(
      bound,
      `PyTorch’s best ÷ ours wasm, ${where}`,
      ratio(measured.bestStep(TORCH_NAMES, size, model), measured.step(OURS, size, model)),
    );
  return [
    torch(1.2, '(2k, 2k, 256)', FIRST),
    torch(1.3, 'default model, (2k, 2k, 256)', FIRST, 'default'),
    torch(1.2, '(2k, 100k, 256)', MANY_ITEMS),
    torch(1, '(5k, 20k, 512)', SECOND),
    torch(1, 'default model, (5k, 20k, 512)', SECOND, 'default'),
  ];
}

function libraryTargets(measured: MeasuredRows): Target[] {
  const bounds = [
    ['ours-tfjs-wasm', 'ours tfjs-wasm', 2.6],
    ['jax-js-wasm', 'jax-js wasm', 4],
    ['stock-tfjs-wasm', 'stock tfjs wasm', 10],
  ] as const;
  return bounds.flatMap(([name, words, bound]) =>
    (['small', 'default'] as const).map((model) =>
      atLeast(
        bound,
        `${words} ÷ ours wasm,${model === 'small' ? '' : ' default model,'} (2k, 2k, 256)`,
        ratio(measured.step(name, FIRST, model), measured.step(OURS, FIRST, model)),
      ),
    ),
  );
}

function profileTargets(measured: MeasuredRows): Target[] {
  return (['small', 'default'] as const).flatMap((model) => {
    const profile = stepProfile(measured.group('profile', FIRST, model));
    const where = model === 'small' ? 'ours wasm' : 'ours wasm, default model';
    return [
      atMost(0.3, `ms of JavaScript per step, ${where}`, profile?.javascriptMs),
      atLeast(
        0.6,
        `GFLOP/s of products ÷ the peak of plain SIMD, ${where}`,
        ratio(profile?.gigaflops, profile?.peakGigaflops),
      ),
    ];
  });
}
