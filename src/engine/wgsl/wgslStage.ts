/**
 * One training stage on the GPU: a step is one upload of words, one encoder, twelve dispatches and one
 * submit. Weights stay resident; the host only sorts rows and keeps the schedule of the decay.
 */
import type { Batch } from '../../data/batches';
import { outputOwners, ownerOf } from '../../model/ownership';
import type { EncodedSides, Model } from '../../model/parameters';
import type { OpenStage, Rates, StageSpec } from '../engine';
import { BatchWriter } from './batchWriter';
import { bindAll, type Dispatch, submit } from './bindings';
import { BufferOwner, readBack } from './buffers';
import type { GpuContext, Pipelines } from './device';
import { encodeTower } from './encoding';
import { STEP_KERNELS } from './kernels/kernels';
import { type Group, shapeWords } from './shape';
import {
  cachedWidths,
  cacheRows,
  createMoments,
  openSides,
  type StageSide,
  teacherOf,
  uploadParameters,
} from './stageBuffers';
import { fixedDispatches, groupsOf, RING, type StageWidths, shapeOf } from './stagePlan';
import { layoutOfBlock, widthsOf } from './towerLayout';
import { copyTrained, inModelOrder } from './trainedWeights';

const BETA1 = 0.9;
const BETA2 = 0.999;

export async function openWgslStage(
  context: GpuContext,
  { model, sides, spec }: { model: Model; sides: EncodedSides; spec: StageSpec },
): Promise<WgslStage> {
  const owner = ownerOf(spec.owner);
  const { granularity } = model;
  const pipelines = await context.pipelines(STEP_KERNELS, {
    margin: owner > 0 && (spec.margin?.gamma ?? 0) > 0,
    taught: spec.teacher !== undefined,
  });
  const ends = [
    { tower: model.users, side: sides.users, name: 'users' as const },
    { tower: model.items, side: sides.items, name: 'items' as const },
  ].map((end) => ({ ...end, layout: layoutOfBlock(end.tower, owner, granularity) }));
  const owners = outputOwners(model.users);
  const teacher = spec.teacher?.vectors;
  const widths = { ...widthsOf(ends.map(({ layout }) => layout)), ...cachedWidths(owners, owner, teacher) };
  const caches = [];
  for (const { tower, side, name, layout } of ends) {
    const frozen = await encodeTower(context, {
      tower,
      side,
      granularity,
      blocks: owner,
      meanForUnseen: false,
    });
    const sources = { side, layout, frozen, outputOwners: owners, owner, teacher: teacherOf(teacher, name) };
    caches.push(cacheRows(sources, widths));
  }
  context.check();
  return new WgslStage(context, pipelines, {
    spec,
    widths,
    caches,
    sides: openSides(ends, widths, owner),
  });
}

interface StageParts {
  spec: StageSpec;
  widths: StageWidths;
  sides: StageSide[];
  caches: Float32Array<ArrayBuffer>[];
}

/** What depends on the sizes of a stage's batches. */
interface Arrangement {
  groups: Group[];
  writer: BatchWriter;
  batch: GPUBuffer;
  scratch: GPUBuffer;
  ringAt: number;
  ringCopy: GPUBuffer;
  bindings: GPUBindGroup;
  fixed: Dispatch[];
}

export class WgslStage implements OpenStage {
  readonly #parameters: BufferOwner;
  readonly #optimiser: BufferOwner;
  /** What a step reads and writes, with the caches; and what is made anew when batches change size. */
  readonly #scratch: BufferOwner;
  readonly #sized: BufferOwner;
  readonly #buffers: {
    tables: GPUBuffer;
    layers: GPUBuffer;
    tableMoments: GPUBuffer;
    layerMoments: GPUBuffer;
    userCache: GPUBuffer;
    itemCache: GPUBuffer;
    shape: GPUBuffer;
  };
  readonly #download: GPUBuffer;
  #arranged: Arrangement | undefined;
  #step = 0;
  /** Losses in the ring that nobody has read. */
  #unread = 0;
  #losses: number[] = [];
  #disposed = false;

  constructor(
    private readonly context: GpuContext,
    private readonly pipelines: Pipelines,
    private readonly parts: StageParts,
  ) {
    const { device, memory } = context;
    const { sides, caches } = parts;
    const [parameters, optimiser, scratch, sized] = Array.from(
      { length: 4 },
      () => new BufferOwner(device, memory),
    ) as [BufferOwner, BufferOwner, BufferOwner, BufferOwner];
    this.#parameters = parameters;
    this.#optimiser = optimiser;
    this.#scratch = scratch;
    this.#sized = sized;
    const { elements, ...weights } = uploadParameters(parameters, sides);
    this.#buffers = {
      ...weights,
      ...createMoments(optimiser, sides, elements),
      userCache: scratch.filled(caches[0]!),
      itemCache: scratch.filled(caches[1]!),
      shape: scratch.uniform(4 * shapeWords({ groups: [], sides: [], numbers: {} }).length),
    };
    this.#download = parameters.readable(weights.tables.size + weights.layers.size);
    parts.caches = [];
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    this.context.check();
    if (!this.#fits(batches)) await this.#arrange(batches);
    if (this.#unread === RING) await this.#readRing();
    const { writer, batch, bindings, fixed } = this.#arranged!;
    const step = ++this.#step;
    const firstCorrection = 1 - BETA1 ** step;
    const { words, segments } = writer.write(batches, {
      layerRate: rates.layers / firstCorrection,
      embeddingRate: rates.embeddings / firstCorrection,
      secondCorrection: Math.sqrt(1 - BETA2 ** step),
      ringSlot: (step - 1) % RING,
    });
    const { device, tile } = this.context;
    device.queue.writeBuffer(batch, 0, writer.words, 0, words);
    const rowAdam = {
      pipeline: this.pipelines.rowAdam,
      workgroups: Math.ceil((segments * writer.layout.tableGroups) / tile.workgroup),
    };
    submit(this.context, bindings, [...fixed, rowAdam]);
    const decay = 1 - rates.layers * this.parts.spec.embeddingDecay;
    for (const { tables } of this.parts.sides) for (const table of tables) table.decayBy(decay);
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
    copyTrained(this.parts.sides, {
      owner: ownerOf(this.parts.spec.owner),
      tables: values.subarray(0, tables.size / 4),
      layers: values.subarray(tables.size / 4),
    });
  }

  /** How many dispatches a step has. */
  get dispatches(): number {
    return (this.#arranged?.fixed.length ?? 0) + 1;
  }

  /**
   * The optimiser's first moments in the order of `weightArrays`, 0 where nothing trains: after the first
   * step (1 − β₁) · gradient. For tests.
   */
  async firstMoments(): Promise<Float32Array[]> {
    const { tableMoments, layerMoments } = this.#buffers;
    const { device, memory } = this.context;
    const parts = [tableMoments, layerMoments].map((buffer) => ({ buffer, offset: 0, bytes: buffer.size }));
    const owner = new BufferOwner(device, memory);
    const staging = owner.readable(tableMoments.size + layerMoments.size);
    const values = await this.context.guard(readBack(device, staging, parts)).finally(() => owner.dispose());
    const ofTables = values.subarray(0, tableMoments.size / 4).filter((_, index) => index % 2 === 0);
    const ofLayers = values.subarray(tableMoments.size / 4).subarray(0, layerMoments.size / 12);
    return inModelOrder(this.parts.sides, ofTables, ofLayers);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const owner of [this.#parameters, this.#optimiser, this.#scratch, this.#sized]) owner.dispose();
  }

  #fits(batches: readonly Batch[]): boolean {
    const groups = this.#arranged?.groups;
    return (
      groups?.length === 2 * batches.length &&
      batches.every(
        ({ users, candidates }, term) =>
          groups[2 * term]!.rows === users.length && groups[2 * term + 1]!.rows === candidates.length,
      )
    );
  }

  /** Sizes buffers and dispatches for batches like these: once a stage, unless they change. */
  async #arrange(batches: readonly Batch[]): Promise<void> {
    await this.#readRing();
    this.#sized.dispose();
    const { context, parts, pipelines } = this;
    const { widths, sides, spec } = parts;
    const groups = groupsOf(
      batches.map(({ users, candidates }) => ({ users: users.length, candidates: candidates.length })),
    );
    const shape = shapeOf(
      groups,
      widths,
      sides.map(({ layout }) => ({
        inputs: layout.inputs.length / 4,
        reads: (widths.frozen + Math.ceil(layout.view.units.length / 4) * 4) / 4,
      })),
    );
    const writer = new BatchWriter(
      sides.map(({ layout, tables, tower }) => ({ layout, tables, columnOwners: tower.owners.columns })),
      groups,
      { inputWidth: widths.inputs, owner: ownerOf(spec.owner) },
    );
    const { columnMap, tableMap, rowRecords, rowWords, tableSlots, tableGroups } = writer.layout;
    const words = shapeWords({
      groups,
      sides: shape.sides,
      numbers: { ...shape.numbers, columnMap, tableMap, rowRecords, rowWords, tableSlots, tableGroups },
      factors: {
        gamma: spec.margin?.gamma ?? 0,
        marginSign: spec.margin?.form === 'conflict-aware' ? -1 : 1,
        kappa: spec.teacher?.kappa ?? 0,
      },
      weights: spec.terms.map(({ weight }) => weight),
    });
    context.device.queue.writeBuffer(this.#buffers.shape, 0, words);
    const batch = this.#sized.storage(writer.words.byteLength);
    const scratch = this.#sized.storage(shape.bytes);
    this.#arranged = {
      groups,
      writer,
      batch,
      scratch,
      ringAt: shape.ringAt,
      ringCopy: this.#sized.readable(4 * RING),
      bindings: bindAll(context, this.#sized, { ...this.#buffers, batch, scratch }),
      fixed: fixedDispatches(shape, pipelines, context.tile),
    };
  }

  /** Moves what is new in the ring to the host, oldest first. */
  async #readRing(): Promise<void> {
    if (this.#unread === 0) return;
    const { scratch, ringAt, ringCopy } = this.#arranged!;
    const { device } = this.context;
    const part = { buffer: scratch, offset: ringAt, bytes: 4 * RING };
    const ring = await this.context.guard(readBack(device, ringCopy, [part]));
    for (let step = this.#step - this.#unread; step < this.#step; step++) {
      this.#losses.push(ring[step % RING]!);
    }
    this.#unread = 0;
  }
}
