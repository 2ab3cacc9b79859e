/** What a row says of an exposure, as bits: a row may say more than one thing, and rows of a pair are joined by “or”. */
import type { PerObjective } from '../../schema';

export const OUTCOME_BITS = { exposure: 1, click: 2, conversion: 4 } as const satisfies PerObjective<number>;

/** Depth by bits: 0 exposure, 1 click, 2 conversion. */
const DEPTHS = [0, 0, 1, 1, 2, 2, 2, 2] as const;

/** Returns the depth of the deepest objective in `bits`; 0 where there is none. */
export const depthOf = (bits: number): number => DEPTHS[bits]!;
