/** What a person reads of a layer's weights: their values, and in which stage they were released. */
import { FREE } from '../../model/ownerBytes';
import type { Model, Tower } from '../../model/tower';
import type { LayerDetail, LayerName } from '../protocol/training';
import { modelOfStage, type StageState } from './stageStates';

/**
 * Returns the detail of a layer. `hasWeights`: the model's weights are those of the stage that is shown. `states`:
 * the stages up to it. Undefined when the tower has no such layer.
 */
export function layerDetail(
  model: Model,
  { tower: side, layer }: LayerName,
  { hasWeights, states }: { hasWeights: boolean; states: readonly StageState[] },
): LayerDetail | undefined {
  const towerOf = ({ users, items }: Model): Tower => (side === 'user' ? users : items);
  const owners = ownersOfLayer(towerOf(model), layer);
  if (!owners) return undefined;
  const history = states.map(({ owners }) =>
    owners.length > 0 ? ownersOfLayer(towerOf(modelOfStage(model, { owners })), layer) : undefined,
  );
  return {
    values: hasWeights ? valuesOf(towerOf(model), layer) : null,
    releasedIn: releasedIn(owners.length, history),
  };
}

function ownersOfLayer({ tables, owners }: Tower, layer: string): Uint8Array | undefined {
  if (layer === 'hidden' || layer === 'output') return owners[layer];
  const table = tables.find(({ name }) => layer === `embedding:${name}`);
  return table && owners.columns.subarray(table.firstColumn, table.firstColumn + table.width);
}

/** Returns the weights of a layer; of an embedding table the mean |w| of each column. */
function valuesOf({ tables, hidden, output }: Tower, layer: string): Float32Array {
  if (layer === 'hidden') return Float32Array.from(hidden);
  if (layer === 'output') return Float32Array.from(output);
  const { weights, width, rows } = tables.find(({ name }) => layer === `embedding:${name}`)!;
  const means = new Float64Array(width);
  for (let index = 0; index < weights.length; index++)
    means[index % width]! += Math.abs(weights[index]!) / rows;
  return Float32Array.from(means);
}

/** Returns for each byte 1 + the index of the last stage that freed it, 0 where no stage is known to have. */
function releasedIn(length: number, history: readonly (Uint8Array | undefined)[]): Uint8Array {
  const stages = new Uint8Array(length);
  history.forEach((owners, index) => {
    const before = history[index - 1];
    for (let place = 0; place < length; place++) {
      if (owners?.[place] === FREE && before?.[place] !== FREE) stages[place] = index + 1;
    }
  });
  return stages;
}
