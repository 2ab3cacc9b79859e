/** A log's identity: two logs that train the same model have the same fingerprint. */
import { concatBytes, sha256Hex } from '../bytes';
import type { Feature, InteractionLog, Side } from './schema';

/**
 * SHA-256 (hex) over the objectives, both sides' ids and features, and the rows with their times.
 * Titles, the name, warnings and the truth do not enter: no model sees them.
 */
export async function fingerprintOf(log: Omit<InteractionLog, 'fingerprint'>): Promise<string> {
  const names = JSON.stringify([log.objectives, sideNames(log.users), sideNames(log.items)]);
  const arrays = [
    ...log.users.features.flatMap(placesOf),
    ...log.items.features.flatMap(placesOf),
    log.user,
    log.item,
    log.depth,
    ...(log.time ? [log.time] : []),
  ];
  return sha256Hex(concatBytes([new TextEncoder().encode(names), ...arrays]));
}

/** What of a side is text, and which features are lists; their indices are hashed as bytes. */
function sideNames(side: Side): unknown[] {
  const named = (feature: Feature) => [
    feature.name,
    feature.values,
    ...(feature.kind === 'list' ? ['lists'] : []),
  ];
  return [side.ids, side.features.map(named)];
}

const placesOf = (feature: Feature): Int32Array[] =>
  feature.kind === 'list' ? [feature.starts, feature.entries] : [feature.index];
