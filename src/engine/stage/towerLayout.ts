/**
 * The layout of an active tower (activeSubnetwork.ts) on the GPU: every width is a multiple of eight, so that no
 * kernel handles a remainder. Padding holds zeros, is never trained and never leaves the engine.
 */
import { localColumns } from '../../model/inputs';
import { hiddenOwners } from '../../model/ownership';
import type { Model, Tower } from '../../model/tower';
import { type ActiveTower, activeTower } from './activeSubnetwork';

/** Rounds a count up to a multiple. */
export const padTo = (multiple: number, count: number): number => Math.ceil(count / multiple) * multiple;

/** The packed columns and units of one tower among padded ones; −1: padding. */
export interface TowerLayout {
  active: ActiveTower;
  /** Packed input column of each padded one. A vec4 holds columns of one table; those that train come first. */
  inputs: Int32Array;
  /** Table of each padded input column. */
  tableOf: Uint8Array;
  /** First vec4 that trains of each table, and their number. */
  trained: { start: number; count: number }[];
  /** Row of the output layer of each padded frozen unit. Each earlier owner's units are padded to eight. */
  frozen: Int32Array;
}

/** Widths in scalars, multiples of eight, common to both towers of a stage. */
export interface Widths {
  inputs: number;
  /** The inputs in vec4s that train. */
  trained: number;
  frozen: number;
  hidden: number;
  outputs: number;
}

/** Lays out what computes the block of an owner. */
export function layoutOfBlock(tower: Tower, owner: number, granularity: Model['granularity']): TowerLayout {
  const active = activeTower(tower, owner, granularity);
  return { active, ...layoutInputs(tower, active, owner), frozen: layoutFrozenUnits(tower, active, owner) };
}

/** Orders the inputs: signals are computed only for the vec4s that train, so these come first. */
function layoutInputs(
  tower: Tower,
  { columns }: ActiveTower,
  owner: number,
): Pick<TowerLayout, 'inputs' | 'tableOf' | 'trained'> {
  const owned = (packed: number) => tower.owners.columns[columns[packed]!] === owner;
  let packed = 0;
  const fours = tower.tables.flatMap((table, slot) => {
    const ofTable = Array.from(localColumns(table, columns), () => packed++);
    const ordered = [...ofTable.filter(owned), ...ofTable.filter((column) => !owned(column))];
    return Array.from({ length: Math.ceil(ofTable.length / 4) }, (_, four) => ({
      slot,
      columns: ordered.slice(4 * four, 4 * four + 4),
    }));
  });
  const trains = (four: { columns: number[] }) => four.columns.some(owned);
  const inOrder = [...fours.filter(trains), ...fours.filter((four) => !trains(four))];
  return {
    inputs: Int32Array.from(
      inOrder.flatMap(({ columns }) => [0, 1, 2, 3].map((lane) => columns[lane] ?? -1)),
    ),
    tableOf: Uint8Array.from(inOrder.flatMap(({ slot }) => [slot, slot, slot, slot])),
    trained: tower.tables.map((_, slot) => {
      const ofTable = inOrder.filter((four) => four.slot === slot && trains(four));
      return { start: ofTable[0] ? inOrder.indexOf(ofTable[0]) : 0, count: ofTable.length };
    }),
  };
}

function layoutFrozenUnits(tower: Tower, { frozenUnits }: ActiveTower, owner: number): Int32Array {
  if (frozenUnits.length === 0) return new Int32Array(0);
  const owners = hiddenOwners(tower);
  const rows: number[] = [];
  let packed = 0;
  for (let earlier = 0; earlier < owner; earlier++) {
    const count = owners.filter((byte) => byte === earlier).length;
    for (let unit = 0; unit < padTo(8, count); unit++) rows.push(unit < count ? packed++ : -1);
  }
  return Int32Array.from(rows);
}

/** Returns the smallest widths that hold all of `layouts`. */
export function widthsOf(layouts: readonly TowerLayout[]): Widths {
  const widest = (width: (layout: TowerLayout) => number) =>
    layouts.reduce((largest, layout) => Math.max(largest, padTo(8, width(layout))), 0);
  return {
    inputs: Math.max(
      8,
      widest(({ inputs }) => inputs.length),
    ),
    trained: Math.max(
      8,
      widest(({ trained }) => 4 * trained.reduce((sum, { count }) => sum + count, 0)),
    ),
    frozen: widest(({ frozen }) => frozen.length),
    hidden: Math.max(
      8,
      widest(({ active }) => active.units.length),
    ),
    outputs: Math.max(
      8,
      widest(({ active }) => active.outputs.length),
    ),
  };
}

/** Returns the starts within one side's layers, in vec4s; the hidden matrix starts at 0. */
export function layerStarts({ inputs, frozen, hidden, outputs }: Widths) {
  const hiddenBias = (inputs * hidden) / 4;
  const outputMatrix = hiddenBias + hidden / 4;
  const outputBias = outputMatrix + ((frozen + hidden) * outputs) / 4;
  return { hiddenBias, outputMatrix, outputBias, layerSize: outputBias + outputs / 4 };
}

/** Index of each scalar of one side's layers in the tower's arrays; −1: its value is 0. */
export interface LayerIndices {
  hidden: Int32Array;
  output: Int32Array;
}

/** Maps the padded layers to the tower's arrays. */
export function layerIndices({ active, inputs, frozen }: TowerLayout, widths: Widths): LayerIndices {
  const { hidden, output } = active;
  const hiddenRows = Int32Array.from({ length: widths.inputs }, (_, row) => inputs[row] ?? -1);
  const outputRows = Int32Array.from({ length: widths.frozen + widths.hidden }, (_, row) => {
    if (row < widths.frozen) return frozen[row] ?? -1;
    const unit = row - widths.frozen;
    return unit < active.units.length ? active.frozenUnits.length + unit : -1;
  });
  return {
    hidden: paddedIndices(hidden, hiddenRows, widths.hidden),
    output: paddedIndices(output, outputRows, widths.outputs),
  };
}

/** Maps a padded layer [rows × width], then its bias [width]. */
function paddedIndices(
  { units, weightIndices, biasIndices }: ActiveTower['hidden'],
  rows: Int32Array,
  width: number,
): Int32Array {
  const indices = new Int32Array((rows.length + 1) * width).fill(-1);
  rows.forEach((row, padded) => {
    if (row < 0) return;
    indices.set(weightIndices.subarray(row * units, (row + 1) * units), padded * width);
  });
  indices.set(biasIndices, rows.length * width);
  return indices;
}

/** Packs the layers of one tower for the GPU. → [4 · layerSize] */
export function packLayers(
  tower: Pick<Tower, 'hidden' | 'output'>,
  indices: LayerIndices,
): Float32Array<ArrayBuffer> {
  return mapLayers(
    indices,
    (index) => tower.hidden[index]!,
    (index) => tower.output[index]!,
  );
}

/** Returns 1 where the owner trains; `bias` tells whether its output bias does. → [4 · layerSize] */
export function trainedMask(
  { owners, hiddenWidth, outputWidth }: Tower,
  indices: LayerIndices,
  { owner, bias }: { owner: number; bias: boolean },
): Float32Array<ArrayBuffer> {
  const end = (hiddenWidth + Number(bias)) * outputWidth;
  return mapLayers(
    indices,
    (index) => Number(owners.hidden[index] === owner),
    (index) => Number(owners.output[index] === owner && index < end),
  );
}

/** Maps the index of every scalar of both layers to a value, and padding to 0. */
function mapLayers(
  { hidden, output }: LayerIndices,
  hiddenValue: (index: number) => number,
  outputValue: (index: number) => number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(hidden.length + output.length);
  hidden.forEach((index, element) => {
    if (index >= 0) values[element] = hiddenValue(index);
  });
  output.forEach((index, element) => {
    if (index >= 0) values[hidden.length + element] = outputValue(index);
  });
  return values;
}
