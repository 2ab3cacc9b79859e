/** The parameters and moments that a stage holds on the GPU from its first step to its last. */
import { concatFloats, packParameters, type StageSide } from '../stage/stageSides';
import type { BufferOwner } from './buffers';

/** Uploads the parameters of both sides. */
export function uploadParameters(owner: BufferOwner, sides: readonly StageSide[]) {
  const { tables, layers } = packParameters(sides);
  return { tables: owner.filled(tables), layers: owner.filled(layers), elements: tables.length };
}

/** Creates moments of 0, and the mask of the weights that train. */
export function createMoments(owner: BufferOwner, sides: readonly StageSide[], elements: number) {
  const masks = concatFloats(sides.map(({ mask }) => mask));
  const moments = new Float32Array(3 * masks.length);
  moments.set(masks, 2 * masks.length);
  return { tableMoments: owner.storage(8 * elements), layerMoments: owner.filled(moments) };
}
