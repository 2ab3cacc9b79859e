/**
 * The fused engine: masked two-tower training in some fifteen handwritten WebGPU kernels per step.
 *
 * It is one half of a pair. model/reference.ts is the other: the same loss and gradients in float64 and plain
 * loops, slow, and as close to the paper's formulas as code can be. Read that one to learn what is computed, and
 * this one to learn how it is computed fast; the reference is never used to train, and the fused engine is never
 * where a formula is defined. What holds them together is tests/engine/wgslEngine.test.ts: for every kind of
 * stage, losses over fifty steps and first gradients agree with the reference to 1e-4, at odd shapes too.
 *
 * Layers of the engine, each on the one before: towerLayout (padding) → stagePlan, shape (sizes and offsets) →
 * stageBuffers, batchResources (memory) → kernels (WGSL) → wgslStage (a step), wgslEncoding, wgslRanking.
 */
import { maskedModel } from '../../model/trainable';
import { encodeModel } from '../encodeModel';
import type { Engine, RankOptions } from '../engine';
import type { GpuMemory } from './buffers';
import { STEP_KERNELS } from './kernels/kernels';
import { openWgslStage } from './openStage';
import { GpuContext } from './wgslDevice';
import { encodeTower } from './wgslEncoding';
import { rankOnWgsl } from './wgslRanking';
import type { WgslStage } from './wgslStage';

export interface WgslEngine extends Engine {
  readonly name: 'wgsl';
  /** Resolves, with the browser's reason, once the device is lost; every call rejects from then on. */
  readonly lost: Promise<string>;
  /** The buffers and bytes alive on the device. */
  readonly memory: Readonly<GpuMemory>;
  begin(...parameters: Parameters<Engine['begin']>): Promise<WgslStage>;
  rank(options: RankOptions): Promise<Int32Array[]>;
}

export interface WgslOptions {
  device: GPUDevice;
  /** Whether the adapter computes on the processor: other tiles are faster there. */
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
    encode: async (model, sides) =>
      encodeModel(maskedModel(model), sides, (options) => encodeTower(context, options)),
    rank: (options) => rankOnWgsl(context, options),
    dispose() {
      for (const stage of open) stage.dispose();
      open.clear();
    },
  };
}
