/** One training stage of a network: gradients from the graph, the host's Adam, nothing left on the device. */
import type { Batch } from '../../data/batches';
import {
  type DenseLayer,
  dependenciesOf,
  type Network,
  type NetworkTower,
  networkArrays,
} from '../../model/extra/network';
import { type EncodedSide, type EncodedSides, lookupsOf } from '../../model/lookups';
import type { Weights } from '../../model/tower';
import type { Vectors } from '../../model/vectors';
import { LayerAdam, type RowGradients, TableAdam } from '../adam';
import type { OpenStage, Rates, StageSpec, StageState } from '../engine';
import { StageSnapshot } from '../stageSnapshot';
import { headsOf, type SideGradients, type TermGradients, termGradients } from './networkLoss';
import { encodeNetwork } from './networkPass';

/** What a stage trains of one tower: what its terms reach. */
interface TrainedSide {
  side: EncodedSide;
  /** One optimiser a table, by group. */
  groups: Map<number, { tables: TableAdam[]; inputWidth: number }>;
  layers: Map<DenseLayer, LayerAdam>;
}

const everyPlace = (weights: Weights): Int32Array => Int32Array.from(weights.keys());

export async function openNetworkStage(
  network: Network,
  sides: EncodedSides,
  spec: StageSpec,
): Promise<OpenStage> {
  const objectives = [...new Set(spec.terms.flatMap((term) => headsOf(network.architecture, term)))];
  const prefers = spec.terms.some(({ loss }) => loss === 'preference');
  const open = (tower: NetworkTower, side: EncodedSide): TrainedSide => {
    const reach = dependenciesOf(network.architecture, tower, objectives);
    const groups = reach.groups.map((index) => {
      const { tables, inputWidth } = tower.groups[index]!;
      const columns = Int32Array.from({ length: inputWidth }, (_, column) => column);
      const owners = new Uint8Array(inputWidth);
      const optimisers = tables.map((table) => new TableAdam(table, columns, owners, 0));
      return [index, { tables: optimisers, inputWidth }] as const;
    });
    const layers = reach.layers.map((layer) => {
      return [layer, new LayerAdam(layer.weights, everyPlace(layer.weights))] as const;
    });
    return { side, groups: new Map(groups), layers: new Map(layers) };
  };
  return new NetworkStage(network, sides, {
    spec,
    reference: prefers ? await encodeNetwork(network, sides) : undefined,
    users: open(network.users, sides.users),
    items: open(network.items, sides.items),
  });
}

class NetworkStage implements OpenStage {
  readonly #state: StageSnapshot;
  readonly #biases: LayerAdam;

  constructor(
    private readonly network: Network,
    private readonly sides: EncodedSides,
    private readonly open: {
      spec: StageSpec;
      /** Of the network as the stage found it. */
      reference: Vectors | undefined;
      users: TrainedSide;
      items: TrainedSide;
    },
  ) {
    this.#biases = new LayerAdam(network.biases, everyPlace(network.biases));
    const optimisers = [open.users, open.items].flatMap(({ groups, layers }) => [
      ...[...groups.values()].flatMap(({ tables }) => tables),
      ...layers.values(),
    ]);
    this.#state = new StageSnapshot(networkArrays(network), [...optimisers, this.#biases]);
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    const { spec, reference, users, items } = this.open;
    for (const { users: rows, candidates } of batches) {
      catchUp(users, rows);
      catchUp(items, candidates);
    }
    const results: (TermGradients & { weight: number })[] = [];
    for (const [index, batch] of batches.entries()) {
      const term = spec.terms[index]!;
      const result = await termGradients(this.network, this.sides, { term, batch, reference });
      results.push({ ...result, weight: term.weight });
    }
    this.#state.count(results.reduce((sum, { loss, weight }) => sum + weight * loss, 0));
    const decay = 1 - rates.layers * spec.embeddingDecay;
    for (const [trained, side] of [[users, 'users'] as const, [items, 'items'] as const]) {
      const parts = results.map((result) => ({ ...result[side], weight: result.weight }));
      applyToSide(trained, parts, { rates, decay });
    }
    const biasParts = results.map(({ biases, weight }) => ({ values: biases, weight }));
    this.#biases.update(weightedSum(biasParts, this.network.biases.length), rates.layers);
  }

  async losses(): Promise<number[]> {
    return this.#state.readLosses();
  }

  async capture(): Promise<StageState> {
    return this.#state.capture();
  }

  async resume(state: StageState): Promise<void> {
    this.#state.resume(state);
  }

  async synchronise(): Promise<void> {
    for (const { groups } of [this.open.users, this.open.items]) {
      for (const { tables } of groups.values()) for (const table of tables) table.catchUpAll();
    }
  }

  /** The weights live on the host already; nothing on the device outlives a step. */
  dispose(): void {}
}

function catchUp({ side, groups }: TrainedSide, entities: Int32Array): void {
  for (const { tables } of groups.values()) {
    tables.forEach((table, index) => {
      table.catchUp(lookupsOf(side.lookups[index]!, entities).rows);
    });
  }
}

/** One update of what a stage trains of a tower, from all terms of the loss. */
function applyToSide(
  { side, groups, layers }: TrainedSide,
  parts: (SideGradients & { weight: number })[],
  { rates, decay }: { rates: Rates; decay: number },
): void {
  for (const [layer, adam] of layers) {
    const own = parts.flatMap(({ layers: ofTerm, weight }) => {
      const values = ofTerm.get(layer);
      return values ? [{ values, weight }] : [];
    });
    adam.update(weightedSum(own, layer.weights.length), rates.layers);
  }
  for (const [group, { tables, inputWidth }] of groups) {
    let offset = 0;
    tables.forEach((table, index) => {
      const sources = parts.flatMap(({ entities, inputs, weight }): RowGradients[] => {
        const gradients = inputs.get(group);
        const reads = lookupsOf(side.lookups[index]!, entities);
        return gradients ? [{ ...reads, gradients, stride: inputWidth, offset, weight }] : [];
      });
      table.update(sources, rates.embeddings, decay);
      offset += table.columnCount;
    });
  }
}

function weightedSum(parts: { values: Float32Array; weight: number }[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const { values, weight } of parts) {
    for (let index = 0; index < length; index++) sum[index]! += weight * values[index]!;
  }
  return sum;
}
