/** Counts a library's calls of WebGPU. It is installed before the first device is requested. */

export interface GpuCounts {
  dispatches: number;
  /** Sizes of all buffers ever created. */
  createdBytes: number;
  /** Created and not destroyed. */
  liveBytes: number;
}

/** Wraps WebGPU's prototypes; undefined in a browser that has no WebGPU. */
export function installGpuCounters(): GpuCounts | undefined {
  if (!('GPUDevice' in globalThis)) return undefined;
  const counts = { dispatches: 0, createdBytes: 0, liveBytes: 0 };
  const pass = GPUComputePassEncoder.prototype;
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass;
  pass.dispatchWorkgroups = function (...sizes) {
    counts.dispatches++;
    dispatchWorkgroups.apply(this, sizes);
  };
  pass.dispatchWorkgroupsIndirect = function (...buffer) {
    counts.dispatches++;
    dispatchWorkgroupsIndirect.apply(this, buffer);
  };
  const live = new WeakSet<GPUBuffer>();
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    live.add(buffer);
    counts.createdBytes += buffer.size;
    counts.liveBytes += buffer.size;
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function () {
    if (live.delete(this)) counts.liveBytes -= this.size;
    return destroy.call(this);
  };
  return counts;
}
