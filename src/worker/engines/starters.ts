/** Starts the engines of this machine. */

import type { Engine } from '../../engine/engine';
import type { TfjsBackend } from '../../engine/tfjs/backends';
import { WASM_PATHS } from '../../engine/tfjs/wasmFiles';
import { kernelModule } from '../../engine/wasm/kernelModule';
import { createWasmEngine } from '../../engine/wasm/wasmEngine';
import { type Adapter, findAdapter } from './adapter';
import { measureStep } from './benchmarkEngines';

/** What starts and measures engines: the machine's, or a test's. */
export interface Starters {
  adapter(): Promise<Adapter | undefined>;
  fused(software: boolean): Promise<Engine>;
  /** Starts the engine for processors. Rejects with CodedError `no-simd` where WebAssembly lacks SIMD. */
  processor(): Promise<Engine>;
  portable(backend: TfjsBackend): Promise<Engine>;
  measure: typeof measureStep;
  /** Fetches what a portable engine may need later, so that the loaded page requests nothing more. */
  prefetch(): Promise<unknown>;
}

export const MACHINE: Starters = {
  adapter: findAdapter,
  // tfjs is large: it is loaded when an engine that needs it starts, and not before.
  fused: async (software) => (await import('../../engine/wgsl/tfjsDevice')).startWgslEngine({ software }),
  processor: async () => createWasmEngine(await kernelModule()),
  portable: async (backend) => (await loadTfjs()).createTfjsEngine({ backend, wasmPaths: WASM_PATHS }),
  measure: measureStep,
  // The browser caches it; where this fails, a later start fetches it again.
  prefetch: () =>
    Promise.all([
      loadTfjs(),
      fetch(WASM_PATHS['tfjs-backend-wasm-simd.wasm']).then((response) => response.arrayBuffer()),
    ]).catch(() => undefined),
};

const loadTfjs = () => import('../../engine/tfjs/tfjsEngine');
