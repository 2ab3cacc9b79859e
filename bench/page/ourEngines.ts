/** Our engines by the names of their rows. */
import type { Engine } from '../../src/engine/engine';
import type { TfjsBackend } from '../../src/engine/tfjs/backends';

/** Starts an engine. Rejects with an Error when it does not start. */
export async function ourEngine(name: string): Promise<Engine> {
  if (name === 'ours-wgsl') return fusedEngine();
  if (name === 'ours-wasm') return processorEngine();
  const { createTfjsEngine } = await import('../../src/engine/tfjs/tfjsEngine');
  const { WASM_PATHS } = await import('../../src/engine/tfjs/wasmFiles');
  const backend = name.replace('ours-tfjs-', '') as TfjsBackend;
  return createTfjsEngine({ backend, wasmPaths: WASM_PATHS });
}

async function processorEngine(): Promise<Engine> {
  const { kernelModule } = await import('../../src/engine/wasm/kernelModule');
  const { createWasmEngine } = await import('../../src/engine/wasm/wasmEngine');
  return createWasmEngine(await kernelModule());
}

async function fusedEngine(): Promise<Engine> {
  const { createWgslEngine } = await import('../../src/engine/wgsl/wgslEngine');
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU adapter');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [],
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  return createWgslEngine({ device, software: adapter.info.isFallbackAdapter });
}
