/** The portable engine on WASM in Node, as the page's worker runs it in a browser. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Engine } from '../src/engine/engine';
import type { TfjsBackend } from '../src/engine/tfjs/backends';
import { createTfjsEngine } from '../src/engine/tfjs/tfjsEngine';

export const wasmEngine = (): Promise<Engine> => tfjsEngine('wasm');

/** tfjs in plain JavaScript, which computes with NaN as IEEE 754 says. */
export const plainEngine = (): Promise<Engine> => tfjsEngine('cpu');

function tfjsEngine(backend: TfjsBackend): Promise<Engine> {
  const module = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return createTfjsEngine({ backend, wasmPaths: `${dirname(module)}/` });
}
