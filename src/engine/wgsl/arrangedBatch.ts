/** What a stage needs that depends on the sizes of its batches: made at its first step, then kept. */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import type { StageSpec } from '../engine';
import { BatchWriter } from './batchWriter';
import { type BoundBuffers, bindAll, type Dispatch } from './bindings';
import type { BufferOwner } from './buffers';
import type { GpuContext, Pipelines } from './device';
import { type Group, shapeWords } from './shape';
import type { StageSide } from './stageBuffers';
import { fixedDispatches, groupsOf, RING, type StageWidths, shapeOf } from './stagePlan';

export interface StageParts {
  spec: StageSpec;
  widths: StageWidths;
  sides: StageSide[];
  /** The first term has margins. */
  margin: boolean;
}

export interface ArrangedBatch {
  groups: Group[];
  writer: BatchWriter;
  batch: GPUBuffer;
  scratch: GPUBuffer;
  ringAt: number;
  ringCopy: GPUBuffer;
  bindings: GPUBindGroup;
  fixed: Dispatch[];
}

/** Whether batches have the sizes this was made for. */
export function fits({ groups }: ArrangedBatch, batches: readonly Batch[]): boolean {
  return (
    groups.length === 2 * batches.length &&
    batches.every(
      ({ users, candidates }, term) =>
        groups[2 * term]!.rows === users.length && groups[2 * term + 1]!.rows === candidates.length,
    )
  );
}

export interface ArrangeOptions {
  pipelines: Pipelines;
  parts: StageParts;
  /** Owns the buffers made here. */
  owner: BufferOwner;
  /** What outlives an arrangement; `shape` is written. */
  buffers: Omit<BoundBuffers, 'batch' | 'scratch'>;
}

export function arrangeBatch(
  context: GpuContext,
  { pipelines, parts, owner, buffers }: ArrangeOptions,
  batches: readonly Batch[],
): ArrangedBatch {
  const { widths, sides, spec } = parts;
  const groups = groupsOf(
    batches.map(({ users, candidates }) => ({ users: users.length, candidates: candidates.length })),
  );
  const shape = shapeOf(
    groups,
    widths,
    sides.map(({ layout }) => ({
      inputs: layout.inputs.length / 4,
      reads: widths.frozen / 4 + Math.ceil(layout.view.units.length / 4),
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
  context.device.queue.writeBuffer(buffers.shape, 0, words);
  const batch = owner.storage(writer.words.byteLength);
  const scratch = owner.storage(shape.bytes);
  return {
    groups,
    writer,
    batch,
    scratch,
    ringAt: shape.ringAt,
    ringCopy: owner.readable(4 * RING),
    bindings: bindAll(context, owner, { ...buffers, batch, scratch }),
    fixed: fixedDispatches(shape, pipelines, { tile: context.tile, margin: parts.margin }),
  };
}
