/**
 * Networks other than masked two-towers, as plain data that an engine interprets: shared bottoms, gated
 * experts, towers side by side. Both sides have the same architecture.
 *
 * Level 0 is the concatenated embeddings. An expert h = relu(r·W + b) reads one representation r of the
 * level below; a mix Σ_k softmax(r·G + c)_k · h_k of experts is a representation of its level; a head
 * e^o = m·W + b turns a mix of the last level into the objective's block of the vector.
 */
import type { Config } from '../../config';
import { type Dataset, OBJECTIVES, type Objective, type Side } from '../../data/schema';
import type { Random } from '../../random';
import { createTables, drawGlorot, type TableGroup, tableShapes, type Weights } from '../tower';
import type { ScoreKind, Vectors } from '../vectors';

/** Factor on fusion weights as inputs, so that they have an effect beside embeddings near 0.1 from the start. */
export const PREFERENCE_SCALE = 5;

export interface Level {
  /** `reads`: a representation of the level below. */
  experts: readonly { reads: number; units: number }[];
  /** Experts of this level, equally wide. The gate reads the level below; a single expert needs none. */
  mixes: readonly { experts: readonly number[]; gate?: number }[];
}

export interface Architecture {
  /** Number of copies of a side's embedding tables; each group is a representation of level 0. */
  groups: number;
  /** Levels from the embeddings up. */
  levels: readonly Level[];
  /** One for each objective of the log: the mix it reads and K_o, its part of the vector. */
  heads: readonly { reads: number; width: number }[];
  scores: ScoreKind;
  /**
   * O: the users' representations of level 0 end with the fusion weights w that they are conditioned on, 0
   * without any. Then there is one head, the same for all objectives. Absent: vectors do not depend on weights.
   */
  preference?: number;
  /** [O] where the learned biases of cross-entropy losses start; absent: there are none. */
  biases?: readonly number[];
}

/** [(inputs + 1) × units], bias row last. */
export interface DenseLayer {
  inputs: number;
  units: number;
  weights: Weights;
}

export interface NetworkTower {
  groups: TableGroup[];
  /** A gate for each mix; null where it has none. */
  levels: { experts: DenseLayer[]; gates: (DenseLayer | null)[] }[];
  heads: DenseLayer[];
}

export interface Network {
  kind: 'network';
  architecture: Architecture;
  users: NetworkTower;
  items: NetworkTower;
  /** [O], or empty. */
  biases: Weights;
}

/** Shapes of a tower's layers over embeddings D wide. */
interface LayerShapes<Layer> {
  levels: { experts: Layer[]; gates: (Layer | null)[] }[];
  heads: Layer[];
}

/** Builds every layer of a tower by `make(inputs, units)`, from the embeddings up. */
function buildLayers<Layer>(
  { groups, levels, heads }: Architecture,
  inputWidth: number,
  make: (inputs: number, units: number) => Layer,
): LayerShapes<Layer> {
  let below: number[] = Array.from({ length: groups }, () => inputWidth);
  const built = levels.map(({ experts, mixes }) => {
    const layers = {
      experts: experts.map(({ reads, units }) => make(below[reads]!, units)),
      gates: mixes.map(({ experts, gate }) =>
        gate === undefined ? null : make(below[gate]!, experts.length),
      ),
    };
    below = mixes.map((mix) => experts[mix.experts[0]!]!.units);
    return layers;
  });
  return { levels: built, heads: heads.map(({ reads, width }) => make(below[reads]!, width)) };
}

/**
 * Creates an untrained network: embeddings N(0, 0.1²), layers and gates Glorot, biases 0, as the masked towers;
 * weights that read w start at 0, so that at first all weights give the same vector.
 */
export function createNetwork(
  dataset: Dataset,
  config: Config,
  { architecture, random }: { architecture: Architecture; random: Random },
): Network {
  const createTower = (side: Side, conditionWidth: number): NetworkTower => {
    const groups = Array.from({ length: architecture.groups }, () => createTables(side, config, random));
    const inputWidth = groups[0]!.inputWidth + conditionWidth;
    const layers = buildLayers(architecture, inputWidth, (inputs, units): DenseLayer => {
      const weights = new Float32Array((inputs + 1) * units);
      drawGlorot(weights, inputs, units, random);
      return { inputs, units, weights };
    });
    for (const { inputs, units, weights } of layers.levels[0]!.experts)
      weights.fill(0, (inputs - conditionWidth) * units, inputs * units);
    return { groups, ...layers };
  };
  const { users, items } = dataset.log;
  const biases = Float32Array.from(architecture.biases ?? []);
  const conditionWidth = architecture.preference ?? 0;
  return {
    kind: 'network',
    architecture,
    users: createTower(users, conditionWidth),
    items: createTower(items, 0),
    biases,
  };
}

/** Counts the trainable scalars of a network without building it. */
export function networkSize(architecture: Architecture, dataset: Dataset, config: Config): number {
  const { users, items } = dataset.log;
  return [users, items].reduce((size, side, index) => {
    const shapes = tableShapes(side, config);
    const inputWidth = shapes.reduce((sum, { width }) => sum + width, 0);
    const tables = shapes.reduce((sum, { rows, width }) => sum + rows * width, 0);
    let layers = 0;
    const conditionWidth = index === 0 ? (architecture.preference ?? 0) : 0;
    buildLayers(architecture, inputWidth + conditionWidth, (inputs, units) => {
      layers += (inputs + 1) * units;
    });
    return size + architecture.groups * tables + layers;
  }, architecture.biases?.length ?? 0);
}

/** Tables and layers that the blocks of some objectives are computed from. */
export interface Dependencies {
  /** Indices of groups, ascending. */
  groups: number[];
  /** Layers from the heads down. */
  layers: DenseLayer[];
  /** Products that mixing experts by a gate takes for one entity: Σ experts × units. */
  mixed: number;
}

/** What decides which heads a term of the loss depends on. */
export interface NetworkTerm {
  objective: Objective;
  loss?: 'softmax' | 'cross-entropy' | 'preference' | undefined;
}

/**
 * Returns the heads that a term depends on: its objective's; for cross-entropy all after exposure up to it; the
 * only one where all objectives share it. Throws RangeError for a cross-entropy of exposure.
 */
export function headsOf({ heads }: Architecture, { objective, loss }: NetworkTerm): number[] {
  if (heads.length === 1) return [0];
  const head = OBJECTIVES.indexOf(objective);
  if (loss !== 'cross-entropy') return [head];
  if (head === 0) throw new RangeError('cross-entropy of exposure');
  return Array.from({ length: head }, (_, index) => index + 1);
}

/** Returns the table groups and layers that the heads of these objectives read, and nothing else. */
export function dependenciesOf(
  { levels, heads }: Architecture,
  tower: NetworkTower,
  objectives: readonly number[],
): Dependencies {
  const layers = objectives.map((objective) => tower.heads[objective]!);
  let mixed = 0;
  let wanted = new Set(objectives.map((objective) => heads[objective]!.reads));
  for (let level = levels.length - 1; level >= 0; level--) {
    const { experts, mixes } = levels[level]!;
    const built = tower.levels[level]!;
    const below = new Set<number>();
    const used = new Set<number>();
    for (const mix of wanted) {
      const { experts: read, gate } = mixes[mix]!;
      for (const expert of read) used.add(expert);
      if (gate === undefined) continue;
      mixed += read.length * built.experts[read[0]!]!.units;
      layers.push(built.gates[mix]!);
      below.add(gate);
    }
    for (const expert of used) {
      layers.push(built.experts[expert]!);
      below.add(experts[expert]!.reads);
    }
    wanted = below;
  }
  return { groups: [...wanted].sort((a, b) => a - b), layers, mixed };
}

export const layersOf = ({ levels, heads }: NetworkTower): DenseLayer[] => [
  ...levels.flatMap(({ experts, gates }) => [...experts, ...gates.filter((gate) => gate !== null)]),
  ...heads,
];

/** Returns every trainable array, in a fixed order: user tables, user layers, the items', the biases. */
export function networkArrays({ users, items, biases }: Network): Weights[] {
  const towers = [users, items].flatMap((tower) => [
    ...tower.groups.flatMap(({ tables }) => tables.map(({ weights }) => weights)),
    ...layersOf(tower).map(({ weights }) => weights),
  ]);
  return [...towers, biases];
}

/** Returns a deep copy; in float64 for the reference. */
export function copyNetwork(network: Network, precision: 'float32' | 'float64' = 'float32'): Network {
  const Copy = precision === 'float64' ? Float64Array : Float32Array;
  const copyLayer = (layer: DenseLayer) => ({ ...layer, weights: new Copy(layer.weights) });
  const copyTower = ({ groups, levels, heads }: NetworkTower): NetworkTower => ({
    groups: groups.map(({ tables, inputWidth }) => ({
      inputWidth,
      tables: tables.map((table) => ({ ...table, weights: new Copy(table.weights) })),
    })),
    levels: levels.map(({ experts, gates }) => ({
      experts: experts.map(copyLayer),
      gates: gates.map((gate) => gate && copyLayer(gate)),
    })),
    heads: heads.map(copyLayer),
  });
  const { users, items, biases } = network;
  return { ...network, users: copyTower(users), items: copyTower(items), biases: new Copy(biases) };
}

/** Returns K, and which objective each output unit belongs to: the heads side by side. */
export function scoreLayout({ heads, scores }: Architecture): Pick<Vectors, 'width' | 'blocks'> & {
  scores: Architecture['scores'];
} {
  const blocks = Uint8Array.from(
    heads.flatMap(({ width }, objective) => Array.from({ length: width }, () => objective)),
  );
  return { width: blocks.length, blocks, scores };
}
