/**
 * How a tower's view (stageView.ts) lies on the GPU: every width a multiple of eight, so that no kernel
 * knows a remainder. Padding holds zeros, is never trained and never leaves the engine.
 */
import { localColumns } from '../../model/inputs';
import { hiddenOwners } from '../../model/ownership';
import type { Model, Tower } from '../../model/tower';
import { type ActiveTower, activeTower } from '../activeSubnetwork';

export const padTo = (multiple: number, count: number): number => Math.ceil(count / multiple) * multiple;

/** Where the packed columns and units of one tower stand among padded ones; −1: padding. */
export interface TowerLayout {
  view: ActiveTower;
  /** Padded input column → packed input column. A vec4 holds columns of one table; those that train come first. */
  inputs: Int32Array;
  /** Padded input column → its table. */
  tableOf: Uint8Array;
  /** By table: where its vec4s that train stand, and how many there are. */
  trained: { start: number; count: number }[];
  /** Padded frozen unit → row of the output layer. Each earlier owner's units are padded to eight. */
  frozen: Int32Array;
}

/** Widths in scalars, multiples of eight, common to both towers while a stage trains. */
export interface Widths {
  inputs: number;
  /** Of the inputs, those in vec4s that train. */
  trained: number;
  frozen: number;
  hidden: number;
  outputs: number;
}

export function layoutOfBlock(tower: Tower, owner: number, granularity: Model['granularity']): TowerLayout {
  const view = activeTower(tower, owner, granularity);
  return { view, ...inputPlaces(tower, view, owner), frozen: frozenPlaces(tower, view, owner) };
}

/** Signals are computed for the vec4s that train only, so they stand together in front. */
function inputPlaces(
  tower: Tower,
  { columns }: ActiveTower,
  owner: number,
): Pick<TowerLayout, 'inputs' | 'tableOf' | 'trained'> {
  const owned = (packed: number) => tower.owners.columns[columns[packed]!] === owner;
  let packed = 0;
  const fours = tower.tables.flatMap((table, slot) => {
    const own = Array.from(localColumns(table, columns), () => packed++);
    const ordered = [...own.filter(owned), ...own.filter((column) => !owned(column))];
    return Array.from({ length: Math.ceil(own.length / 4) }, (_, four) => ({
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
      const own = inOrder.filter((four) => four.slot === slot && trains(four));
      return { start: own[0] ? inOrder.indexOf(own[0]) : 0, count: own.length };
    }),
  };
}

function frozenPlaces(tower: Tower, { frozenUnits }: ActiveTower, owner: number): Int32Array {
  if (frozenUnits.length === 0) return new Int32Array(0);
  const owners = hiddenOwners(tower);
  const places: number[] = [];
  let packed = 0;
  for (let earlier = 0; earlier < owner; earlier++) {
    const count = owners.filter((byte) => byte === earlier).length;
    for (let place = 0; place < padTo(8, count); place++) places.push(place < count ? packed++ : -1);
  }
  return Int32Array.from(places);
}

/** The least widths that hold all of `layouts`. */
export function widthsOf(layouts: readonly TowerLayout[]): Widths {
  const most = (width: (layout: TowerLayout) => number) =>
    layouts.reduce((largest, layout) => Math.max(largest, padTo(8, width(layout))), 0);
  return {
    inputs: Math.max(
      8,
      most(({ inputs }) => inputs.length),
    ),
    trained: Math.max(
      8,
      most(({ trained }) => 4 * trained.reduce((sum, { count }) => sum + count, 0)),
    ),
    frozen: most(({ frozen }) => frozen.length),
    hidden: Math.max(
      8,
      most(({ view }) => view.units.length),
    ),
    outputs: Math.max(
      8,
      most(({ view }) => view.outputs.length),
    ),
  };
}

/** Starts within one side's layers, in vec4s; the hidden matrix starts at 0. */
export function layerStarts({ inputs, frozen, hidden, outputs }: Widths) {
  const hiddenBias = (inputs * hidden) / 4;
  const outputMatrix = hiddenBias + hidden / 4;
  const outputBias = outputMatrix + ((frozen + hidden) * outputs) / 4;
  return { hiddenBias, outputMatrix, outputBias, layerSize: outputBias + outputs / 4 };
}

/** Where each scalar of one side's layers lies in the tower's arrays; −1: its value is 0. */
export interface LayerPlaces {
  hidden: Int32Array;
  output: Int32Array;
}

export function layerPlaces({ view, inputs, frozen }: TowerLayout, widths: Widths): LayerPlaces {
  const { hidden, output } = view;
  const hiddenRows = Int32Array.from({ length: widths.inputs }, (_, row) => inputs[row] ?? -1);
  const outputRows = Int32Array.from({ length: widths.frozen + widths.hidden }, (_, row) => {
    if (row < widths.frozen) return frozen[row] ?? -1;
    const unit = row - widths.frozen;
    return unit < view.units.length ? view.frozenUnits.length + unit : -1;
  });
  return {
    hidden: paddedPlaces(hidden, hiddenRows, widths.hidden),
    output: paddedPlaces(output, outputRows, widths.outputs),
  };
}

/** [rows × width], then the bias [width]. */
function paddedPlaces(
  { units, weightPlaces, biasPlaces }: ActiveTower['hidden'],
  rows: Int32Array,
  width: number,
): Int32Array {
  const places = new Int32Array((rows.length + 1) * width).fill(-1);
  rows.forEach((row, padded) => {
    if (row < 0) return;
    places.set(weightPlaces.subarray(row * units, (row + 1) * units), padded * width);
  });
  places.set(biasPlaces, rows.length * width);
  return places;
}

/** The layers of one tower as they lie on the GPU. → [4 · layerSize] */
export function packLayers(
  tower: Pick<Tower, 'hidden' | 'output'>,
  places: LayerPlaces,
): Float32Array<ArrayBuffer> {
  return joined(
    places,
    (place) => tower.hidden[place]!,
    (place) => tower.output[place]!,
  );
}

/** 1 where the owner trains. → [4 · layerSize] */
export function trainedMask(
  { owners }: Tower,
  places: LayerPlaces,
  owner: number,
): Float32Array<ArrayBuffer> {
  return joined(
    places,
    (place) => Number(owners.hidden[place] === owner),
    (place) => Number(owners.output[place] === owner),
  );
}

function joined(
  { hidden, output }: LayerPlaces,
  ofHidden: (place: number) => number,
  ofOutput: (place: number) => number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(hidden.length + output.length);
  hidden.forEach((place, index) => {
    if (place >= 0) values[index] = ofHidden(place);
  });
  output.forEach((place, index) => {
    if (place >= 0) values[hidden.length + index] = ofOutput(place);
  });
  return values;
}
