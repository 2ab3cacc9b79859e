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
  let lastPass: Promise<unknown> = Promise.resolve();
  // A pass gives way to other work, which may begin a pass of its own in the same arena: one after the other.
  const inTurn = <Result>(pass: () => Promise<Result>): Promise<Result> => {
    const result = lastPass.then(pass);
    lastPass = result.catch(() => undefined);
    return result;
  };
  return {
    name: 'wasm',
    backend: 'wasm',
    lossInterval: 1,
    towersOnly: true,
    begin: (model, sides, spec) =>
      inTurn(async () => {
        open?.dispose();
        open = openWasmStage(arenas, { model: maskedModel(model), sides, spec });
        return open;
      }),
    encode: (model, sides) =>
      inTurn(() =>
        encodeModel(maskedModel(model), sides, async (options) => encodeTower(arenas.pass, options)),
      ),
    rank: (options) => inTurn(() => rankItems(arenas.pass, options)),
    dispose: () => open?.dispose(),
  };
}
