/**
 * Importance of prunable elements: a number for every scalar weight (its magnitude, or its Fisher information)
 * is summed over the element that is released as a whole (a column, a unit, a weight).
 */
import { hiddenOwners, outputOwners } from './ownership';
import { type Model, type Tower, towersOf, type Weights } from './tower';

/** Elements of one layer of one tower that an owner could release, and the scalars each stands for. */
export interface PrunableLayer {
  tower: 'user' | 'item';
  layer: string;
  /** Position of the layer's array in `weightArrays`. */
  array: number;
  /** [n] input columns, units, or scalars of the first layer. */
  elements: Int32Array;
  /** [n] first scalar of each element; the others follow `stride` apart. */
  starts: Int32Array;
  stride: number;
  /** Scalars of an element: rows of a table, inputs of a unit (its bias left out), 1. */
  count: number;
}

/** Importance of every scalar, in the order of `weightArrays`. */
export type ScalarImportance = readonly ArrayLike<number>[];

/** Computes |w| of every effective weight, 0 for weights that the owner cannot read. */
function magnitudes(model: Model, owner: number): ScalarImportance {
  return towersOf(model).flatMap(({ tables, hidden, output, owners }) => [
    ...tables.map(({ weights }) => weights.map(Math.abs)),
    effective(hidden, owners.hidden, owner),
    effective(output, owners.output, owner),
  ]);
}

const effective = (weights: Weights, owners: Uint8Array, owner: number): Weights =>
  weights.map((value, index) => (owners[index]! <= owner ? Math.abs(value) : 0));

/** Returns every layer from which `owner` could release elements: per tower its tables, then hidden, then output. */
export function prunableLayers(model: Model, owner: number): PrunableLayer[] {
  let array = 0;
  return towersOf(model).flatMap((tower, side) => {
    const first = array;
    array += tower.tables.length + 2;
    const name = side === 0 ? ('user' as const) : ('item' as const);
    const hidden = model.granularity === 'unit' ? hiddenUnits(tower, owner) : firstLayerWeights(tower, owner);
    return [...tables(tower, owner), hidden, outputUnits(tower, owner)].map((layer, index) => ({
      ...layer,
      tower: name,
      array: first + index,
    }));
  });
}

type LayerOfTower = Omit<PrunableLayer, 'tower' | 'array'>;

function tables({ tables, owners }: Tower, owner: number): LayerOfTower[] {
  return tables.map(({ name, firstColumn, width, rows }) => {
    const elements = positions(owners.columns, owner).filter(
      (column) => column >= firstColumn && column < firstColumn + width,
    );
    const starts = elements.map((column) => column - firstColumn);
    return { layer: `embedding:${name}`, elements, starts, stride: width, count: rows };
  });
}

function hiddenUnits(tower: Tower, owner: number): LayerOfTower {
  const elements = positions(hiddenOwners(tower), owner);
  return { layer: 'hidden', elements, starts: elements, stride: tower.hiddenWidth, count: tower.inputWidth };
}

function firstLayerWeights({ owners, inputWidth, hiddenWidth }: Tower, owner: number): LayerOfTower {
  const elements = positions(owners.hidden.subarray(0, inputWidth * hiddenWidth), owner);
  return { layer: 'hidden', elements, starts: elements, stride: 0, count: 1 };
}

function outputUnits(tower: Tower, owner: number): LayerOfTower {
  const elements = positions(outputOwners(tower), owner);
  return { layer: 'output', elements, starts: elements, stride: tower.outputWidth, count: tower.hiddenWidth };
}

const positions = (owners: Uint8Array, owner: number): Int32Array =>
  Int32Array.from([...owners.keys()].filter((index) => owners[index] === owner));

/** Sums the scalars of each element, layer by layer. → per layer [n] */
export function sumByElement(layers: readonly PrunableLayer[], scalars: ScalarImportance): Float64Array[] {
  return layers.map(({ array, starts, stride, count }) => {
    const values = scalars[array]!;
    return Float64Array.from(starts, (start) => {
      let sum = 0;
      for (let row = 0; row < count; row++) sum += values[start + row * stride]!;
      return sum;
    });
  });
}

/** Importances that a pruning rule sorts: one list per layer, the output units of both towers in one. */
export interface ImportanceList {
  tower: 'user' | 'item' | 'both';
  layer: string;
  elements: Int32Array;
  /** [n] */
  values: Float64Array;
}

/**
 * Computes importances from the elements' sums: of an embedding column the mean over the table's rows, of a hidden
 * unit the sum over its incoming weights, of an output unit, which both towers own together, Σ over towers
 * of its sum ÷ that tower's mean, so that neither tower's scale decides alone (reconstructed).
 */
export function importanceLists(
  layers: readonly PrunableLayer[],
  sums: readonly Float64Array[],
): ImportanceList[] {
  const outputs: ImportanceList[] = [];
  const lists = layers.flatMap(({ tower, layer, elements, count }, index): ImportanceList[] => {
    const values = sums[index]!;
    if (layer === 'output') {
      outputs.push({ tower: 'both', layer, elements, values: overMean(values) });
      return [];
    }
    return [
      { tower, layer, elements, values: layer === 'hidden' ? values : values.map((sum) => sum / count) },
    ];
  });
  const [users, items] = outputs;
  const values = users!.values.map((value, index) => value + items!.values[index]!);
  return [...lists, { ...users!, values }];
}

function overMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => (mean > 0 ? value / mean : 0));
}

/** Returns the paper's importance as lists: |w|, L1 of units, mean |column|. */
export function magnitudeLists(model: Model, owner: number): ImportanceList[] {
  const layers = prunableLayers(model, owner);
  return importanceLists(layers, sumByElement(layers, magnitudes(model, owner)));
}
