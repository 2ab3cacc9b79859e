/** Owners in their fixed order, and the bytes that stand for them in a mask picture. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import { BLOCKED, FREE } from '../../model/ownerBytes';
import type { OwnerCounts } from '../../worker/protocol/training';

export const OWNERS = [...OBJECTIVES, 'free', 'blocked'] as const;
export type Owner = Objective | 'free' | 'blocked';

/** The owner behind a byte: 0, 1, 2 the objectives, 254 free, 255 blocked. Throws RangeError for others. */
export function ownerOfByte(byte: number): Owner {
  if (byte === BLOCKED) return 'blocked';
  if (byte === FREE) return 'free';
  const objective = OBJECTIVES[byte];
  if (!objective) throw new RangeError(`no owner has byte ${byte}`);
  return objective;
}

/** Each owner's part of all weights, 0 … 1, owners of nothing left out. */
export function ownerShares(counts: OwnerCounts): { owner: Owner; share: number }[] {
  const total = OWNERS.reduce((sum, owner) => sum + counts[owner], 0);
  return OWNERS.filter((owner) => counts[owner] > 0).map((owner) => ({
    owner,
    share: counts[owner] / total,
  }));
}
