/**
 * The two towers as plain arrays on the host: what is trained, masked, exported and shown.
 *
 * One tower: x = [id embedding | feature embeddings, of a list their mean] → h = relu(x·W₁ + b₁) → e = h·W₂ + b₂.
 * A layer's bias is the last row of its matrix, so a layer is one array and one array of owners.
 */
import type { Config, Granularity } from '../config';
import type { Dataset, Side } from '../data/schema';
import type { Random } from '../random';
import type { ScoreKind } from './vectors';

/** Float32 for training, float64 for the reference. */
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

/** The embedding tables of one side, side by side. */
export interface TableGroup {
  tables: EmbeddingTable[];
  /** D, columns of all tables. */
  inputWidth: number;
}

export interface Tower extends TableGroup {
  hiddenWidth: number;
  outputWidth: number;
  /** [(D + 1) × H], bias row last. */
  hidden: Weights;
  /** [(H + 1) × K], bias row last. */
  output: Weights;
  /** Owners (see ownership.ts) of every input column [D], hidden [(D + 1) × H] and output weight [(H + 1) × K]. */
  owners: { columns: Uint8Array; hidden: Uint8Array; output: Uint8Array };
}

export interface Model {
  kind: 'towers';
  granularity: Granularity;
  scores: ScoreKind;
  users: Tower;
  items: Tower;
}

/**
 * The item tower's output bias does not train: it adds the same ⟨e_u, b⟩ to the scores of all candidates of a user,
 * which no softmax over candidates sees. Its gradient is exactly 0, and Adam would make steps of the whole rate of
 * what rounding leaves of it.
 */
export const trainsOutputBias = (side: 'users' | 'items'): boolean => side === 'users';

export const towersOf = ({ users, items }: Model): Tower[] => [users, items];

/**
 * Creates an untrained model, all weights owned by exposure (owner 0): embeddings N(0, 0.1²), layers Glorot
 * uniform ±√(6/(fanIn + fanOut)), biases 0 (ours; the paper is silent). Scores are cumulative until a plan
 * says otherwise.
 */
export function createModel(dataset: Dataset, config: Config, random: Random): Model {
  const users = createTower(dataset.log.users, config, random);
  const items = createTower(dataset.log.items, config, random);
  return { kind: 'towers', granularity: config.granularity, scores: 'cumulative', users, items };
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

/** Creates the tables of one side, embeddings drawn from N(0, 0.1²). */
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

/** Returns rows and width of a side's tables: ids first, features in the log's order. */
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

/** 4 for a handful of values, else 8: wide enough for categories, too narrow to replace the id. */
const featureWidth = (cardinality: number): number => (cardinality <= 5 ? 4 : 8);

/** Draws all rows but the last, the biases, from ±√(6/(inputs + units)). */
export function drawGlorot(layer: Weights, inputs: number, units: number, random: Random): void {
  const bound = glorotBound(inputs, units);
  for (let index = 0; index < inputs * units; index++) layer[index] = bound * (2 * random.uniform() - 1);
}

export const glorotBound = (inputs: number, units: number): number => Math.sqrt(6 / (inputs + units));

/** Returns every trainable array of the model in a fixed order: user tables, hidden, output, then the items'. */
export function weightArrays({ users, items }: Pick<Model, 'users' | 'items'>): Weights[] {
  return [users, items].flatMap(({ tables, hidden, output }) => [
    ...tables.map(({ weights }) => weights),
    hidden,
    output,
  ]);
}

/** Returns every array of owners, in a fixed order. */
export function ownerArrays(model: Model): Uint8Array[] {
  return towersOf(model).flatMap(({ owners }) => [owners.columns, owners.hidden, owners.output]);
}

/** Returns a deep copy; in float64 for the reference. */
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
