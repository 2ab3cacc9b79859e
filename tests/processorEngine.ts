/** The engine that the page trains a method on where there is no GPU. */
import type { Engine } from '../src/engine/engine';
import { type TrainedMethod, usesNetwork } from '../src/methods/trained';
import { fusedEngine } from './fusedEngine';

/** Returns the fused engine for towers, and for networks tfjs's, which is loaded only then. */
export async function engineOf(what: 'towers' | 'network'): Promise<Engine> {
  if (what === 'towers') return fusedEngine();
  const { wasmEngine } = await import('./wasmEngine');
  return wasmEngine();
}

export const engineFor = (method: TrainedMethod): Promise<Engine> =>
  engineOf(usesNetwork(method) ? 'network' : 'towers');
