/**
 * The part of a tower that a stage works with, packed densely: frozen hidden units become cached inputs of
 * the output layer, and weights of later owners are left out.
 */

import type { EncodedSide } from '../../model/lookups';
import { hiddenOwners, outputOwners } from '../../model/ownership';
import type { Model, Tower } from '../../model/tower';

/** A dense layer cut out of a tower's layer. Row-major [inputs × units], biases apart. */
export interface PackedLayer {
  inputs: number;
  units: number;
  /** [inputs × units] index of each packed weight in the tower's array; −1: its effective value is 0. */
  weightIndices: Int32Array;
  /** [units] index of each bias in the tower's array. */
  biasIndices: Int32Array;
}

/** The units and weights of a tower that compute the block of one owner. */
export interface ActiveTower {
  /** Input columns with owner ≤ t, ascending. */
  columns: Int32Array;
  /** Hidden units frozen earlier, by owner, then position. Empty at `weight` granularity. */
  frozenUnits: Int32Array;
  /** Hidden units computed for this block. */
  units: Int32Array;
  /** Output units that the owner t has, ascending. */
  outputs: Int32Array;
  /** columns → units */
  hidden: PackedLayer;
  /** frozen units, then units → outputs */
  output: PackedLayer;
}

/** One side whose entities all go through its tower. */
export interface EncodeOptions {
  tower: Tower;
  side: EncodedSide;
  granularity: Model['granularity'];
  /** Blocks of owners 0 … blocks − 1. */
  blocks: number;
  /** Whether unseen ids use the mean id row (serving) or their own (training). */
  meanForUnseen: boolean;
}

/**
 * Returns what computes block t of a vector. Every index list depends on owners ≤ t only, so that a frozen
 * block is computed at the same shapes, and thus bit-identically, ever after.
 */
export function activeTower(tower: Tower, owner: number, granularity: Model['granularity']): ActiveTower {
  const columns = indicesWhere(tower.owners.columns, (byte) => byte <= owner);
  const unitOwners = hiddenOwners(tower);
  const byUnit = granularity === 'unit';
  const frozenUnits = byUnit
    ? Int32Array.from(
        Array.from({ length: owner }, (_, earlier) => [
          ...indicesWhere(unitOwners, (byte) => byte === earlier),
        ]).flat(),
      )
    : new Int32Array(0);
  const units = indicesWhere(unitOwners, (byte) => (byUnit ? byte === owner : true));
  const outputs = indicesWhere(outputOwners(tower), (byte) => byte === owner);
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

function indicesWhere(owners: Uint8Array, matches: (byte: number) => boolean): Int32Array {
  return Int32Array.from([...owners.keys()].filter((index) => matches(owners[index]!)));
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
  const weightIndices = new Int32Array(rows.length * units.length);
  let packed = 0;
  for (const row of rows) {
    for (const unit of units) {
      const index = row * width + unit;
      weightIndices[packed++] = bytes[index]! <= owner ? index : -1;
    }
  }
  const biasIndices = units.map((unit) => biasRow * width + unit);
  return { inputs: rows.length, units: units.length, weightIndices, biasIndices };
}

/** Gathers values[indices[k]], and 0 where the index is −1. It runs at every step, so it is a plain loop. */
export function packValues(values: ArrayLike<number>, indices: Int32Array): Float32Array {
  const packed = new Float32Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k]!;
    if (index >= 0) packed[k] = values[index]!;
  }
  return packed;
}

/** The output vectors and hidden units of one tower for all entities of its side. */
export interface EncodedTower {
  /** [count × K], blocks in their own units, 0 where no encoded block owns the unit. */
  vectors: Float32Array;
  /** [count × hiddenWidth], each block's units padded to eight; `unit` granularity only. */
  hidden: Float32Array;
  hiddenWidth: number;
}
