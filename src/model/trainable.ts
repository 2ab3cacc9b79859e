/** The trainer's models, of either kind: masked two-towers or a network. */
import { CodedError } from '../coded';
import { type Network, networkArrays, scoreLayout } from './extra/network';
import { outputOwners } from './ownership';
import { type Model, ownerArrays, type Weights, weightArrays } from './tower';
import type { Vectors } from './vectors';

export type Trainable = Model | Network;

/** Returns the model when it is masked two-towers. Throws CodedError `no-masks` for a network. */
export function maskedModel(trainable: Trainable): Model {
  if (trainable.kind === 'towers') return trainable;
  throw new CodedError('no-masks');
}

/** Returns every trainable array, in a fixed order. */
export const trainedArrays = (trainable: Trainable): Weights[] =>
  trainable.kind === 'network' ? networkArrays(trainable) : weightArrays(trainable);

/** Returns every array of owners; none for a network. */
export const ownersOf = (trainable: Trainable): Uint8Array[] =>
  trainable.kind === 'network' ? [] : ownerArrays(trainable);

/**
 * Computes ‖w − w′‖ ÷ ‖w′‖ over all trainable scalars: how far they moved from a copy w′ of `copyState`; 0 where
 * that is all 0.
 */
export function relativeChange(trainable: Trainable, before: readonly ArrayLike<number>[]): number {
  let change = 0;
  let norm = 0;
  for (const [position, array] of trainedArrays(trainable).entries()) {
    const old = before[position]!;
    for (let index = 0; index < array.length; index++) {
      const value = old[index]!;
      const moved = array[index]! - value;
      change += moved * moved;
      norm += value * value;
    }
  }
  return norm > 0 ? Math.sqrt(change / norm) : 0;
}

/** Counts the trainable scalars. */
export function parameterCount(trainable: Trainable): number {
  return trainedArrays(trainable).reduce((sum, { length }) => sum + length, 0);
}

/** Returns all that training changes: weights, then owners, in a fixed order. */
const stateArrays = (trainable: Trainable): (Weights | Uint8Array)[] => [
  ...trainedArrays(trainable),
  ...ownersOf(trainable),
];

/** Copies all that training changes. */
export const copyState = (trainable: Trainable): (Weights | Uint8Array)[] =>
  stateArrays(trainable).map((array) => array.slice());

/** Restores a copy of `copyState`. Throws RangeError when an array has another length. */
export function restoreArrays(target: Trainable, from: readonly ArrayLike<number>[]): void {
  const into = stateArrays(target);
  if (into.length !== from.length || into.some(({ length }, index) => from[index]!.length !== length)) {
    throw new RangeError('arrays do not match the model');
  }
  for (const [index, array] of into.entries()) array.set(from[index]!);
}

/** Returns K, the owner of each output unit, and how the blocks form scores. */
export function vectorLayout(trainable: Trainable): Omit<Vectors, 'users' | 'items'> {
  if (trainable.kind === 'network') return scoreLayout(trainable.architecture);
  const { users, scores } = trainable;
  return { width: users.outputWidth, blocks: outputOwners(users).slice(), scores };
}
