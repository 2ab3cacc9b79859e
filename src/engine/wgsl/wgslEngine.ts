/** The fused engine: the same stages as on tfjs, in a few kernels of our own on one WebGPU device. */
import { maskedModel } from '../../model/trainable';
import type { Engine, RankOptions } from '../engine';
import type { GpuMemory } from './buffers';
import { GpuContext } from './device';
import { encodeModel } from './encoding';
import { STEP_KERNELS } from './kernels/kernels';
import { openWgslStage } from './openStage';
import { rankItems } from './ranking';
import type { WgslStage } from './wgslStage';

export interface WgslEngine extends Engine {
  readonly name: 'wgsl';
  /** Resolves, with the browser's reason, once the device is lost; every call rejects from then on. */
  readonly lost: Promise<string>;
  /** Buffers and bytes alive on the device. */
  readonly memory: Readonly<GpuMemory>;
  begin(...parameters: Parameters<Engine['begin']>): Promise<WgslStage>;
  rank(options: RankOptions): Promise<Int32Array[]>;
}

export interface WgslOptions {
  device: GPUDevice;
  /** The adapter computes on the processor: other tiles are faster there. */
  software: boolean;
}

/**
 * Compiles all kernels. The device stays the caller's: it may be tfjs's own, and it outlives the engine.
 * Rejects when a kernel does not compile there.
 */
export async function createWgslEngine({ device, software }: WgslOptions): Promise<WgslEngine> {
  const context = new GpuContext(device, software);
  await context.pipelines(STEP_KERNELS);
  const open = new Set<WgslStage>();
  return {
    name: 'wgsl',
    backend: 'webgpu',
    lossInterval: 10,
    towersOnly: true,
    lost: context.lost,
    memory: context.memory,
    async begin(model, sides, spec) {
      for (const stage of open) stage.dispose();
      open.clear();
      const stage = await openWgslStage(context, { model: maskedModel(model), sides, spec });
      open.add(stage);
      return stage;
    },
    encode: async (model, sides) => encodeModel(context, maskedModel(model), sides),
    rank: (options) => rankItems(context, options),
    dispose() {
      for (const stage of open) stage.dispose();
      open.clear();
    },
  };
}
