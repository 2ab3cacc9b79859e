/**
 * Ownership bytes as plain data: which byte stands for which owner of a weight. The page draws masks from them
 * without loading the model.
 */
import { OBJECTIVES, type Objective } from '../data/schema';

/** Claimed by the next objective that trains. Above every objective's index, below BLOCKED. */
export const FREE = 254;
/** A connection from a later objective's unit into an earlier one's: always 0. */
export const BLOCKED = 255;
/** Every byte that is an owner. */
export const OWNER_BYTES: readonly number[] = [...OBJECTIVES.keys(), FREE, BLOCKED];

/** Returns the byte of an objective: exposure 0, click 1, conversion 2. */
export function ownerOf(objective: Objective): number {
  return OBJECTIVES.indexOf(objective);
}

/** Counts of bytes: by objective, free, blocked. */
export interface OwnerTally {
  byObjective: number[];
  free: number;
  blocked: number;
}

/** Counts how many bytes each owner holds, each byte standing for `scale` scalars. */
export function tallyOwners(owners: Uint8Array, scale = 1): OwnerTally {
  const tally: OwnerTally = { byObjective: OBJECTIVES.map(() => 0), free: 0, blocked: 0 };
  for (const byte of owners) {
    if (byte === FREE) tally.free += scale;
    else if (byte === BLOCKED) tally.blocked += scale;
    else tally.byObjective[byte] = tally.byObjective[byte]! + scale;
  }
  return tally;
}
