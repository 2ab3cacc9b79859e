/**
 * GPU memory by owner: the parameters, the optimiser's state and a step's scratch. Each owner frees all it
 * holds at once; the count they share tells what is alive, so a leak shows as a number.
 */
import { CodedError } from '../../coded';

/** The buffers alive on the device. */
export interface GpuMemory {
  buffers: number;
  bytes: number;
}

/** The smallest size of a binding here: one vec4. */
const MIN_BYTES = 16;

/** Creates buffers and frees them together. */
export class BufferOwner {
  readonly #buffers: GPUBuffer[] = [];

  constructor(
    private readonly device: GPUDevice,
    private readonly memory: GpuMemory,
  ) {}

  /** Creates a zeroed storage buffer of at least `bytes`. All throw CodedError (`gpu-memory`) beyond the GPU's limits. */
  storage(bytes: number): GPUBuffer {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    return this.#create(bytes, STORAGE | COPY_SRC | COPY_DST);
  }

  /** Creates a storage buffer that holds `values`. */
  filled(values: Float32Array<ArrayBuffer>): GPUBuffer {
    const buffer = this.storage(values.byteLength);
    this.device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }

  uniform(bytes: number): GPUBuffer {
    return this.#create(bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  /** Creates a buffer that the host reads from. */
  readable(bytes: number): GPUBuffer {
    return this.#create(bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** Frees every buffer. Idempotent. */
  dispose(): void {
    for (const buffer of this.#buffers.splice(0)) {
      this.memory.buffers--;
      this.memory.bytes -= buffer.size;
      buffer.destroy();
    }
  }

  #create(bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = Math.max(MIN_BYTES, Math.ceil(bytes / MIN_BYTES) * MIN_BYTES);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const bound = usage & GPUBufferUsage.STORAGE ? maxStorageBufferBindingSize : maxBufferSize;
    const limit = Math.min(maxBufferSize, bound);
    if (size > limit) throw new CodedError('gpu-memory', { bytes: size, limit });
    const buffer = this.device.createBuffer({ size, usage });
    this.#buffers.push(buffer);
    this.memory.buffers++;
    this.memory.bytes += size;
    return buffer;
  }
}

/** A range of a buffer, in bytes. */
export interface BufferPart {
  buffer: GPUBuffer;
  offset: number;
  bytes: number;
}

/** Copies parts behind one another into `target`, waits, and returns what they hold. */
export async function readBack(
  device: GPUDevice,
  target: GPUBuffer,
  parts: readonly BufferPart[],
): Promise<Float32Array<ArrayBuffer>> {
  const encoder = device.createCommandEncoder();
  let end = 0;
  for (const { buffer, offset, bytes } of parts) {
    encoder.copyBufferToBuffer(buffer, offset, target, end, bytes);
    end += bytes;
  }
  device.queue.submit([encoder.finish()]);
  await target.mapAsync(GPUMapMode.READ, 0, end);
  const values = new Float32Array(target.getMappedRange(0, end).slice(0));
  target.unmap();
  return values;
}
