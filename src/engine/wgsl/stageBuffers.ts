/** What a stage keeps on the GPU from its first step to its last: parameters, moments, caches. */
import type { EncodedSide } from '../../model/lookups';
import type { Tower } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import type { BufferOwner } from './buffers';
import type { EncodedTower } from './encoding';
import { LazyTable } from './lazyTable';
import {
  type LayerPlaces,
  layerPlaces,
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
  places: LayerPlaces;
  mask: Float32Array<ArrayBuffer>;
  tables: LazyTable[];
}

/** Both sides; their tables lie behind one another on the device. */
export function openSides(
  towers: readonly { tower: Tower; side: EncodedSide; layout: TowerLayout }[],
  widths: Widths,
  owner: number,
): StageSide[] {
  let element = 0;
  return towers.map(({ tower, side, layout }) => {
    const places = layerPlaces(layout, widths);
    const tables = tower.tables.map((table, index) => {
      const lazy = new LazyTable(table, element, side.lookups[index]!);
      element += table.rows * table.width;
      return lazy;
    });
    return { tower, side, layout, places, mask: trainedMask(tower, places, owner), tables };
  });
}

/** All embedding tables and both towers' layers, as they lie on the device. */
export function packParameters(sides: readonly StageSide[]) {
  return {
    tables: concatenate(sides.flatMap((side) => side.tables.map(({ table }) => table.weights))),
    layers: concatenate(sides.map(({ tower, places }) => packLayers(tower, places))),
  };
}

export function uploadParameters(owner: BufferOwner, sides: readonly StageSide[]) {
  const { tables, layers } = packParameters(sides);
  return { tables: owner.filled(tables), layers: owner.filled(layers), elements: tables.length };
}

/** Fresh moments, and the mask that holds them back. */
export function createMoments(owner: BufferOwner, sides: readonly StageSide[], elements: number) {
  const masks = concatenate(sides.map(({ mask }) => mask));
  const moments = new Float32Array(3 * masks.length);
  moments.set(masks, 2 * masks.length);
  return { tableMoments: owner.storage(8 * elements), layerMoments: owner.filled(moments) };
}

export interface CacheSources {
  side: EncodedSide;
  layout: TowerLayout;
  frozen: EncodedTower;
  /** [K] owner of each output unit; upstream are those below `base`. */
  outputOwners: Uint8Array;
  base: number;
  teacher: { vectors: Float32Array; width: number } | undefined;
}

export function teacherOf(vectors: Vectors | undefined, side: 'users' | 'items'): CacheSources['teacher'] {
  return vectors && { vectors: vectors[side], width: vectors.width };
}

/** Widths of the cached vectors: earlier blocks packed together, and the teacher's. */
export function cachedWidths(outputOwners: Uint8Array, base: number, teacher: Vectors | undefined) {
  const upstream = outputOwners.filter((byte) => byte < base).length;
  return { upstream: padTo(4, upstream), taught: padTo(4, teacher?.width ?? 0) };
}

/** [count × (F + U + T)]: per entity its frozen hidden units, upstream vector and teacher's vector. */
export function cacheRows(
  { side, layout, frozen, outputOwners, base, teacher }: CacheSources,
  widths: { frozen: number; upstream: number; taught: number },
): Float32Array<ArrayBuffer> {
  const stride = widths.frozen + widths.upstream + widths.taught;
  const rows = new Float32Array(side.count * stride);
  if (stride === 0) return rows;
  const units = [...outputOwners.keys()].filter((unit) => outputOwners[unit]! < base);
  const width = outputOwners.length;
  const hidden = layout.frozen.length;
  for (let entity = 0; entity < side.count; entity++) {
    const at = entity * stride;
    const from = entity * frozen.hiddenWidth;
    rows.set(frozen.hidden.subarray(from, from + hidden), at);
    units.forEach((unit, place) => {
      rows[at + widths.frozen + place] = frozen.vectors[entity * width + unit]!;
    });
    if (!teacher) continue;
    const taught = teacher.vectors.subarray(entity * teacher.width, (entity + 1) * teacher.width);
    rows.set(taught, at + widths.frozen + widths.upstream);
  }
  return rows;
}

export function concatenate(parts: readonly ArrayLike<number>[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}
