/**
 * Who owns a weight. One byte per scalar of a layer and one per embedding column is the only mask
 * there is: effective weights, gradients, pictures and checks all read it.
 *
 * At `unit` granularity the owner of connection j → k follows from the owners of j and k:
 * owner(k) where owner(j) ≤ owner(k), else blocked. The network is block-triangular, and a later
 * objective reads what an earlier one computes but never the other way round.
 */
import { OBJECTIVES } from '../data/schema';
import { BLOCKED, FREE } from './ownerBytes';
import type { Model, Tower } from './parameters';

export const towersOf = (model: Model): Tower[] => [model.users, model.items];

/** [H] a hidden unit's owner is the owner of its bias. */
export function hiddenOwners(tower: Tower): Uint8Array {
  const biasRow = tower.inputWidth * tower.hiddenWidth;
  return tower.owners.hidden.subarray(biasRow, biasRow + tower.hiddenWidth);
}

/** [K] an output unit's owner is the owner of its bias; the same in both towers. */
export function outputOwners(tower: Tower): Uint8Array {
  const biasRow = tower.hiddenWidth * tower.outputWidth;
  return tower.owners.output.subarray(biasRow, biasRow + tower.outputWidth);
}

/** Gives every free weight, unit and embedding column to an objective. */
export function claimFree(model: Model, owner: number): void {
  for (const tower of towersOf(model)) {
    for (const owners of Object.values(tower.owners)) {
      owners.forEach((byte, index) => {
        if (byte === FREE) owners[index] = owner;
      });
    }
    connect(tower, model.granularity);
  }
}

/**
 * Rewrites the owners of all connections from the owners of the units they join, and sets blocked
 * weights to 0. At `weight` granularity the first layer keeps its own bytes, except that a free
 * column's whole row is free, and an output unit owns all its weights.
 */
export function connect(tower: Tower, granularity: Model['granularity']): void {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  if (granularity === 'unit') {
    joinLayer(tower.hidden, owners.hidden, owners.columns, hiddenOwners(tower));
    joinLayer(tower.output, owners.output, hiddenOwners(tower), outputOwners(tower));
    return;
  }
  for (let column = 0; column < inputWidth; column++) {
    if (owners.columns[column] !== FREE) continue;
    owners.hidden.fill(FREE, column * hiddenWidth, (column + 1) * hiddenWidth);
  }
  for (let row = 0; row < hiddenWidth; row++) {
    owners.output.set(outputOwners(tower), row * outputWidth);
  }
}

function joinLayer(
  weights: { [index: number]: number },
  owners: Uint8Array,
  inputOwners: Uint8Array,
  unitOwners: Uint8Array,
): void {
  const units = unitOwners.length;
  for (let input = 0; input < inputOwners.length; input++) {
    for (let unit = 0; unit < units; unit++) {
      const owner = unitOwners[unit]!;
      const blocked = inputOwners[input]! > owner;
      owners[input * units + unit] = blocked ? BLOCKED : owner;
      if (blocked) weights[input * units + unit] = 0;
    }
  }
}

/** Counts of bytes: by objective, free, blocked. */
export interface OwnerTally {
  byObjective: number[];
  free: number;
  blocked: number;
}

/** How many bytes each owner holds, each byte standing for `scale` scalars. */
export function tallyOwners(owners: Uint8Array, scale = 1): OwnerTally {
  const tally: OwnerTally = { byObjective: OBJECTIVES.map(() => 0), free: 0, blocked: 0 };
  for (const byte of owners) {
    if (byte === FREE) tally.free += scale;
    else if (byte === BLOCKED) tally.blocked += scale;
    else tally.byObjective[byte] = tally.byObjective[byte]! + scale;
  }
  return tally;
}
