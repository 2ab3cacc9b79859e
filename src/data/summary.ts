/** What a person is told of a loaded log. */
import type { DatasetSummary, InteractionLog } from './schema';

/** Counts of the log: `rows` as read, `exposures` the pairs left after merging. */
export function summarise(log: InteractionLog): DatasetSummary {
  const reached = [0, 0, 0];
  for (const depth of log.depth) reached[depth]!++;
  const conversions = reached[2]!;
  return {
    name: log.name,
    users: log.users.ids.length,
    items: log.items.ids.length,
    rows: log.rowsRead,
    exposures: log.depth.length,
    clicks: reached[1]! + conversions,
    conversions,
    objectives: [...log.objectives],
    ...(log.names && { names: { ...log.names } }),
    features: [...log.users.features, ...log.items.features].map(({ name }) => name),
    warnings: [...log.warnings],
    fingerprint: log.fingerprint,
  };
}
