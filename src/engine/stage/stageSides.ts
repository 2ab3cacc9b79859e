/** Both sides of an open stage, and what an engine keeps of them from its first step to its last. */
import type { EncodedSide } from '../../model/lookups';
import { type Tower, trainsOutputBias } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import type { EncodedTower } from './activeSubnetwork';
import { LazyTable } from './lazyTable';
import {
  type LayerIndices,
  layerIndices,
  packLayers,
  padTo,
  type TowerLayout,
  trainedMask,
  type Widths,
} from './towerLayout';

/** One side of an open stage. */
export interface StageSide {
  tower: Tower;
  side: EncodedSide;
  layout: TowerLayout;
  indices: LayerIndices;
  mask: Float32Array<ArrayBuffer>;
  tables: LazyTable[];
}

/** Lays out both sides, users first; their tables follow one another on the device. */
export function openSides(
  towers: readonly { tower: Tower; side: EncodedSide; layout: TowerLayout; widths: Widths }[],
  owner: number,
): StageSide[] {
  let element = 0;
  return towers.map(({ tower, side, layout, widths }, index) => {
    const indices = layerIndices(layout, widths);
    const tables = tower.tables.map((table, slot) => {
      const lazy = new LazyTable(table, element, side.lookups[slot]!);
      element += table.rows * table.width;
      return lazy;
    });
    const bias = trainsOutputBias(index === 0 ? 'users' : 'items');
    const mask = trainedMask(tower, indices, { owner, bias });
    return { tower, side, layout, indices, mask, tables };
  });
}

/** Packs all embedding tables and both towers' layers as the device has them. */
export function packParameters(sides: readonly StageSide[]) {
  return {
    tables: concatFloats(sides.flatMap((side) => side.tables.map(({ table }) => table.weights))),
    layers: concatFloats(sides.map(({ tower, indices }) => packLayers(tower, indices))),
  };
}

/** The sources of one side's cache. */
export interface CacheSources {
  side: EncodedSide;
  layout: TowerLayout;
  frozen: EncodedTower;
  /** [K] owner of each output unit; units of owners below `base` are upstream. */
  outputOwners: Uint8Array;
  base: number;
  teacher: { vectors: Float32Array; width: number } | undefined;
}

/** Returns the teacher's vectors of one side. */
export function teacherOf(vectors: Vectors | undefined, side: 'users' | 'items'): CacheSources['teacher'] {
  return vectors && { vectors: vectors[side], width: vectors.width };
}

/** Returns the widths of the cached vectors: earlier blocks packed together, and the teacher's. */
export function cachedWidths(outputOwners: Uint8Array, base: number, teacher: Vectors | undefined) {
  const upstream = outputOwners.filter((byte) => byte < base).length;
  return { upstream: padTo(4, upstream), teacher: padTo(4, teacher?.width ?? 0) };
}

/** Packs per entity its frozen hidden units, upstream vector and teacher's vector. → [count × (F + U + T)] */
export function cacheRows(
  { side, layout, frozen, outputOwners, base, teacher }: CacheSources,
  widths: { frozen: number; upstream: number; teacher: number },
): Float32Array<ArrayBuffer> {
  const stride = widths.frozen + widths.upstream + widths.teacher;
  const rows = new Float32Array(side.count * stride);
  if (stride === 0) return rows;
  const units = [...outputOwners.keys()].filter((unit) => outputOwners[unit]! < base);
  const width = outputOwners.length;
  const hidden = layout.frozen.length;
  for (let entity = 0; entity < side.count; entity++) {
    const at = entity * stride;
    const from = entity * frozen.hiddenWidth;
    rows.set(frozen.hidden.subarray(from, from + hidden), at);
    units.forEach((unit, column) => {
      rows[at + widths.frozen + column] = frozen.vectors[entity * width + unit]!;
    });
    if (!teacher) continue;
    const teacherVector = teacher.vectors.subarray(entity * teacher.width, (entity + 1) * teacher.width);
    rows.set(teacherVector, at + widths.frozen + widths.upstream);
  }
  return rows;
}

/** Joins arrays of numbers, rounded to float32. */
export function concatFloats(parts: readonly ArrayLike<number>[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}
