/** Every trained array by a name and a shape that a stranger understands: what a run's file calls its tensors. */
import { OBJECTIVES } from '../data/schema';
import type { DenseLayer, Network, NetworkTower } from './network';
import type { EmbeddingTable, Model, Tower } from './parameters';
import type { Reranker } from './reranker';
import { isNetwork, type Trainable } from './trainable';

export interface Tensor {
  name: string;
  shape: number[];
  values: Float32Array | Uint8Array;
}

const SIDES = ['users', 'items'] as const;

/** Weights in a fixed order; a layer's last row is its biases. Trained models are float32. */
export function weightTensors(model: Trainable): Tensor[] {
  return isNetwork(model) ? networkTensors(model) : towerTensors(model);
}

/** Ownership bytes, shaped like the weights they belong to; none for a network. */
export function ownerTensors(model: Trainable): Tensor[] {
  if (isNetwork(model)) return [];
  return SIDES.flatMap((side) => {
    const { owners, ...tower } = model[side];
    return [
      { name: `${side}.columns`, shape: [tower.inputWidth], values: owners.columns },
      { name: `${side}.hidden`, shape: [tower.inputWidth + 1, tower.hiddenWidth], values: owners.hidden },
      { name: `${side}.output`, shape: [tower.hiddenWidth + 1, tower.outputWidth], values: owners.output },
    ];
  });
}

/** Of a second stage. */
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
      ...tables.map((table, place) => tableTensor(`${side}.embedding`, table, place)),
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
        tables.map((table, place) => tableTensor(`${side}.group${group}.embedding`, table, place)),
      ),
      ...levels.flatMap(({ experts, gates }, level) => [
        ...experts.map((layer, place) => layerTensor(`${side}.level${level}.expert${place}`, layer)),
        ...gates.flatMap((layer, place) =>
          layer ? [layerTensor(`${side}.level${level}.gate${place}`, layer)] : [],
        ),
      ]),
      ...heads.map((layer, place) => layerTensor(`${side}.head${place}`, layer)),
    ];
  });
  const { biases } = network;
  return biases.length > 0 ? [...towers, tensor('biases', [biases.length], biases)] : towers;
}

/** Its place comes first: two features of a log may bear the same name. */
const tableTensor = (prefix: string, { name, rows, width, weights }: EmbeddingTable, place: number) =>
  tensor(`${prefix}.${place}.${name}`, [rows, width], weights);

const layerTensor = (name: string, { inputs, units, weights }: DenseLayer) =>
  tensor(name, [inputs + 1, units], weights);

const tensor = (name: string, shape: number[], values: ArrayLike<number>): Tensor => ({
  name,
  shape,
  values: values as Float32Array,
});
