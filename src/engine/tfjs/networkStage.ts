/** One training stage of a network: gradients from tfjs's graph, applied by Adam on the host. */
import type { Batch } from '../../data/batches';
import {
  type DenseLayer,
  dependenciesOf,
  headsOf,
  type Network,
  type NetworkTower,
  networkArrays,
} from '../../model/extra/network';
import { type EncodedSide, type EncodedSides, lookupsOf } from '../../model/lookups';
import type { Weights } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import type { OpenStage, Rates, StageSpec } from '../engine';
import { LayerAdam, type RowGradients, TableAdam } from '../hostAdam';
import { openHostStage } from '../hostStage';
import { decayFactor } from '../lazyDecay';
import { weightedSum } from './gradients';
import { type NetworkGradients, type TermGradients, termGradients } from './networkLoss';
import { encodeNetwork } from './networkPass';

/** The optimisers of one side: of the parameters that the stage's terms depend on. */
interface TrainedSide {
  side: EncodedSide;
  /** One optimiser per table, by group. */
  groups: Map<number, { tables: TableAdam[]; inputWidth: number }>;
  layers: Map<DenseLayer, LayerAdam>;
}

const allIndices = (weights: Weights): Int32Array => Int32Array.from(weights.keys());

/** Opens a stage: every parameter that a term depends on gets an optimiser. */
export async function openNetworkStage(
  network: Network,
  sides: EncodedSides,
  spec: StageSpec,
): Promise<OpenStage> {
  const objectives = [...new Set(spec.terms.flatMap((term) => headsOf(network.architecture, term)))];
  const hasPreference = spec.terms.some(({ loss }) => loss === 'preference');
  const open = (tower: NetworkTower, side: EncodedSide): TrainedSide => {
    const dependencies = dependenciesOf(network.architecture, tower, objectives);
    const groups = dependencies.groups.map((index) => {
      const { tables, inputWidth } = tower.groups[index]!;
      const columns = Int32Array.from({ length: inputWidth }, (_, column) => column);
      const owners = new Uint8Array(inputWidth);
      const optimisers = tables.map((table) => new TableAdam(table, columns, owners, 0));
      return [index, { tables: optimisers, inputWidth }] as const;
    });
    const layers = dependencies.layers.map((layer) => {
      return [layer, new LayerAdam(layer.weights, allIndices(layer.weights))] as const;
    });
    return { side, groups: new Map(groups), layers: new Map(layers) };
  };
  const users = open(network.users, sides.users);
  const items = open(network.items, sides.items);
  const biases = new LayerAdam(network.biases, allIndices(network.biases));
  const reference = hasPreference ? await encodeNetwork(network, sides) : undefined;
  const update = { network, sides, spec, reference, users, items, biases };
  return openHostStage({
    weights: networkArrays(network),
    optimisers: [...optimisersOf(users), ...optimisersOf(items), biases],
    update: (batches, rates) => updateNetwork(update, batches, rates),
  });
}

/** Everything that the updates of an open stage work with. */
interface NetworkUpdate {
  network: Network;
  sides: EncodedSides;
  spec: StageSpec;
  /** The vectors of the network as the stage found it, where a term compares with them. */
  reference: Vectors | undefined;
  users: TrainedSide;
  items: TrainedSide;
  biases: LayerAdam;
}

/** Makes one update and returns its loss. */
async function updateNetwork(
  { network, sides, spec, reference, users, items, biases }: NetworkUpdate,
  batches: readonly Batch[],
  rates: Rates,
): Promise<number> {
  for (const { users: rows, candidates } of batches) {
    catchUp(users, rows);
    catchUp(items, candidates);
  }
  const results: (TermGradients & { weight: number })[] = [];
  for (const [index, batch] of batches.entries()) {
    const term = spec.terms[index]!;
    const result = await termGradients(network, sides, { term, batch, reference });
    results.push({ ...result, weight: term.weight });
  }
  const decay = decayFactor(rates.layers, spec.embeddingDecay);
  for (const [trained, side] of [[users, 'users'] as const, [items, 'items'] as const]) {
    const parts = results.map((result) => ({ ...result[side], weight: result.weight }));
    applyToSide(trained, parts, { rates, decay });
  }
  const biasParts = results.map((result) => ({ values: result.biases, weight: result.weight }));
  biases.update(weightedSum(biasParts, network.biases.length), rates.layers);
  return results.reduce((sum, { loss, weight }) => sum + weight * loss, 0);
}

const optimisersOf = ({ groups, layers }: TrainedSide): (TableAdam | LayerAdam)[] => [
  ...[...groups.values()].flatMap(({ tables }) => tables),
  ...layers.values(),
];

/** Applies the decay that the embedding rows of some entities have missed. */
function catchUp({ side, groups }: TrainedSide, entities: Int32Array): void {
  for (const { tables } of groups.values()) {
    tables.forEach((table, index) => {
      table.catchUp(lookupsOf(side.lookups[index]!, entities).rows);
    });
  }
}

/** Makes one update of a side from all terms of the loss. */
function applyToSide(
  { side, groups, layers }: TrainedSide,
  parts: (NetworkGradients & { weight: number })[],
  { rates, decay }: { rates: Rates; decay: number },
): void {
  for (const [layer, adam] of layers) {
    const gradients = parts.flatMap(({ layers: termLayers, weight }) => {
      const values = termLayers.get(layer);
      return values ? [{ values, weight }] : [];
    });
    adam.update(weightedSum(gradients, layer.weights.length), rates.layers);
  }
  for (const [group, { tables, inputWidth }] of groups) {
    let offset = 0;
    tables.forEach((table, index) => {
      const sources = parts.flatMap(({ entities, inputs, weight }): RowGradients[] => {
        const gradients = inputs.get(group);
        const lookup = lookupsOf(side.lookups[index]!, entities);
        return gradients ? [{ ...lookup, gradients, stride: inputWidth, offset, weight }] : [];
      });
      table.update(sources, rates.embeddings, decay);
      offset += table.columnCount;
    });
  }
}
