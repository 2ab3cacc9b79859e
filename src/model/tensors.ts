/** Named tensors of a trained model: names and shapes of every trained array, as a run file has them. */
import { OBJECTIVES } from '../data/schema';
import type { DenseLayer, Network, NetworkTower } from './extra/network';
import type { Reranker } from './extra/reranker';
import type { EmbeddingTable, Model, Tower } from './tower';
import type { Trainable } from './trainable';

export interface Tensor {
  name: string;
  shape: number[];
  values: Float32Array | Uint8Array;
}

const SIDES = ['users', 'items'] as const;

/** Returns the weights in a fixed order; a layer's last row is its biases. Trained models are float32. */
export function weightTensors(model: Trainable): Tensor[] {
  return model.kind === 'network' ? networkTensors(model) : towerTensors(model);
}

/** Returns the ownership bytes, shaped like the weights they belong to; none for a network. */
export function ownerTensors(model: Trainable): Tensor[] {
  if (model.kind === 'network') return [];
  return SIDES.flatMap((side) => {
    const { owners, ...tower } = model[side];
    return [
      { name: `${side}.columns`, shape: [tower.inputWidth], values: owners.columns },
      { name: `${side}.hidden`, shape: [tower.inputWidth + 1, tower.hiddenWidth], values: owners.hidden },
      { name: `${side}.output`, shape: [tower.hiddenWidth + 1, tower.outputWidth], values: owners.output },
    ];
  });
}

/** Returns the tensors of rerankers. */
export function rerankerTensors(rerankers: readonly Reranker[]): Tensor[] {
  return rerankers.flatMap(({ objective, units, hidden, head }) => {
    const name = `reranker.${OBJECTIVES[objective]}`;
    return [
      tensor(`${name}.hidden`, [hidden.length / units, units], hidden),
      tensor(`${name}.head`, [units], head),
    ];
  });
}

function towerTensors(model: Model): Tensor[] {
  return SIDES.flatMap((side) => {
    const { tables, inputWidth, hiddenWidth, outputWidth, hidden, output }: Tower = model[side];
    return [
      ...tables.map((table, index) => tableTensor(`${side}.embedding`, table, index)),
      tensor(`${side}.hidden`, [inputWidth + 1, hiddenWidth], hidden),
      tensor(`${side}.output`, [hiddenWidth + 1, outputWidth], output),
    ];
  });
}

function networkTensors(network: Network): Tensor[] {
  const towers = SIDES.flatMap((side) => {
    const { groups, levels, heads }: NetworkTower = network[side];
    return [
      ...groups.flatMap(({ tables }, group) =>
        tables.map((table, index) => tableTensor(`${side}.group${group}.embedding`, table, index)),
      ),
      ...levels.flatMap(({ experts, gates }, level) => [
        ...experts.map((layer, index) => layerTensor(`${side}.level${level}.expert${index}`, layer)),
        ...gates.flatMap((layer, index) =>
          layer ? [layerTensor(`${side}.level${level}.gate${index}`, layer)] : [],
        ),
      ]),
      ...heads.map((layer, index) => layerTensor(`${side}.head${index}`, layer)),
    ];
  });
  const { biases } = network;
  return biases.length > 0 ? [...towers, tensor('biases', [biases.length], biases)] : towers;
}

/** The index comes first: two features of a log may have the same name. */
const tableTensor = (prefix: string, { name, rows, width, weights }: EmbeddingTable, index: number) =>
  tensor(`${prefix}.${index}.${name}`, [rows, width], weights);

const layerTensor = (name: string, { inputs, units, weights }: DenseLayer) =>
  tensor(name, [inputs + 1, units], weights);

const tensor = (name: string, shape: number[], values: ArrayLike<number>): Tensor => ({
  name,
  shape,
  values: values as Float32Array,
});
