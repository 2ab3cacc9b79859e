/** The fused engine for processors: a whole step in kernels of our own, one thread, plain SIMD. */
import { maskedModel } from '../../model/trainable';
import { encodeModel } from '../encodeModel';
import type { Engine } from '../engine';
import { Arena } from './arena';
import { encodeTower } from './encoding';
import { openWasmStage } from './openStage';
import { rankItems } from './ranking';
import type { WasmStage } from './wasmStage';

/** `module`: the compiled kernels. One arena is a stage's, the other one that of passes over everybody. */
export function createWasmEngine(module: WebAssembly.Module): Engine {
  const arenas = { stage: new Arena(module), pass: new Arena(module) };
  let open: WasmStage | undefined;
  return {
    name: 'wasm',
    backend: 'wasm',
    lossInterval: 1,
    towersOnly: true,
    async begin(model, sides, spec) {
      open?.dispose();
      open = openWasmStage(arenas, { model: maskedModel(model), sides, spec });
      return open;
    },
    encode: (model, sides) =>
      encodeModel(maskedModel(model), sides, async (options) => encodeTower(arenas.pass, options)),
    rank: (options) => rankItems(arenas.pass, options),
    dispose: () => open?.dispose(),
  };
}
