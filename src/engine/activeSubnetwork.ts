/**
 * The part of a tower that a stage works with, packed small: frozen hidden units become cached
 * inputs of the output layer, weights of later owners vanish, and what is left is what trains.
 */

import type { EncodedSide } from '../model/lookups';
import { hiddenOwners, outputOwners } from '../model/ownership';
import type { Model, Tower } from '../model/tower';

/** A dense layer cut out of a tower's layer. Row-major [inputs × units]; the bias apart. */
export interface PackedLayer {
  inputs: number;
  units: number;
  /** Where each packed weight lies in the tower's array; −1: its effective value is 0. */
  weightPlaces: Int32Array;
  /** [units] */
  biasPlaces: Int32Array;
}

export interface ActiveTower {
  /** Input columns with owner ≤ t, ascending. */
  columns: Int32Array;
  /** Hidden units frozen earlier, by owner, then position. Empty at `weight` granularity. */
  frozenUnits: Int32Array;
  /** Hidden units computed in this view. */
  units: Int32Array;
  /** Output units that t owns, ascending. */
  outputs: Int32Array;
  /** columns → units */
  hidden: PackedLayer;
  /** frozen units, then units → outputs */
  output: PackedLayer;
}

/** One side to run through its tower, for everybody on it. */
export interface EncodeOptions {
  tower: Tower;
  side: EncodedSide;
  granularity: Model['granularity'];
  /** Blocks of owners 0 … blocks − 1. */
  blocks: number;
  /** Unseen ids borrow the mean id row (serving), or keep their own (training). */
  meanForUnseen: boolean;
}

/** What computes block t of a vector. Every index list depends on owners ≤ t only, so that a frozen
 * block is computed at the same shapes, and thus bit-identically, ever after. */
export function activeTower(tower: Tower, owner: number, granularity: Model['granularity']): ActiveTower {
  const columns = positions(tower.owners.columns, (byte) => byte <= owner);
  const unitOwners = hiddenOwners(tower);
  const byUnit = granularity === 'unit';
  const frozenUnits = byUnit
    ? Int32Array.from(
        Array.from({ length: owner }, (_, earlier) => [
          ...positions(unitOwners, (byte) => byte === earlier),
        ]).flat(),
      )
    : new Int32Array(0);
  const units = positions(unitOwners, (byte) => (byUnit ? byte === owner : true));
  const outputs = positions(outputOwners(tower), (byte) => byte === owner);
  return {
    columns,
    frozenUnits,
    units,
    outputs,
    hidden: packLayer({
      rows: columns,
      units,
      width: tower.hiddenWidth,
      biasRow: tower.inputWidth,
      bytes: tower.owners.hidden,
      owner,
    }),
    output: packLayer({
      rows: Int32Array.from([...frozenUnits, ...units]),
      units: outputs,
      width: tower.outputWidth,
      biasRow: tower.hiddenWidth,
      bytes: tower.owners.output,
      owner,
    }),
  };
}

function positions(owners: Uint8Array, wanted: (byte: number) => boolean): Int32Array {
  return Int32Array.from([...owners.keys()].filter((index) => wanted(owners[index]!)));
}

interface LayerCut {
  rows: Int32Array;
  units: Int32Array;
  width: number;
  biasRow: number;
  bytes: Uint8Array;
  owner: number;
}

function packLayer({ rows, units, width, biasRow, bytes, owner }: LayerCut): PackedLayer {
  const weightPlaces = new Int32Array(rows.length * units.length);
  let place = 0;
  for (const row of rows) {
    for (const unit of units) {
      const index = row * width + unit;
      weightPlaces[place++] = bytes[index]! <= owner ? index : -1;
    }
  }
  const biasPlaces = units.map((unit) => biasRow * width + unit);
  return { inputs: rows.length, units: units.length, weightPlaces, biasPlaces };
}

/** The packed values of `places`; 0 where there is none. Called at every step: a plain loop, on purpose. */
export function packValues(values: ArrayLike<number>, places: Int32Array): Float32Array {
  const packed = new Float32Array(places.length);
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    if (place >= 0) packed[index] = values[place]!;
  }
  return packed;
}
