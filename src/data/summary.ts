/** Summary of a loaded log: its counts, objectives and warnings. */
import type { InteractionLog, Issue, Objective, PerObjective } from './schema';

/** Summary of a log, as the page and scripts show it. */
export interface DatasetSummary {
  name: string;
  users: number;
  items: number;
  rows: number;
  exposures: number;
  clicks: number;
  conversions: number;
  objectives: Objective[];
  /** The person's own names of them, where given. */
  names?: Partial<PerObjective<string>>;
  features: string[];
  warnings: Issue[];
  fingerprint: string;
}

/** Summarises a log: `rows` as read, `exposures` the pairs left after merging. */
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
