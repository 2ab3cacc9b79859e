/** Our engines by the names of their rows. */
import type { Engine } from '../../src/engine/engine';
import type { TfjsBackend } from '../../src/engine/tfjs/tfjsEngine';

interface FusedEngineModule {
  createWgslEngine(options: { device: GPUDevice; software: boolean }): Promise<Engine>;
}

/** Empty where the fused engine is not built yet. */
const FUSED = import.meta.glob<FusedEngineModule>('../../src/engine/wgsl/wgslEngine.ts');

/** Rejects with an Error when the engine is not there or does not start. */
export async function ourEngine(name: string): Promise<Engine> {
  if (name === 'ours-wgsl') return fusedEngine();
  const { createTfjsEngine } = await import('../../src/engine/tfjs/tfjsEngine');
  const { WASM_PATHS } = await import('../../src/engine/tfjs/wasmFiles');
  const backend = name.replace('ours-tfjs-', '') as TfjsBackend;
  return createTfjsEngine({ backend, wasmPaths: WASM_PATHS });
}

async function fusedEngine(): Promise<Engine> {
  const [load] = Object.values(FUSED);
  if (!load) throw new Error('not in this build');
  const { createWgslEngine } = await load();
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU adapter');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [],
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  return createWgslEngine({ device, software: adapter.info.isFallbackAdapter });
}
