/** Requires that every objective of a plan has units to train: no product is ever of width 0. */
import { CodedError } from '../coded';
import type { Config } from '../config';
import type { Objective } from '../data/schema';
import { ownerOf } from '../model/ownerBytes';
import { hiddenOwners, outputOwners } from '../model/ownership';
import { type Model, towersOf } from '../model/tower';
import { type Plan, trainedOwners } from './plan';

/**
 * Requires a hidden and an output unit for each objective that trains weights of its own. That suffices, whatever
 * τ is: a release leaves one for each later objective (model/prune.ts). Throws CodedError `too-narrow`.
 */
export function checkWidths(
  plan: Plan,
  { hiddenWidth, outputWidth }: Pick<Config, 'hiddenWidth' | 'outputWidth'>,
): void {
  const objectives = trainedOwners(plan).length;
  if (Math.min(hiddenWidth, outputWidth) >= objectives) return;
  throw new CodedError('too-narrow', { objectives, hidden: hiddenWidth, output: outputWidth });
}

/**
 * Requires that the objective owns a unit of each layer that it computes; a training saved by an earlier version
 * may have left it none. At `weight` granularity it passes all hidden units. Throws CodedError `no-units-left`.
 */
export function checkUnits(model: Model, objective: Objective): void {
  const owner = ownerOf(objective);
  for (const tower of towersOf(model)) {
    const layers = {
      output: outputOwners(tower),
      ...(model.granularity === 'unit' && { hidden: hiddenOwners(tower) }),
    };
    for (const [layer, owners] of Object.entries(layers)) {
      if (!owners.includes(owner)) throw new CodedError('no-units-left', { objective, layer });
    }
  }
}
