/** Gradients of masked towers, from one flat tensor to the host's optimisers. */

import { type EncodedSide, lookupsOf } from '../../model/lookups';
import type { Rates } from '../engine';
import type { LayerAdam, RowGradients, TableAdam } from '../hostAdam';
import type { ActiveTower } from '../stage/activeSubnetwork';

/** Gradients of one loss term for one tower, as they come from the device. */
export interface TowerGradients {
  /** [n × columns] */
  inputs: Float32Array;
  /** Gradients of each layer's packed weights, then of its biases. */
  hidden: Float32Array;
  output: Float32Array;
}

/** The optimisers of a tower while its stage is open. */
export interface TrainedTower {
  side: EncodedSide;
  active: ActiveTower;
  layers: { hidden: LayerAdam; output: LayerAdam };
  tables: TableAdam[];
}

/** Cuts the gradients [inputs, hidden, output] of one tower out of a flat array. */
export function towerGradients(
  values: Float32Array,
  { columns, hidden, output }: ActiveTower,
  entities: Int32Array,
): TowerGradients {
  const hiddenStart = entities.length * columns.length;
  const outputStart = hiddenStart + hidden.weightIndices.length + hidden.biasIndices.length;
  const end = outputStart + output.weightIndices.length + output.biasIndices.length;
  return {
    inputs: values.subarray(0, hiddenStart),
    hidden: values.subarray(hiddenStart, outputStart),
    output: values.subarray(outputStart, end),
  };
}

/** One loss term's gradients for one tower, and the term's weight. */
export interface TermGradientPart {
  entities: Int32Array;
  gradients: TowerGradients;
  weight: number;
}

/** Makes one update of a tower from all terms of the loss. */
export function applyGradients(
  { active, side, layers, tables }: TrainedTower,
  parts: TermGradientPart[],
  rates: Rates,
  decay: number,
): void {
  for (const name of ['hidden', 'output'] as const) {
    const gradients = parts.map((part) => ({ values: part.gradients[name], weight: part.weight }));
    layers[name].update(weightedSum(gradients), rates.layers);
  }
  const stride = active.columns.length;
  let offset = 0;
  tables.forEach((table, index) => {
    const lookup = side.lookups[index]!;
    const sources = parts.map(
      ({ entities, gradients, weight }): RowGradients => ({
        ...lookupsOf(lookup, entities),
        gradients: gradients.inputs,
        stride,
        offset,
        weight,
      }),
    );
    table.update(sources, rates.embeddings, decay);
    offset += table.columnCount;
  });
}

/** Σ weight · values over the terms, all of the same length; of length 0 without terms. */
export function weightedSum(
  parts: readonly { values: Float32Array; weight: number }[],
  length = parts[0]?.values.length ?? 0,
): Float64Array {
  const sum = new Float64Array(length);
  for (const { values, weight } of parts) {
    for (let index = 0; index < length; index++) sum[index]! += weight * values[index]!;
  }
  return sum;
}
