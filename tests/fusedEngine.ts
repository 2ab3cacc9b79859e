/** The fused engine for processors in Node: what a test trains on where it means “a processor”. */
import type { Engine } from '../src/engine/engine';
import { kernelModule } from '../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../src/engine/wasm/wasmEngine';

export async function fusedEngine(): Promise<Engine> {
  return createWasmEngine(await kernelModule());
}
