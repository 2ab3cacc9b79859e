/**
 * The two towers as plain arrays on the host: what is trained, masked, exported and shown.
 *
 * One tower: x = [id embedding | feature embeddings, of a list their mean] → h = relu(x·W₁ + b₁) → e = h·W₂ + b₂.
 * A layer's bias is the last row of its matrix, so a layer is one array and one array of owners.
 */
import type { Config, Granularity } from '../config';
import type { Dataset, Feature, Side } from '../data/schema';
import type { Random } from '../random';
import type { EmbeddingLookup } from './lookups';

/** Float32 to train; Float64 where the reference decides who is right. */
export type Weights = Float32Array | Float64Array;

export interface EmbeddingTable {
  name: string;
  rows: number;
  width: number;
  /** The tower's input column that holds this table's first column. */
  firstColumn: number;
  /** [rows × width] */
  weights: Weights;
}

export interface Tower {
  tables: EmbeddingTable[];
  /** D, columns of x. */
  inputWidth: number;
  hiddenWidth: number;
  outputWidth: number;
  /** [(D + 1) × H], bias row last. */
  hidden: Weights;
  /** [(H + 1) × K], bias row last. */
  output: Weights;
  /** Owners (see ownership.ts) of every input column [D], hidden [(D + 1) × H] and output weight [(H + 1) × K]. */
  owners: { columns: Uint8Array; hidden: Uint8Array; output: Uint8Array };
}

/**
 * What an objective is scored by: all blocks up to its own, s_t = Σ_{o ≤ t} ⟨e^o_u, e^o_i⟩ (CSMF), or its
 * own alone, s_t = ⟨e^t_u, e^t_i⟩.
 */
export type ScoreKind = 'cumulative' | 'separate';

export interface Model {
  granularity: Granularity;
  scores: ScoreKind;
  users: Tower;
  items: Tower;
}

/** Which embedding rows make an entity's input. */
export interface EncodedSide {
  count: number;
  /** By table, positions are the entities. */
  lookups: EmbeddingLookup[];
  /** [count] 0: the id was never exposed in training and borrows the mean id row. */
  seen: Uint8Array;
}

export interface EncodedSides {
  users: EncodedSide;
  items: EncodedSide;
}

/** Output vectors of everybody: [users × K] and [items × K]; a unit that is not used yet is 0. */
export interface Vectors {
  users: Float32Array;
  items: Float32Array;
  width: number;
  /** [K] owner of each output unit. */
  blocks: Uint8Array;
  scores: ScoreKind;
  /** Where a user's vector depends on the fusion weights asked for: what it is computed from. */
  preference?: PreferenceTower;
}

/** e_u(w) = relu(h_u + w·A)·V + b. */
export interface PreferenceTower {
  /** [U × H] h_u = x_u·W, hidden bias included. */
  hidden: Float32Array;
  /** [O × H] A. */
  condition: Float32Array;
  /** [(H + 1) × K] V, b as its last row. */
  head: Float32Array;
}

/** 4 for a handful of values, else 8: wide enough for categories, too narrow to replace the id. */
function featureWidth(cardinality: number): number {
  return cardinality <= 5 ? 4 : 8;
}

/** Embedding rows of every user and item, ids first, features in the log's order. */
export function encodeSides(dataset: Dataset): EncodedSides {
  const encode = (side: Side, seen: Uint8Array): EncodedSide => ({
    count: side.ids.length,
    lookups: [{ rows: Int32Array.from(side.ids.keys()) }, ...side.features.map(readsOfFeature)],
    seen,
  });
  const { log, seen } = dataset;
  return { users: encode(log.users, seen.users), items: encode(log.items, seen.items) };
}

const readsOfFeature = (feature: Feature): EmbeddingLookup =>
  feature.kind === 'list' ? { rows: feature.entries, starts: feature.starts } : { rows: feature.index };

/**
 * An untrained model, all weights owned by exposure (owner 0): embeddings N(0, 0.1²), layers Glorot
 * uniform ±√(6/(fanIn + fanOut)), biases 0 (DESIGN's defaults; the paper is silent). Scores are cumulative
 * until a plan says otherwise.
 */
export function createModel(dataset: Dataset, config: Config, random: Random): Model {
  const users = createTower(dataset.log.users, config, random);
  const items = createTower(dataset.log.items, config, random);
  return { granularity: config.granularity, scores: 'cumulative', users, items };
}

/** The embedding tables of one side, side by side. */
export interface TableGroup {
  tables: EmbeddingTable[];
  /** D, columns of all tables. */
  inputWidth: number;
}

/** Rows and width of a side's tables: ids first, features in the log's order. */
export function tableShapes(side: Side, config: Config): Pick<EmbeddingTable, 'name' | 'rows' | 'width'>[] {
  return [
    { name: 'id', rows: side.ids.length, width: config.embeddingWidth },
    ...side.features.map(({ name, values }) => ({
      name,
      rows: values.length,
      width: featureWidth(values.length),
    })),
  ];
}

/** Embeddings drawn from N(0, 0.1²). */
export function createTables(side: Side, config: Config, random: Random): TableGroup {
  let inputWidth = 0;
  const tables = tableShapes(side, config).map(({ name, rows, width }): EmbeddingTable => {
    const firstColumn = inputWidth;
    inputWidth += width;
    const weights = Float32Array.from({ length: rows * width }, () => 0.1 * random.normal());
    return { name, rows, width, firstColumn, weights };
  });
  return { tables, inputWidth };
}

function createTower(side: Side, config: Config, random: Random): Tower {
  const { tables, inputWidth } = createTables(side, config, random);
  const { hiddenWidth, outputWidth } = config;
  const hidden = new Float32Array((inputWidth + 1) * hiddenWidth);
  const output = new Float32Array((hiddenWidth + 1) * outputWidth);
  drawGlorot(hidden, inputWidth, hiddenWidth, random);
  drawGlorot(output, hiddenWidth, outputWidth, random);
  const owners = {
    columns: new Uint8Array(inputWidth),
    hidden: new Uint8Array(hidden.length),
    output: new Uint8Array(output.length),
  };
  return { tables, inputWidth, hiddenWidth, outputWidth, hidden, output, owners };
}

/** Fills all rows but the last, the biases, from ±√(6/(inputs + units)). */
export function drawGlorot(layer: Weights, inputs: number, units: number, random: Random): void {
  const bound = glorotBound(inputs, units);
  for (let index = 0; index < inputs * units; index++) layer[index] = bound * (2 * random.uniform() - 1);
}

export function glorotBound(inputs: number, units: number): number {
  return Math.sqrt(6 / (inputs + units));
}

/** Every trainable array of the model, in a fixed order: user tables, hidden, output, then the items'. */
export function weightArrays({ users, items }: Pick<Model, 'users' | 'items'>): Weights[] {
  return [users, items].flatMap((tower) => [
    ...tower.tables.map(({ weights }) => weights),
    tower.hidden,
    tower.output,
  ]);
}

/** Every array of owners, in a fixed order. */
export function ownerArrays(model: Model): Uint8Array[] {
  return [model.users, model.items].flatMap(({ owners }) => [owners.columns, owners.hidden, owners.output]);
}

/** A deep copy; in float64 for the reference. */
export function copyModel(model: Model, precision: 'float32' | 'float64' = 'float32'): Model {
  const Copy = precision === 'float64' ? Float64Array : Float32Array;
  const copyTower = (tower: Tower): Tower => ({
    ...tower,
    tables: tower.tables.map((table) => ({ ...table, weights: new Copy(table.weights) })),
    hidden: new Copy(tower.hidden),
    output: new Copy(tower.output),
    owners: {
      columns: tower.owners.columns.slice(),
      hidden: tower.owners.hidden.slice(),
      output: tower.owners.output.slice(),
    },
  });
  return { ...model, users: copyTower(model.users), items: copyTower(model.items) };
}
