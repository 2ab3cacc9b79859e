/** A device and an engine on it. Limits as tfjs asks for them are not needed at these sizes. */
import { createWgslEngine, type WgslEngine } from '../../../src/engine/wgsl/wgslEngine';

export async function freshEngine(software = true): Promise<{ device: GPUDevice; engine: WgslEngine }> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter.');
  const device = await adapter.requestDevice();
  return { device, engine: await createWgslEngine({ device, software }) };
}

let shared: Promise<{ device: GPUDevice; engine: WgslEngine }> | undefined;

export async function sharedEngine(): Promise<WgslEngine> {
  shared ??= freshEngine();
  const { device, engine } = await shared;
  device.onuncapturederror = ({ error }) => {
    failures.push(error.message);
  };
  return engine;
}

/** What WebGPU complained about since the page was opened. */
export const failures: string[] = [];
