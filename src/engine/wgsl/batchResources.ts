/** The resources of a stage that depend on the sizes of its batches: created at its first step, then reused. */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import type { StageSpec } from '../engine';
import { BatchWriter, type TermRows } from '../stage/batchWriter';
import type { StageSide } from '../stage/stageSides';
import type { BufferOwner } from './buffers';
import { type BoundBuffers, bindAll, type Dispatch } from './dispatch';
import { shapeWords } from './shape';
import { fixedDispatches, groupsOf, planShape, RING, type StageWidths } from './stagePlan';
import type { GpuContext, Pipelines } from './wgslDevice';

/** The parts of an open stage that do not depend on its batches. */
export interface StageParts {
  spec: StageSpec;
  widths: StageWidths;
  sides: StageSide[];
  /** Whether the first term has a margin. */
  margin: boolean;
}

export interface BatchResources {
  groups: TermRows[];
  writer: BatchWriter;
  batch: GPUBuffer;
  scratch: GPUBuffer;
  ringAt: number;
  ringCopy: GPUBuffer;
  bindings: GPUBindGroup;
  fixed: Dispatch[];
}

export interface BatchResourceOptions {
  pipelines: Pipelines;
  parts: StageParts;
  /** Owner of the buffers created here. */
  owner: BufferOwner;
  /** The buffers that outlive these resources; `shape` is written. */
  buffers: Omit<BoundBuffers, 'batch' | 'scratch'>;
}

/** Creates the resources for batches of these sizes, and writes the uniform. */
export function createBatchResources(
  context: GpuContext,
  { pipelines, parts, owner, buffers }: BatchResourceOptions,
  batches: readonly Batch[],
): BatchResources {
  const { widths, sides, spec } = parts;
  const groups = groupsOf(
    batches.map(({ users, candidates }) => ({ users: users.length, candidates: candidates.length })),
  );
  const shape = planShape(
    groups,
    widths,
    sides.map(({ layout }) => ({
      inputs: layout.inputs.length / 4,
      reads: widths.frozen / 4 + Math.ceil(layout.active.units.length / 4),
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
