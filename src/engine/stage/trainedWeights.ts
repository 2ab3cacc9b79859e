/** Copies from the device into the model's host arrays: the weights that the stage trains, and no others. */
import type { Weights } from '../../model/tower';
import type { StageSide } from './stageSides';

/** Parameters read back from the device. */
export interface Downloaded {
  owner: number;
  /** All tables, users' first. */
  tables: Float32Array;
  /** Both towers' layers, in the device's layout. */
  layers: Float32Array;
}

/** Copies the owned embedding columns, with the decay that they have missed, and the layers' trained weights. */
export function copyTrained(sides: readonly StageSide[], { owner, tables, layers }: Downloaded): void {
  let start = 0;
  for (const side of sides) {
    copyTables(side, tables, owner);
    copyLayers(side, layers.subarray(start, start + layerLength(side)));
    start += layerLength(side);
  }
}

/** Returns the floats of one side's layers on the device. */
const layerLength = ({ indices: { hidden, output } }: StageSide): number => hidden.length + output.length;

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

function copyLayers({ tower, indices, mask }: StageSide, values: Float32Array): void {
  const { hidden, output } = indices;
  hidden.forEach((weight, index) => {
    if (mask[index] === 1) tower.hidden[weight] = values[index]!;
  });
  output.forEach((weight, index) => {
    if (mask[hidden.length + index] === 1) tower.output[weight] = values[hidden.length + index]!;
  });
}

/**
 * Reorders per-weight values from the device into arrays like `weightArrays`: tables, hidden, output of each
 * tower. The entries of a layer that are not on the device are those of `base`.
 */
export function inModelOrder(
  sides: readonly StageSide[],
  { tables, layers }: Pick<Downloaded, 'tables' | 'layers'>,
  base: (weights: Weights) => Float32Array,
): Float32Array[] {
  let start = 0;
  return sides.flatMap((side) => {
    const { tower, indices, tables: lazy } = side;
    const sideLayers = layers.subarray(start, start + layerLength(side));
    start += layerLength(side);
    const tableValues = lazy.map(({ table, firstElement }) =>
      tables.slice(firstElement, firstElement + table.weights.length),
    );
    const hidden = scatter(base(tower.hidden), indices.hidden, sideLayers);
    return [
      ...tableValues,
      hidden,
      scatter(base(tower.output), indices.output, sideLayers.subarray(indices.hidden.length)),
    ];
  });
}

function scatter(array: Float32Array, indices: Int32Array, values: Float32Array): Float32Array {
  indices.forEach((target, index) => {
    if (target >= 0) array[target] = values[index]!;
  });
  return array;
}
