/** The portable engine on WASM in Node, as the page's worker runs it in a browser. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Engine } from '../src/engine/engine';
import { createTfjsEngine } from '../src/engine/tfjs/tfjsEngine';

export function wasmEngine(): Promise<Engine> {
  const module = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return createTfjsEngine({ backend: 'wasm', wasmPaths: `${dirname(module)}/` });
}
