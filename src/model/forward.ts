/** The forward pass of the reference: one tower in float64, with the effective weights W ⊙ [owner ≤ t]. */
import { OBJECTIVES } from '../data/schema';
import { meanSeenRow } from './inputs';
import { type EncodedSide, meanOfRows, rowsOf } from './lookups';
import { outputOwners } from './ownership';
import type { Tower } from './tower';

/** One entity's layers in the forward pass, with the effective weights of one objective. */
export interface Activations {
  /** [D] */
  input: Float64Array;
  /** [H], after ReLU. */
  hidden: Float64Array;
  /** [K], 0 outside the objective's own output units. */
  output: Float64Array;
}

export interface ForwardPass {
  /** Byte of the objective whose weights train. */
  owner: number;
  entities: Int32Array;
  side: EncodedSide;
  /** [entities] */
  activations: Activations[];
  /** [entities][K] blocks 0 … base of each vector: what the owner's score adds to. */
  base: Float64Array[];
}

/** Passes entities through a tower with the owner's effective weights, and through those of its base. */
export function forward(
  tower: Tower,
  { side, entities, owner, base }: { side: EncodedSide; entities: Int32Array; owner: number; base: number },
): ForwardPass {
  const inputs = Array.from(entities, (entity) => inputOf(tower, side, entity));
  return {
    owner,
    entities,
    side,
    activations: inputs.map((input) => passThrough(tower, input, owner)),
    base: inputs.map((input) => sumOfBlocks(tower, input, base)),
  };
}

/** Returns x [D]: of every table the mean of the rows that the entity reads. */
function inputOf(tower: Tower, side: EncodedSide, entity: number): Float64Array {
  const input = new Float64Array(tower.inputWidth);
  tower.tables.forEach((table, index) => {
    const rows = rowsOf(side.lookups[index]!, entity);
    for (let column = 0; column < table.width; column++) {
      input[table.firstColumn + column] = meanOfRows(table, rows, column);
    }
  });
  return input;
}

/**
 * h = relu(x·(W₁ ⊙ [owner ≤ t])), e^t = h·(W₂ ⊙ [owner ≤ t]) on the output units that t owns: an objective reads
 * its own weights and those frozen before it. input [D]
 */
function passThrough(tower: Tower, input: Float64Array, owner: number): Activations {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  const hidden = new Float64Array(hiddenWidth);
  for (let unit = 0; unit < hiddenWidth; unit++) {
    let sum = 0;
    for (let row = 0; row <= inputWidth; row++) {
      const index = row * hiddenWidth + unit;
      if (owners.hidden[index]! <= owner) sum += (row < inputWidth ? input[row]! : 1) * tower.hidden[index]!;
    }
    hidden[unit] = Math.max(0, sum);
  }
  const output = new Float64Array(outputWidth);
  outputOwners(tower).forEach((unitOwner, unit) => {
    if (unitOwner !== owner) return;
    let sum = 0;
    for (let row = 0; row <= hiddenWidth; row++) {
      const index = row * outputWidth + unit;
      if (owners.output[index]! <= owner)
        sum += (row < hiddenWidth ? hidden[row]! : 1) * tower.output[index]!;
    }
    output[unit] = sum;
  });
  return { input, hidden, output };
}

/** Returns blocks 0 … last of a vector, side by side in their own units. [K] */
function sumOfBlocks(tower: Tower, input: Float64Array, last: number): Float64Array {
  const vector = new Float64Array(tower.outputWidth);
  for (let owner = 0; owner <= last; owner++) {
    passThrough(tower, input, owner).output.forEach((value, unit) => {
      vector[unit]! += value;
    });
  }
  return vector;
}

/** Returns the output vector of an input [D], every block with its own effective weights. [K] */
export const inputVector = (tower: Tower, input: Float64Array): Float64Array =>
  sumOfBlocks(tower, input, OBJECTIVES.length - 1);

/** Returns the output vector of one entity, every block with its own effective weights; unseen ids take the mean row. */
export function referenceVector(tower: Tower, side: EncodedSide, entity: number): Float64Array {
  const input = inputOf(tower, side, entity);
  if (!side.seen[entity]) input.set(meanSeenRow(tower.tables[0]!, side.seen));
  return inputVector(tower, input);
}
