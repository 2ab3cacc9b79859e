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
