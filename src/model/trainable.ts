/** What the trainer moves, whichever kind it is: masked two-towers or a network. */
import { layoutOf, type Network, networkArrays } from './network';
import { outputOwners } from './ownership';
import { type Model, ownerArrays, type Vectors, type Weights, weightArrays } from './parameters';

export type Trainable = Model | Network;

export const isNetwork = (trainable: Trainable): trainable is Network => 'architecture' in trainable;

/** For what only ownership bytes can do. Throws TypeError for a network, which has none. */
export function maskedModel(trainable: Trainable): Model {
  if (!isNetwork(trainable)) return trainable;
  throw new TypeError('This method has no masks: no weight of its network is owned by one objective.');
}

/** Every trainable array, in a fixed order. */
const trainedArrays = (trainable: Trainable): Weights[] =>
  isNetwork(trainable) ? networkArrays(trainable) : weightArrays(trainable);

/** Every array of owners; none for a network. */
const ownersOf = (trainable: Trainable): Uint8Array[] => (isNetwork(trainable) ? [] : ownerArrays(trainable));

/** Number of trainable scalars. */
export function parameterCount(trainable: Trainable): number {
  return trainedArrays(trainable).reduce((sum, { length }) => sum + length, 0);
}

/** All that training changes: weights, then owners, in a fixed order. */
const stateArrays = (trainable: Trainable): (Weights | Uint8Array)[] => [
  ...trainedArrays(trainable),
  ...ownersOf(trainable),
];

/** The same, sharing nothing with what moves on. */
export const copyState = (trainable: Trainable): (Weights | Uint8Array)[] =>
  stateArrays(trainable).map((array) => array.slice());

/** Puts back what `copyState` copied. Throws RangeError when an array has another length. */
export function restoreArrays(target: Trainable, from: readonly ArrayLike<number>[]): void {
  const into = stateArrays(target);
  if (into.length !== from.length || into.some(({ length }, index) => from[index]!.length !== length)) {
    throw new RangeError('These weights are of a model of another shape.');
  }
  for (const [index, array] of into.entries()) array.set(from[index]!);
}

/** K, who owns which output unit, and how the blocks make scores. */
export function vectorLayout(trainable: Trainable): Omit<Vectors, 'users' | 'items'> {
  if (isNetwork(trainable)) return layoutOf(trainable.architecture);
  const { users, scores } = trainable;
  return { width: users.outputWidth, blocks: outputOwners(users).slice(), scores };
}
