/**
 * One training stage on the GPU: a step is one upload of words, one encoder, thirteen dispatches (one more
 * with caches, one more with margins) and one submit. Weights stay on the device; the host only sorts the
 * embedding rows of a batch and schedules their decay.
 */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import { biasCorrections } from '../biasCorrections';
import type { OpenStage, Rates, StageState } from '../engine';
import { decayFactor } from '../lazyDecay';
import { fits } from '../stage/batchWriter';
import { fromDevice, MOVED_BUFFERS, type MovedArrays, toDevice } from '../stage/stageState';
import { copyTrained } from '../stage/trainedWeights';
import { type BatchResources, createBatchResources, type StageParts } from './batchResources';
import { BufferOwner, readBack } from './buffers';
import { type BoundBuffers, submit } from './dispatch';
import { SHAPE_WORDS } from './kernels/bindings';
import { createMoments, uploadParameters } from './stageBuffers';
import { RING } from './stagePlan';
import type { GpuContext, Pipelines } from './wgslDevice';

/** An open stage, which owns its buffers. */
export class WgslStage implements OpenStage {
  readonly #parameters: BufferOwner;
  readonly #optimiser: BufferOwner;
  /** Owner of the caches and the uniform. */
  readonly #caches: BufferOwner;
  /** Owner of the buffers that depend on the sizes of the batches. */
  readonly #batchBuffers: BufferOwner;
  readonly #buffers: Omit<BoundBuffers, 'batch' | 'scratch'>;
  readonly #download: GPUBuffer;
  readonly #parts: StageParts;
  readonly #pipelines: Pipelines;
  #resources: BatchResources | undefined;
  #step = 0;
  /** The number of losses in the ring that have not been read. */
  #unread = 0;
  #losses: number[] = [];
  #disposed = false;

  constructor(
    private readonly context: GpuContext,
    options: { pipelines: Pipelines; parts: StageParts; caches: readonly Float32Array<ArrayBuffer>[] },
  ) {
    const { parts, pipelines, caches } = options;
    this.#parts = parts;
    this.#pipelines = pipelines;
    const { device, memory } = context;
    const { sides } = parts;
    const [parameters, optimiser, cached, batchBuffers] = Array.from(
      { length: 4 },
      () => new BufferOwner(device, memory),
    ) as [BufferOwner, BufferOwner, BufferOwner, BufferOwner];
    this.#parameters = parameters;
    this.#optimiser = optimiser;
    this.#caches = cached;
    this.#batchBuffers = batchBuffers;
    try {
      const { elements, ...weights } = uploadParameters(parameters, sides);
      this.#buffers = {
        ...weights,
        ...createMoments(optimiser, sides, elements),
        userCache: cached.filled(caches[0]!),
        itemCache: cached.filled(caches[1]!),
        shape: cached.uniform(4 * SHAPE_WORDS),
      };
      this.#download = parameters.readable(weights.tables.size + weights.layers.size);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    this.context.check();
    if (!this.#resources || !fits(this.#resources.groups, batches))
      this.#resources = await this.#createResources(batches);
    if (this.#unread === RING) await this.#readRing();
    const { writer, batch, bindings, fixed } = this.#resources;
    const step = ++this.#step;
    const { first, second } = biasCorrections(step);
    const { words, segments } = writer.write(batches, {
      layerRate: rates.layers / first,
      embeddingRate: rates.embeddings / first,
      secondCorrection: second,
      ringSlot: (step - 1) % RING,
    });
    const { device, tile } = this.context;
    device.queue.writeBuffer(batch, 0, writer.words, 0, words);
    const rowAdam = {
      pipeline: this.#pipelines.rowAdam,
      workgroups: Math.ceil((segments * writer.layout.tableGroups) / tile.workgroup),
    };
    submit(this.context, bindings, [...fixed, rowAdam]);
    const decay = decayFactor(rates.layers, this.#parts.spec.embeddingDecay);
    for (const { tables } of this.#parts.sides) for (const table of tables) table.decayBy(decay);
    this.#unread++;
  }

  async losses(): Promise<number[]> {
    this.context.check();
    await this.#readRing();
    const losses = this.#losses;
    this.#losses = [];
    return losses;
  }

  async synchronise(): Promise<void> {
    const { tables, layers } = this.#buffers;
    const { device } = this.context;
    const parts = [tables, layers].map((buffer) => ({ buffer, offset: 0, bytes: buffer.size }));
    const values = await this.context.guard(readBack(device, this.#download, parts));
    copyTrained(this.#parts.sides, {
      owner: ownerOf(this.#parts.spec.owner),
      tables: values.subarray(0, tables.size / 4),
      layers: values.subarray(tables.size / 4),
    });
  }

  /** The number of dispatches of a step. */
  get dispatches(): number {
    return (this.#resources?.fixed.length ?? 0) + 1;
  }

  async capture(): Promise<StageState> {
    this.context.check();
    await this.#readRing();
    const { device, memory } = this.context;
    const owner = new BufferOwner(device, memory);
    const read = MOVED_BUFFERS.map(async (name) => {
      const buffer = this.#buffers[name];
      const staging = owner.readable(buffer.size);
      const part = { buffer, offset: 0, bytes: buffer.size };
      return [name, await this.context.guard(readBack(device, staging, [part]))] as const;
    });
    const arrays = await Promise.all(read).finally(() => owner.dispose());
    const moved = fromDevice(this.#parts.sides, Object.fromEntries(arrays) as MovedArrays);
    return { step: this.#step, ...moved, losses: [...this.#losses] };
  }

  async resume(state: StageState): Promise<void> {
    this.context.check();
    const arrays = toDevice(this.#parts.sides, state);
    for (const name of MOVED_BUFFERS) {
      this.context.device.queue.writeBuffer(this.#buffers[name], 0, arrays[name]);
    }
    this.#step = state.step;
    this.#losses = [...state.losses];
    // If validation was the last thing before the capture, nothing else will bring the model up to date.
    await this.synchronise();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const owner of [this.#parameters, this.#optimiser, this.#caches, this.#batchBuffers])
      owner.dispose();
  }

  /** Creates what depends on the batch sizes; once per stage, unless they change. */
  async #createResources(batches: readonly Batch[]): Promise<BatchResources> {
    await this.#readRing();
    this.#batchBuffers.dispose();
    const options = {
      pipelines: this.#pipelines,
      parts: this.#parts,
      owner: this.#batchBuffers,
      buffers: this.#buffers,
    };
    return createBatchResources(this.context, options, batches);
  }

  /** Reads the new losses in the ring, oldest first. */
  async #readRing(): Promise<void> {
    if (this.#unread === 0) return;
    const { scratch, ringAt, ringCopy } = this.#resources!;
    const { device } = this.context;
    const part = { buffer: scratch, offset: ringAt, bytes: 4 * RING };
    const ring = await this.context.guard(readBack(device, ringCopy, [part]));
    for (let step = this.#step - this.#unread; step < this.#step; step++) {
      this.#losses.push(ring[step % RING]!);
    }
    this.#unread = 0;
  }
}
