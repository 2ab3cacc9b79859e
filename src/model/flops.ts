/**
 * The arithmetic of a gradient step, counted from shapes: what methods can be compared by on whatever engine,
 * where seconds say as much of the engine as of the method. (ours)
 *
 * Counted are the matrix products of a step, forward and backward, two operations (a multiplication and an
 * addition) for each pair of numbers, at the shapes of the active subnetwork without an engine's padding. Not
 * counted is what grows with neither width squared nor the pairs of a batch: lookups, biases, ReLU, softmax,
 * Adam; and what is not a step: validation, pruning, caches of what is frozen.
 */

import type { Granularity } from '../config';
import { hiddenOwners, outputOwners } from './ownership';
import type { Model, Tower } from './tower';

/** Operations for one multiplication and the addition of its product. */
export const FLOPS_PER_PRODUCT = 2;

/** Rows of one term of a step. */
export interface TermShape {
  /** B */
  users: number;
  /** C */
  candidates: number;
}

/** Widths of the part of a tower that trains one owner's block. */
interface ActiveWidths {
  /** Columns that are read, and those of them that train. */
  inputs: number;
  trained: number;
  /** Hidden units frozen earlier, which are cached, and those that are computed. */
  frozen: number;
  hidden: number;
  outputs: number;
}

function activeWidths(tower: Tower, owner: number, granularity: Granularity): ActiveWidths {
  const { columns } = tower.owners;
  const units = hiddenOwners(tower);
  const count = (owners: Uint8Array, matches: (byte: number) => boolean) => owners.filter(matches).length;
  const isOwn = (byte: number) => byte === owner;
  const byUnit = granularity === 'unit';
  return {
    inputs: count(columns, (byte) => byte <= owner),
    trained: count(columns, isOwn),
    frozen: byUnit ? count(units, (byte) => byte < owner) : 0,
    hidden: byUnit ? count(units, isOwn) : units.length,
    outputs: count(outputOwners(tower), isOwn),
  };
}

/**
 * Products of one row's way through a tower and back:
 * forward D·H + (F + H)·K; gradients of the weights the same; of the units H·K; of the inputs D'·H.
 */
const rowProducts = ({ inputs, trained, frozen, hidden, outputs }: ActiveWidths): number =>
  2 * (inputs * hidden + (frozen + hidden) * outputs) + hidden * outputs + trained * hidden;

/**
 * Counts the floating-point operations of one step of masked two-towers:
 * 2 Σ_terms [ B·row(users) + C·row(items) + B·C·(3K + U + T) ], a score and both its gradients over the K own
 * outputs; U, the outputs of earlier owners, where scores add to a base; T, the teacher's width, in the first
 * term where there is a teacher. At weight granularity every hidden unit is computed, masked weights too.
 */
export function towersStepFlops(
  model: Model,
  spec: { owner: number; additive?: boolean | undefined; teacherWidth: number },
  terms: readonly TermShape[],
): number {
  const { owner, additive, teacherWidth } = spec;
  const [users, items] = [model.users, model.items].map((tower) =>
    activeWidths(tower, owner, model.granularity),
  ) as [ActiveWidths, ActiveWidths];
  const base = additive === false ? 0 : outputOwners(model.users).filter((byte) => byte < owner).length;
  const products = terms.map((term, index) => {
    const pair = 3 * users.outputs + base + (index === 0 ? teacherWidth : 0);
    return (
      term.users * rowProducts(users) +
      term.candidates * rowProducts(items) +
      term.users * term.candidates * pair
    );
  });
  return FLOPS_PER_PRODUCT * products.reduce((sum, value) => sum + value, 0);
}
