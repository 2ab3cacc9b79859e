/** The state of a stage on the device as plain data in the model's order, and back. */
import { CodedError } from '../../coded';
import { type Weights, weightArrays } from '../../model/tower';
import type { StageState } from '../engine';
import { type AdamState, copyInto } from '../optimiserState';
import { concatFloats, packParameters, type StageSide } from './stageSides';
import { packLayers } from './towerLayout';
import { inModelOrder } from './trainedWeights';

/** The four buffers that steps move, in the order in which they are read back. */
export const MOVED_BUFFERS = ['tables', 'layers', 'tableMoments', 'layerMoments'] as const;
export type MovedArrays = Record<(typeof MOVED_BUFFERS)[number], Float32Array<ArrayBuffer>>;

/** tableMoments [elements] of (m, v), layerMoments [m | v | mask] → two arrays for each of the model's. */
export function fromDevice(
  sides: readonly StageSide[],
  { tables, layers, tableMoments, layerMoments }: MovedArrays,
): Pick<StageState, 'weights' | 'optimisers'> {
  const zeros = ({ length }: Weights) => new Float32Array(length);
  const [first, second] = [0, 1].map((which) => {
    const ofTables = everySecond(tableMoments, which);
    const ofLayers = layerMoments.subarray(which * layers.length, (which + 1) * layers.length);
    return inModelOrder(sides, { tables: ofTables, layers: ofLayers }, zeros);
  }) as [Float32Array[], Float32Array[]];
  const decays = sides.flatMap((side) => [
    ...side.tables.map((table) => table.captureDecay()),
    undefined,
    undefined,
  ]);
  return {
    weights: inModelOrder(sides, { tables, layers }, (weights) => Float32Array.from(weights)),
    optimisers: decays.map((decay, array) => ({
      first: first[array]!,
      second: second[array]!,
      ...(decay && { decay }),
    })),
  };
}

/** Puts the weights into the model and the decay into its tables. Throws RangeError when they are of another model. */
export function toDevice(sides: readonly StageSide[], { weights, optimisers }: StageState): MovedArrays {
  const [users, items] = sides.map(({ tower }) => tower) as [StageSide['tower'], StageSide['tower']];
  const arrays = weightArrays({ users, items });
  if (arrays.length !== weights.length || arrays.length !== optimisers.length) {
    throw new CodedError('snapshot-mismatch');
  }
  arrays.forEach((array, index) => {
    const { first, second } = optimisers[index]!;
    if (first.length !== array.length || second.length !== array.length)
      throw new CodedError('snapshot-mismatch');
    copyInto(array, weights[index]!);
  });
  let next = 0;
  const packed = sides.map((side) => {
    const tables = side.tables.map((table) => {
      const state = optimisers[next++]!;
      table.resumeDecay(state.decay ?? { now: 1, rows: new Float64Array() });
      return interleaved(state);
    });
    const [hidden, output] = [optimisers[next++]!, optimisers[next++]!];
    const layers = (['first', 'second'] as const).map((which) =>
      packLayers({ hidden: hidden[which], output: output[which] }, side.indices),
    );
    return { tables, layers };
  });
  return {
    ...packParameters(sides),
    tableMoments: concatFloats(packed.flatMap(({ tables }) => tables)),
    layerMoments: concatFloats([
      ...[0, 1].flatMap((which) => packed.map(({ layers }) => layers[which]!)),
      ...sides.map(({ mask }) => mask),
    ]),
  };
}

/** Picks values[2·n + start]. */
function everySecond(values: Float32Array, start: number): Float32Array {
  const picked = new Float32Array(values.length >> 1);
  for (let n = 0; n < picked.length; n++) picked[n] = values[2 * n + start]!;
  return picked;
}

/** Interleaves (m, v) of every element. */
function interleaved({ first, second }: AdamState): Float32Array {
  const both = new Float32Array(2 * first.length);
  first.forEach((moment, index) => {
    both[2 * index] = moment;
    both[2 * index + 1] = second[index]!;
  });
  return both;
}
