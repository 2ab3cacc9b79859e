/**
 * Ownership of weights. One byte per scalar of a layer and one per embedding column is the only mask
 * there is: effective weights, gradients, pictures and checks all read it. Objective t computes with
 * W ⊙ [owner ≤ t], its own weights and those frozen before it, and trains W ⊙ [owner = t].
 *
 * At `unit` granularity the owner of connection j → k follows from the owners of j and k:
 * owner(k) where owner(j) ≤ owner(k), else blocked. The network is block-triangular, and a later
 * objective reads what an earlier one computes but never the other way round.
 */
import { BLOCKED, FREE } from './ownerBytes';
import { type Model, type Tower, towersOf } from './tower';

/** Returns [H] the owner of each hidden unit, which is the owner of its bias. */
export function hiddenOwners(tower: Tower): Uint8Array {
  const biasRow = tower.inputWidth * tower.hiddenWidth;
  return tower.owners.hidden.subarray(biasRow, biasRow + tower.hiddenWidth);
}

/** Returns [K] the owner of each output unit, which is the owner of its bias; the same in both towers. */
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
    zeroDisconnected(tower, model.granularity);
  }
}

/**
 * Rewrites the owners of all connections from the owners of the units they join, and sets blocked
 * weights to 0. At `weight` granularity the first layer keeps its own bytes, except that a free
 * column's whole row is free, and an output unit owns all its weights.
 */
export function zeroDisconnected(tower: Tower, granularity: Model['granularity']): void {
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
      const isBlocked = inputOwners[input]! > owner;
      owners[input * units + unit] = isBlocked ? BLOCKED : owner;
      if (isBlocked) weights[input * units + unit] = 0;
    }
  }
}
