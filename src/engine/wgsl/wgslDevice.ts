/**
 * The device, its compiled pipelines, and its loss: every call that waits for the GPU then rejects with a
 * DeviceLostError, whatever error WebGPU itself reports.
 */
import { CodedError } from '../../coded';
import type { GpuMemory } from './buffers';
import { BINDINGS } from './kernels/bindings';
import {
  type KernelName,
  type KernelParts,
  kernelSource,
  type StepKernel,
  type Tile,
} from './kernels/kernels';

/** Thrown when the GPU is gone: driver reset, tab in the background for too long, or destroyed on purpose. */
class DeviceLostError extends CodedError {
  override name = 'DeviceLostError';

  constructor(reason: string) {
    super('device-lost', { reason });
  }
}

export type Pipelines<Name extends KernelName = StepKernel> = Readonly<Record<Name, GPUComputePipeline>>;

/** The tile and workgroup that were fastest on the software adapter: long registers, no sharing. */
const SOFTWARE_TILE: Tile = { rows: 8, columns: 8, workgroup: 16, quad: false };
/** Faster by a third where four invocations run in lockstep: a read costs as much as thirty sums there. */
const QUAD_TILE: Tile = { ...SOFTWARE_TILE, quad: true };
/** A real GPU wants more invocations in flight rather than more work in each. */
const HARDWARE_TILE: Tile = { rows: 4, columns: 4, workgroup: 64, quad: false };

function tileFor({ features, adapterInfo }: GPUDevice, software: boolean): Tile {
  if (!software) return HARDWARE_TILE;
  if (!features.has('subgroups')) return SOFTWARE_TILE;
  const { subgroupMinSize, subgroupMaxSize } = adapterInfo;
  return subgroupMinSize === 4 && subgroupMaxSize === 4 ? QUAD_TILE : SOFTWARE_TILE;
}

const PLAIN: KernelParts = { margin: false, teacher: false, lists: false };

export class GpuContext {
  readonly memory: GpuMemory = { buffers: 0, bytes: 0 };
  /** Resolves with the browser's reason once the device is lost. */
  readonly lost: Promise<string>;
  readonly layout: GPUBindGroupLayout;
  readonly tile: Tile;
  #lossReason: string | undefined;
  /** Functions that reject the calls that wait for the GPU. */
  readonly #waiting = new Set<(error: Error) => void>();
  /** Pipelines by source: kernels that differ between kinds of stages are compiled again, the rest are shared. */
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();
  readonly #pipelineLayout: GPUPipelineLayout;

  constructor(
    readonly device: GPUDevice,
    software: boolean,
  ) {
    this.tile = tileFor(device, software);
    this.lost = device.lost.then(({ message, reason }) => {
      const lossReason = message || reason;
      this.#lossReason = lossReason;
      for (const interrupt of this.#waiting) interrupt(new DeviceLostError(lossReason));
      return lossReason;
    });
    this.layout = device.createBindGroupLayout({
      entries: BINDINGS.map(({ type }, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    });
    this.#pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [this.layout] });
  }

  /** Compiles kernels in parallel, each once per device. Shapes are data: none is compiled in. */
  async pipelines<Name extends KernelName>(
    names: readonly Name[],
    parts: KernelParts = PLAIN,
  ): Promise<Pipelines<Name>> {
    const compiled = names.map(async (name) => [name, await this.#compile(name, parts)] as const);
    return Object.fromEntries(await this.guard(Promise.all(compiled))) as Pipelines<Name>;
  }

  #compile(name: KernelName, parts: KernelParts): Promise<GPUComputePipeline> {
    const code = kernelSource(name, this.tile, parts);
    let pipeline = this.#compiled.get(code);
    if (!pipeline) {
      pipeline = this.device.createComputePipelineAsync({
        label: name,
        layout: this.#pipelineLayout,
        compute: { module: this.device.createShaderModule({ label: name, code }), entryPoint: 'main' },
      });
      this.#compiled.set(code, pipeline);
    }
    return pipeline;
  }

  /** Throws DeviceLostError when the device is known to be gone. */
  check(): void {
    if (this.#lossReason !== undefined) throw new DeviceLostError(this.#lossReason);
  }

  /** Returns the same promise, except that it rejects with DeviceLostError as soon as the device is lost. */
  async guard<T>(work: Promise<T>): Promise<T> {
    this.check();
    let interrupt = (_error: Error): void => {};
    const interrupted = new Promise<never>((_resolve, reject) => {
      interrupt = reject;
    });
    this.#waiting.add(interrupt);
    try {
      return await Promise.race([work, interrupted]);
    } catch (error) {
      if (error instanceof DeviceLostError) throw error;
      // A buffer being mapped may say that it was aborted before the device says that it is lost.
      const reason = await Promise.race([this.lost, grace()]);
      throw reason === undefined ? error : new DeviceLostError(reason);
    } finally {
      this.#waiting.delete(interrupt);
    }
  }
}

/** The delay after which a loss may be reported, after the failures that it causes. */
const GRACE_MS = 500;

const grace = (): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), GRACE_MS);
  });
