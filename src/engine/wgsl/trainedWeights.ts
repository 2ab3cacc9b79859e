/** From the device back into the model's host arrays: what the stage trains, and nothing else. */
import type { Weights } from '../../model/tower';
import type { StageSide } from './stageBuffers';

export interface Downloaded {
  owner: number;
  /** All tables, users' first. */
  tables: Float32Array;
  /** Both towers' layers as they lie on the device. */
  layers: Float32Array;
}

/** Owned embedding columns with the decay they have missed, and the layers' trained weights. */
export function copyTrained(sides: readonly StageSide[], { owner, tables, layers }: Downloaded): void {
  const layerSize = layers.length / sides.length;
  sides.forEach((side, index) => {
    copyTables(side, tables, owner);
    copyLayers(side, layers.subarray(index * layerSize, (index + 1) * layerSize));
  });
}

function copyTables({ tower, tables }: StageSide, values: Float32Array, owner: number): void {
  for (const lazy of tables) {
    const { weights, width, rows, firstColumn } = lazy.table;
    const owned = Int32Array.from({ length: width }, (_, column) => column).filter(
      (column) => tower.owners.columns[firstColumn + column] === owner,
    );
    for (let row = 0; row < rows; row++) {
      const due = lazy.due(row);
      const start = row * width;
      for (const column of owned) {
        weights[start + column] = due * values[lazy.firstElement + start + column]!;
      }
    }
  }
}

function copyLayers({ tower, places, mask }: StageSide, values: Float32Array): void {
  const { hidden, output } = places;
  hidden.forEach((place, index) => {
    if (mask[index] === 1) tower.hidden[place] = values[index]!;
  });
  output.forEach((place, index) => {
    if (mask[hidden.length + index] === 1) tower.output[place] = values[hidden.length + index]!;
  });
}

/**
 * Per-weight values from the device as arrays like `weightArrays`: tables, hidden, output of each tower.
 * What of a layer is not on the device is as `base` has it.
 */
export function inModelOrder(
  sides: readonly StageSide[],
  { tables, layers }: Pick<Downloaded, 'tables' | 'layers'>,
  base: (weights: Weights) => Float32Array,
): Float32Array[] {
  const layerSize = layers.length / sides.length;
  return sides.flatMap(({ tower, places, tables: lazy }, index) => {
    const own = layers.subarray(index * layerSize, (index + 1) * layerSize);
    const ofTables = lazy.map(({ table, firstElement }) =>
      tables.slice(firstElement, firstElement + table.weights.length),
    );
    const hidden = scattered(base(tower.hidden), places.hidden, own);
    return [
      ...ofTables,
      hidden,
      scattered(base(tower.output), places.output, own.subarray(places.hidden.length)),
    ];
  });
}

function scattered(array: Float32Array, places: Int32Array, values: Float32Array): Float32Array {
  places.forEach((place, index) => {
    if (place >= 0) array[place] = values[index]!;
  });
  return array;
}
