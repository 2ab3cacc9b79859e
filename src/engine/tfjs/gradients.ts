/** Gradients on their way from one flat tensor to the host's optimiser. */

import { type EncodedSide, lookupsOf } from '../../model/lookups';
import type { ActiveTower } from '../activeSubnetwork';
import type { LayerAdam, RowGradients, TableAdam } from '../adam';
import type { Rates } from '../engine';

/** Gradients of one term for one side, as they come from the device. */
export interface SideGradients {
  /** [n × columns] */
  inputs: Float32Array;
  /** Of each layer's packed weights, then its biases. */
  hidden: Float32Array;
  output: Float32Array;
}

/** What applying gradients needs to know of a tower whose stage is open. */
export interface TrainedTower {
  side: EncodedSide;
  view: ActiveTower;
  layers: { hidden: LayerAdam; output: LayerAdam };
  tables: TableAdam[];
}

/** Cuts [inputs, hidden, output] of one side out of a flat array. */
export function sideGradients(
  values: Float32Array,
  { columns, hidden, output }: ActiveTower,
  entities: Int32Array,
): SideGradients {
  const hiddenStart = entities.length * columns.length;
  const outputStart = hiddenStart + hidden.weightPlaces.length + hidden.biasPlaces.length;
  const end = outputStart + output.weightPlaces.length + output.biasPlaces.length;
  return {
    inputs: values.subarray(0, hiddenStart),
    hidden: values.subarray(hiddenStart, outputStart),
    output: values.subarray(outputStart, end),
  };
}

/** One loss term's gradients for one side. */
export interface TermPart {
  entities: Int32Array;
  gradients: SideGradients;
  weight: number;
}

/** One update of a tower from all terms of the loss. */
export function applyGradients(
  { view, side, layers, tables }: TrainedTower,
  parts: TermPart[],
  rates: Rates,
  decay: number,
): void {
  layers.hidden.update(weightedSum(parts, 'hidden'), rates.layers);
  layers.output.update(weightedSum(parts, 'output'), rates.layers);
  const stride = view.columns.length;
  let offset = 0;
  tables.forEach((table, index) => {
    const reads = side.lookups[index]!;
    const sources = parts.map(
      ({ entities, gradients, weight }): RowGradients => ({
        ...lookupsOf(reads, entities),
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

function weightedSum(parts: TermPart[], layer: 'hidden' | 'output'): Float64Array {
  const sum = new Float64Array(parts[0]!.gradients[layer].length);
  for (const { gradients, weight } of parts) {
    const values = gradients[layer];
    for (let index = 0; index < sum.length; index++) sum[index]! += weight * values[index]!;
  }
  return sum;
}
