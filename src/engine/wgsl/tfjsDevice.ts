/** The fused engine on tfjs's own GPUDevice, so that both engines of a page share one. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { CodedError } from '../../coded';
import type { Engine } from '../engine';
import { createWgslEngine } from './wgslEngine';

/** What tfjs 4.22 uses as far as the adapter has it, and subgroups. */
const FEATURES = ['timestamp-query', 'bgra8unorm-storage', 'subgroups'] as const;
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/**
 * Starts tfjs's WebGPU backend and builds the engine on its device; disposing of the engine ends both, and
 * the next call gets a new device. Rejects with CodedError (`backend-unavailable`)
 * where WebGPU does not start.
 * On a software adapter the engine does not rank: there the plain loop over typed arrays is four times faster.
 */
export async function startWgslEngine({ software }: { software: boolean }): Promise<Engine> {
  if (!tf.findBackend('webgpu')) registerBackend();
  const started = await tf.setBackend('webgpu').catch(() => false);
  if (!started) throw new CodedError('backend-unavailable', { backend: 'webgpu' });
  await tf.ready();
  const { device } = tf.backend() as WebGPUBackend;
  const { rank, ...engine } = await createWgslEngine({ device, software });
  return {
    ...engine,
    ...(!software && { rank }),
    dispose() {
      engine.dispose();
      registerBackend();
      device.destroy();
    },
  };
}

/** Replaces tfjs's own factory, which asks for no subgroups; tfjs forgets it together with a backend. */
function registerBackend(): void {
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', createBackend, 3);
}

/** The device that tfjs would ask for, with subgroups where there are any. Rejects without an adapter. */
async function createBackend(): Promise<WebGPUBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new CodedError('no-webgpu-adapter');
  const { limits, features, info } = adapter;
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, limits[name]]));
  const requiredFeatures = FEATURES.filter((name) => features.has(name));
  return new WebGPUBackend(await adapter.requestDevice({ requiredLimits, requiredFeatures }), info);
}
