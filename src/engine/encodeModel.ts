/** The vectors that are served, from whatever encodes one tower at a time. */
import { OBJECTIVES } from '../data/schema';
import type { EncodedSides } from '../model/lookups';
import { outputOwners } from '../model/ownership';
import type { Model } from '../model/tower';
import type { Vectors } from '../model/vectors';
import type { EncodeOptions } from './stage/activeSubnetwork';

/** Encodes all users and items, every block with its own effective weights, unseen ids with the mean id row. */
export async function encodeModel(
  model: Model,
  sides: EncodedSides,
  encodeTower: (options: EncodeOptions) => Promise<{ vectors: Float32Array }>,
): Promise<Vectors> {
  const { granularity } = model;
  const shared = { granularity, blocks: OBJECTIVES.length, meanForUnseen: true };
  const users = await encodeTower({ tower: model.users, side: sides.users, ...shared });
  const items = await encodeTower({ tower: model.items, side: sides.items, ...shared });
  return {
    users: users.vectors,
    items: items.vectors,
    width: model.users.outputWidth,
    blocks: outputOwners(model.users).slice(),
    scores: model.scores,
  };
}
