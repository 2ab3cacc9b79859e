/** A training row's model and batches as bytes, for PyTorch: the same numbers as every other engine's. */
import { logitOffsets } from '../src/engine/candidates';
import { type EncodedSide, lookupsOf } from '../src/model/lookups';
import type { Tower } from '../src/model/tower';
import { LEARNING_RATE, type Workload } from './workload';

type Values = Float32Array | Int32Array;

/** Name, type of element and shape of an array; the arrays' bytes follow the message in this order. */
type ArrayDescription = readonly [name: string, kind: 'float32' | 'int32', shape: readonly number[]];

export interface TorchOptions {
  /** Gradients of tables hold the looked-up rows only, and SparseAdam updates these. */
  sparse: boolean;
  threads: number;
}

/** Returns the first request of torchStep.py: a line of JSON, then the arrays. */
export function torchMessage({ model, sides, batches }: Workload, options: TorchOptions): Uint8Array[] {
  const descriptions: ArrayDescription[] = [];
  const values: Values[] = [];
  const add = (name: string, shape: readonly number[], array: Values) => {
    descriptions.push([name, array instanceof Int32Array ? 'int32' : 'float32', shape]);
    values.push(array);
  };
  addTower(add, 'users', model.users);
  addTower(add, 'items', model.items);
  for (const [index, batch] of batches.entries()) {
    addLookups(add, `users rows ${index}`, sides.users, batch.users);
    addLookups(add, `items rows ${index}`, sides.items, batch.candidates);
    add(`offsets ${index}`, [batch.users.length, batch.candidates.length], logitOffsets(batch));
  }
  const header = {
    ...options,
    rate: LEARNING_RATE,
    batches: batches.length,
    tables: { users: model.users.tables.length, items: model.items.tables.length },
    arrays: descriptions,
  };
  const bytes = values.map(({ buffer, byteOffset, byteLength }) => {
    return new Uint8Array(buffer, byteOffset, byteLength);
  });
  return [new TextEncoder().encode(`${JSON.stringify(header)}\n`), ...bytes];
}

type Add = (name: string, shape: readonly number[], array: Values) => void;

function addTower(add: Add, side: string, tower: Tower): void {
  const { inputWidth, hiddenWidth, outputWidth } = tower;
  tower.tables.forEach(({ weights, rows, width }, table) => {
    add(`${side} table ${table}`, [rows, width], Float32Array.from(weights).slice(0, rows * width));
  });
  const layer = (weights: ArrayLike<number>, names: readonly [string, string], [rows, columns]: number[]) => {
    const all = Float32Array.from(weights);
    add(`${side} ${names[0]}`, [rows!, columns!], all.slice(0, rows! * columns!));
    add(`${side} ${names[1]}`, [columns!], all.slice(all.length - columns!));
  };
  layer(tower.hidden, ['W1', 'b1'], [inputWidth, hiddenWidth]);
  layer(tower.output, ['W2', 'b2'], [hiddenWidth, outputWidth]);
}

function addLookups(add: Add, name: string, side: EncodedSide, entities: Int32Array): void {
  side.lookups.forEach((lookup, table) => {
    add(`${name} ${table}`, [entities.length], Int32Array.from(lookupsOf(lookup, entities).rows));
  });
}
