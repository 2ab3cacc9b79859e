/** The engines that train on a processor: the portable one on tfjs's WASM, and the kernels of our own. */
import type { Engine } from '../src/engine/engine';
import { kernelModule } from '../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../src/engine/wasm/wasmEngine';
import { wasmEngine } from './wasmEngine';

const fusedWasm = async (): Promise<Engine> => createWasmEngine(await kernelModule());

export const PROCESSOR_ENGINES = [
  ['tfjs on WASM', wasmEngine],
  ['the fused engine on WASM', fusedWasm],
] as const;
