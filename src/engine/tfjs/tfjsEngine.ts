/**
 * The portable engine: any tfjs backend, plain operations, gradients written out. Weights stay on the
 * host; only one batch's tensors live on the device at a time.
 */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { CodedError } from '../../coded';
import { OBJECTIVES } from '../../data/schema';
import type { EncodedSides } from '../../model/lookups';
import { outputOwners } from '../../model/ownership';
import type { Model } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import type { Engine } from '../engine';
import { encodeTower } from './encoding';
import { encodeNetwork } from './networkPass';
import { openNetworkStage } from './networkStage';
import { rankItems } from './ranking';
import { openTfjsStage } from './tfjsStage';

export const TFJS_BACKENDS = ['webgpu', 'wasm', 'webgl', 'cpu'] as const;
export type TfjsBackend = (typeof TFJS_BACKENDS)[number];

export interface TfjsOptions {
  backend: TfjsBackend;
  /** A folder ending in “/”, or the address of each of the backend's three files. */
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
      model.kind === 'network' ? encodeNetwork(model, sides) : encodeModel(model, sides),
    // Elsewhere the products alone take longer than the plain loop over typed arrays.
    ...(backend === 'wasm' && { rank: rankItems }),
    // Nothing of ours is on the device between steps, and tfjs cannot start a removed backend again.
    dispose: () => undefined,
  };
}

async function encodeModel(model: Model, sides: EncodedSides): Promise<Vectors> {
  const { granularity } = model;
  const blocks = OBJECTIVES.length;
  const shared = { granularity, blocks, meanForUnseen: true };
  const users = await encodeTower({ tower: model.users, side: sides.users, ...shared });
  const items = await encodeTower({ tower: model.items, side: sides.items, ...shared });
  return {
    users: users.vectors,
    items: items.vectors,
    width: model.users.outputWidth,
    blocks: outputOwners(model.users).slice(),
    scores: model.scores,
  };
}
