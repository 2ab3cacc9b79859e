/** Binding a stage's buffers and dispatching its kernels. Each binding is a separate buffer: WebGPU forbids overlap. */
import type { BufferOwner } from './buffers';
import { BINDINGS, type BindingName, MAX_WORKGROUPS } from './kernels/bindings';
import type { GpuContext } from './wgslDevice';

export type BoundBuffers = Record<BindingName, GPUBuffer>;

/** Binds buffers; one that is absent is replaced by a small buffer from `owner` that no kernel of the caller reads. */
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

/** A kernel and its number of workgroups. */
export interface Dispatch {
  pipeline: GPUComputePipeline;
  workgroups: number;
}

/** Submits dispatches in one compute pass. */
export function submit({ device }: GpuContext, group: GPUBindGroup, dispatches: readonly Dispatch[]): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setBindGroup(0, group);
  for (const { pipeline, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.dispatchWorkgroups(Math.min(workgroups, MAX_WORKGROUPS), Math.ceil(workgroups / MAX_WORKGROUPS));
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
}
