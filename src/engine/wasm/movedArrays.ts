/** The arrays that steps move, copied out of the arena and back, in the order of the fused WebGPU engine. */
import { concatFloats } from '../stage/stageSides';
import type { MovedArrays } from '../stage/stageState';
import type { Arena } from './arena';
import type { StageArena, WasmSide } from './stageSide';

interface StageMemory {
  shared: StageArena;
  sides: readonly WasmSide[];
}

/** Copies weights and moments out of the arena. */
export function readMoved(arena: Arena, { shared, sides }: StageMemory): MovedArrays {
  const { tables, first, second, elements } = shared;
  const tableMoments = new Float32Array(2 * elements);
  [first, second].forEach((at, which) => {
    const moments = arena.floats(at, elements);
    for (let index = 0; index < elements; index++) tableMoments[2 * index + which] = moments[index]!;
  });
  const ofLayers = (at: (side: WasmSide) => number) =>
    concatFloats(sides.map((side) => arena.floats(at(side), side.layerFloats)));
  return {
    tables: arena.floats(tables, elements).slice(),
    layers: ofLayers(({ layers }) => layers),
    tableMoments,
    layerMoments: concatFloats([
      ofLayers(({ firstMoments }) => firstMoments),
      ofLayers(({ secondMoments }) => secondMoments),
    ]),
  };
}

/** Copies weights and moments back into the arena. */
export function writeMoved(
  arena: Arena,
  { shared, sides }: StageMemory,
  { tables, layers, tableMoments, layerMoments }: MovedArrays,
): void {
  const { elements } = shared;
  arena.floats(shared.tables, elements).set(tables);
  [shared.first, shared.second].forEach((at, which) => {
    const moments = arena.floats(at, elements);
    for (let index = 0; index < elements; index++) moments[index] = tableMoments[2 * index + which]!;
  });
  let start = 0;
  for (const side of sides) {
    const end = start + side.layerFloats;
    arena.floats(side.layers, side.layerFloats).set(layers.subarray(start, end));
    [side.firstMoments, side.secondMoments].forEach((at, which) => {
      const from = which * layers.length;
      arena.floats(at, side.layerFloats).set(layerMoments.subarray(from + start, from + end));
    });
    start = end;
  }
}
