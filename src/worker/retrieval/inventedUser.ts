/** A user whom the log does not have, scored from chosen features and liked items. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import { coldVector, towardsLiked } from '../../model/coldStart';
import { vectorScorer } from '../../retrieve/vectorScorer';
import type { InventedUser, UserView } from '../protocol/retrieval';
import type { SessionRun } from '../training/sessionRun';

/** Throws CodedError: `no-cold-start` where the run has no masked towers, `unknown-item-id` for an item that is not there. */
export function inventedUserView(
  { trained, summary }: SessionRun,
  { log, seen }: Dataset,
  { features, likedItemIds }: InventedUser,
): UserView {
  if (trained?.model.kind !== 'towers') throw new CodedError('no-cold-start', { method: summary.method });
  const { vectors, model } = trained;
  const { width, blocks } = vectors;
  const rows = log.users.features.map(({ name, values }) =>
    Int32Array.from((features[name] ?? []).map((value) => values.indexOf(value)).filter((row) => row >= 0)),
  );
  const liked = likedItemIds.map((id) => itemIndex(log.items.ids, id));
  const vector = towardsLiked(coldVector(model.users, seen.users, rows), {
    liked: liked.map((item) => vectors.items.subarray(item * width, (item + 1) * width)),
    users: vectors.users,
    blocks,
  });
  const objectives = log.objectives.length;
  const scores = log.objectives.map(() => new Float32Array(log.items.ids.length));
  vectorScorer({ ...vectors, users: vector, objectives }).score(0, scores);
  const removed = new Uint8Array(log.items.ids.length);
  for (const item of liked) removed[item] = 1;
  return { user: -1, scores, removed, history: liked.map((item) => ({ item, depth: 1 })), test: [] };
}

function itemIndex(ids: readonly string[], id: string): number {
  const index = ids.indexOf(id);
  if (index >= 0) return index;
  throw new CodedError('unknown-item-id', { item: id });
}
