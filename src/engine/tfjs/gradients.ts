/** Gradients on their way from one flat tensor to the host's optimiser. */
import type { EncodedSide } from '../../model/parameters';
import type { LayerAdam, RowGradients, TableAdam } from '../adam';
import type { Rates } from '../engine';
import type { TowerView } from '../stageView';

/** Gradients of one term for one side, as they come from the graph. */
export interface SideGradients {
  inputs: Float32Array;
  w1: Float32Array;
  b1: Float32Array;
  w2: Float32Array;
  b2: Float32Array;
}

export const LAYER_NAMES = ['w1', 'b1', 'w2', 'b2'] as const;

/** What applying gradients needs to know of a tower whose stage is open. */
export interface TrainedTower {
  side: EncodedSide;
  view: TowerView;
  layers: Record<(typeof LAYER_NAMES)[number], LayerAdam>;
  tables: TableAdam[];
}

/** Cuts [loss, gradients of the users' leaves, of the items'] into its parts. */
export function splitGradients(
  values: Float32Array,
  shapes: number[][],
): { loss: number; users: SideGradients; items: SideGradients } {
  let start = 1;
  const [ux, uw1, ub1, uw2, ub2, ix, iw1, ib1, iw2, ib2] = shapes.map((shape) => {
    const end = start + shape.reduce((size, length) => size * length, 1);
    const part = values.subarray(start, end);
    start = end;
    return part;
  });
  return {
    loss: values[0]!,
    users: { inputs: ux!, w1: uw1!, b1: ub1!, w2: uw2!, b2: ub2! },
    items: { inputs: ix!, w1: iw1!, b1: ib1!, w2: iw2!, b2: ib2! },
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
  for (const name of LAYER_NAMES) {
    layers[name].update(weightedSum(parts, name), rates.layers);
  }
  const stride = view.columns.length;
  let offset = 0;
  tables.forEach((table, index) => {
    const rows = side.rows[index]!;
    const sources = parts.map(
      ({ entities, gradients, weight }): RowGradients => ({
        rows: entities.map((entity) => rows[entity]!),
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

function weightedSum(parts: TermPart[], name: (typeof LAYER_NAMES)[number]): ArrayLike<number> {
  const sum = new Float64Array(parts[0]!.gradients[name].length);
  for (const { gradients, weight } of parts) {
    const values = gradients[name];
    for (let index = 0; index < sum.length; index++) sum[index]! += weight * values[index]!;
  }
  return sum;
}
