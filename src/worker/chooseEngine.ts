/** Which backend trains here, and why: a real GPU, else WebAssembly, else plain JavaScript. */

import type { Engine } from '../engine/engine';
import { createTfjsEngine, TFJS_BACKENDS, type TfjsBackend } from '../engine/tfjs/tfjsEngine';
import { WASM_PATHS } from '../engine/tfjs/wasmFiles';
import type { EngineChoice } from './protocol';

interface Adapter {
  name: string;
  software: boolean;
}

type Reason = Pick<EngineChoice, 'reasonCode' | 'reason'>;

/**
 * Starts the engine. `forced` (from `?engine=`) is tried alone; rejects with an Error naming what is
 * allowed, or that it does not start.
 */
export async function startEngine(forced?: string): Promise<{ engine: Engine; choice: EngineChoice }> {
  const adapter = await findAdapter();
  const describe = (engine: Engine, reason: Reason): EngineChoice => ({
    engine: engine.name,
    backend: engine.backend,
    adapter: adapter?.name ?? '',
    software: engine.backend !== 'webgpu' || (adapter?.software ?? true),
    ...reason,
  });
  if (forced) {
    const engine = await start(forcedBackend(forced));
    return {
      engine,
      choice: describe(engine, { reasonCode: 'forced', reason: `The address asks for ${forced}.` }),
    };
  }
  const { backend, ...reason } = preferred(adapter);
  try {
    const engine = await start(backend);
    return { engine, choice: describe(engine, reason) };
  } catch {
    return fallBack(backend, describe);
  }
}

/** The next best when the preferred backend does not start after all. */
async function fallBack(
  failed: TfjsBackend,
  describe: (engine: Engine, reason: Reason) => EngineChoice,
): Promise<{ engine: Engine; choice: EngineChoice }> {
  if (failed === 'webgpu') {
    const engine = await start('wasm').catch(() => start('cpu'));
    const reason = 'WebGPU is there but does not start; training runs on the processor instead.';
    return { engine, choice: describe(engine, { reasonCode: 'webgpu-failed', reason }) };
  }
  const engine = await start('cpu');
  const reason = 'WebAssembly does not start here; plain JavaScript trains, slowly.';
  return { engine, choice: describe(engine, { reasonCode: 'wasm-failed', reason }) };
}

function preferred(adapter: Adapter | undefined): { backend: TfjsBackend } & Reason {
  if (adapter && !adapter.software) {
    return { backend: 'webgpu', reasonCode: 'real-gpu', reason: `WebGPU on ${adapter.name}.` };
  }
  if (adapter) {
    return {
      backend: 'wasm',
      reasonCode: 'software-adapter',
      reason: 'The only WebGPU adapter is software; WebAssembly is faster on a processor.',
    };
  }
  return 'gpu' in navigator
    ? { backend: 'wasm', reasonCode: 'no-adapter', reason: 'WebGPU finds no adapter; WebAssembly trains.' }
    : { backend: 'wasm', reasonCode: 'no-webgpu', reason: 'This browser has no WebGPU; WebAssembly trains.' };
}

function forcedBackend(forced: string): TfjsBackend {
  const backend = TFJS_BACKENDS.find((name) => name === forced);
  if (backend) return backend;
  throw new Error(`?engine=${forced} is no engine. Choose ${TFJS_BACKENDS.join(', ')}, or leave it out.`);
}

const start = (backend: TfjsBackend): Promise<Engine> => createTfjsEngine({ backend, wasmPaths: WASM_PATHS });

async function findAdapter(): Promise<Adapter | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) return undefined;
  const { info } = adapter;
  const name = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  return { name, software: info.isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name) };
}
