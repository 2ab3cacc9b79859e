/** Binds a stage's buffers once. Each binding is a buffer of its own: WebGPU forbids overlap. */
import type { BufferOwner } from './buffers';
import type { GpuContext } from './device';
import { BINDINGS, type BindingName, MOST_WORKGROUPS } from './kernels/bindings';

export type BoundBuffers = Record<BindingName, GPUBuffer>;

/** What is missing gets a small buffer from `owner` that no kernel of the caller reads. */
export function bindAll(
  { device, layout }: GpuContext,
  owner: BufferOwner,
  buffers: Partial<BoundBuffers>,
): GPUBindGroup {
  const entries = BINDINGS.map(({ name }, binding) => ({
    binding,
    resource: { buffer: buffers[name] ?? owner.storage(0) },
  }));
  return device.createBindGroup({ layout, entries });
}

/** A kernel and how many workgroups of it. */
export interface Dispatch {
  pipeline: GPUComputePipeline;
  workgroups: number;
}

/** One encoder, one pass, one submit. */
export function submit({ device }: GpuContext, group: GPUBindGroup, dispatches: readonly Dispatch[]): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setBindGroup(0, group);
  for (const { pipeline, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.dispatchWorkgroups(Math.min(workgroups, MOST_WORKGROUPS), Math.ceil(workgroups / MOST_WORKGROUPS));
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
}
