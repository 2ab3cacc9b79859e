/** The engines that train on a processor: the portable one on tfjs's WASM, and the kernels of our own. */
import { fusedEngine } from './fusedEngine';
import { wasmEngine } from './wasmEngine';

export const PROCESSOR_ENGINES = [
  ['tfjs on WASM', wasmEngine],
  ['the fused engine on WASM', fusedEngine],
] as const;
