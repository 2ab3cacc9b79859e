/** Devices and the engines on them. */
import { createWgslEngine, type WgslEngine } from '../../../src/engine/wgsl/wgslEngine';

/**
 * Which of the engine's tilings: the one for software adapters with subgroups, the one for those without,
 * or the one for real GPUs.
 */
export type TileName = 'software' | 'plain' | 'hardware';

const failures: string[] = [];

/** What WebGPU complained about since the page was opened. */
export const complaints = () => failures;

/** A device of its own, for those who destroy it. */
export async function freshEngine(tile: TileName): Promise<{ device: GPUDevice; engine: WgslEngine }> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('There is no WebGPU adapter.');
  const device = await adapter.requestDevice({
    requiredFeatures: tile === 'software' && adapter.features.has('subgroups') ? ['subgroups'] : [],
  });
  device.onuncapturederror = ({ error }) => {
    failures.push(error.message);
  };
  return { device, engine: await createWgslEngine({ device, software: tile !== 'hardware' }) };
}

const engines = new Map<TileName, Promise<{ engine: WgslEngine }>>();

export async function engineFor(tile: TileName): Promise<WgslEngine> {
  let started = engines.get(tile);
  if (!started) {
    started = freshEngine(tile);
    engines.set(tile, started);
  }
  return (await started).engine;
}
