/** The optimiser's state of an array of weights between two steps, as plain data; the same for every engine. */
import { CodedError } from '../coded';
import type { Weights } from '../model/tower';

/** Adam's moments of an array of weights between two steps. */
export interface AdamState {
  /** m, as long as the weights. */
  first: Weights;
  /** v, as long as the weights. */
  second: Weights;
  /** The decay of an embedding table; absent for a layer. */
  decay?: DecayState;
}

/** Lazy decay of a table: the running product of all factors, and its value at each row's last visit. */
export interface DecayState {
  now: number;
  /** [rows] */
  rows: Float64Array;
}

/** Copies a captured array over a live one. Throws CodedError (`snapshot-mismatch`) when the lengths differ. */
export function copyInto(target: Weights, source: ArrayLike<number>): void {
  if (target.length !== source.length) {
    throw new CodedError('snapshot-mismatch');
  }
  target.set(source);
}
