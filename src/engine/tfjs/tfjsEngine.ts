/**
 * The portable engine: any tfjs backend, plain operations, gradients written out. Weights live on the host,
 * and only one batch's tensors are on the device at a time.
 */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { CodedError } from '../../coded';
import { encodeModel } from '../encodeModel';
import type { Engine } from '../engine';
import type { TfjsBackend } from './backends';
import { encodeNetwork } from './networkPass';
import { openNetworkStage } from './networkStage';
import { encodeTower } from './tfjsEncoding';
import { rankOnTfjs } from './tfjsRanking';
import { openTfjsStage } from './tfjsStage';

export interface TfjsOptions {
  backend: TfjsBackend;
  /** A folder ending in “/”, or the address of each of the WASM backend's three files. */
  wasmPaths: string | Record<string, string>;
}

/** Starts a backend. Rejects with CodedError (`backend-unavailable`) when the machine cannot run it. */
export async function createTfjsEngine({ backend, wasmPaths }: TfjsOptions): Promise<Engine> {
  // One thread: several need headers that a plain static server does not send.
  setThreadsCount(1);
  setWasmPaths(wasmPaths);
  const started = await tf.setBackend(backend).catch(() => false);
  if (!started || tf.getBackend() !== backend) {
    throw new CodedError('backend-unavailable', { backend });
  }
  await tf.ready();
  return {
    name: 'tfjs',
    backend,
    lossInterval: 1,
    begin: (model, sides, spec) =>
      model.kind === 'network' ? openNetworkStage(model, sides, spec) : openTfjsStage(model, sides, spec),
    encode: (model, sides) =>
      model.kind === 'network' ? encodeNetwork(model, sides) : encodeModel(model, sides, encodeTower),
    // On the other backends the products alone take longer than the plain loop over typed arrays.
    ...(backend === 'wasm' && { rank: rankOnTfjs }),
    // No tensor of the engine is alive between steps, and tfjs cannot start a removed backend again.
    dispose: () => undefined,
  };
}
