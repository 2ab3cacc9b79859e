/** The fused engine on tfjs's own GPUDevice, so that both engines of a page share one. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-backend-webgpu';
import type { Engine } from '../engine';
import { createWgslEngine } from './wgslEngine';

/**
 * Starts tfjs's WebGPU backend and builds the engine on its device; disposing of the engine ends both, and
 * the next call gets a new device. Rejects with an Error when there is no WebGPU here.
 * On a software adapter the engine does not rank: there the plain loop over typed arrays is four times faster.
 */
export async function startWgslEngine({ software }: { software: boolean }): Promise<Engine> {
  const started = await tf.setBackend('webgpu').catch(() => false);
  if (!started) throw new Error('The webgpu backend does not start on this machine.');
  await tf.ready();
  const { device } = tf.backend() as WebGPUBackend;
  const { rank, ...engine } = await createWgslEngine({ device, software });
  return {
    ...engine,
    ...(!software && { rank }),
    dispose() {
      engine.dispose();
      renewBackend();
      device.destroy();
    },
  };
}

/** tfjs forgets a backend's factory together with the backend. */
function renewBackend(): void {
  const factory = tf.findBackendFactory('webgpu');
  if (tf.findBackend('webgpu')) tf.removeBackend('webgpu');
  if (factory) tf.registerBackend('webgpu', factory, 3);
}
