/**
 * GPU memory has three owners: the parameters, the optimiser's state and a step's scratch. Each frees
 * all it holds at once; the ledger they share knows what is alive, so a leak shows as a number.
 */

/** What is alive on the device. */
export interface GpuMemory {
  buffers: number;
  bytes: number;
}

/** Smallest size a binding may have here: one vec4. */
const LEAST_BYTES = 16;

export class BufferOwner {
  readonly #buffers: GPUBuffer[] = [];

  constructor(
    private readonly device: GPUDevice,
    private readonly ledger: GpuMemory,
  ) {}

  /** A storage buffer of at least `bytes`, zeroed, copied from and to. All throw RangeError beyond the GPU's limits. */
  storage(bytes: number): GPUBuffer {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    return this.#create(bytes, STORAGE | COPY_SRC | COPY_DST);
  }

  /** A storage buffer that holds `values`. */
  filled(values: Float32Array<ArrayBuffer>): GPUBuffer {
    const buffer = this.storage(values.byteLength);
    this.device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  }

  uniform(bytes: number): GPUBuffer {
    return this.#create(bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  }

  /** A buffer that the host reads from. */
  readable(bytes: number): GPUBuffer {
    return this.#create(bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
  }

  /** Idempotent. */
  dispose(): void {
    for (const buffer of this.#buffers.splice(0)) {
      this.ledger.buffers--;
      this.ledger.bytes -= buffer.size;
      buffer.destroy();
    }
  }

  #create(bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = Math.max(LEAST_BYTES, Math.ceil(bytes / LEAST_BYTES) * LEAST_BYTES);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const bound = usage & GPUBufferUsage.STORAGE ? maxStorageBufferBindingSize : maxBufferSize;
    const most = Math.min(maxBufferSize, bound);
    if (size > most) throw new RangeError(`A buffer of ${size} bytes is needed; this GPU holds ${most}.`);
    const buffer = this.device.createBuffer({ size, usage });
    this.#buffers.push(buffer);
    this.ledger.buffers++;
    this.ledger.bytes += size;
    return buffer;
  }
}

/** A part of a buffer, in bytes. */
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
