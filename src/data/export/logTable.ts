/** A log as a table with one row for each pair: what the CSV and the Parquet file hold. */
import { valuesOf } from '../featureValues';
import type { Feature, InteractionLog, Side } from '../schema';

interface Named {
  readonly name: string;
}

/** A column of the table. `at` gives the value of a pair's row in the log. */
export type LogColumn =
  | (Named & { readonly kind: 'text'; at(row: number): string })
  | (Named & { readonly kind: 'flag'; at(row: number): boolean })
  /** Milliseconds since 1970. */
  | (Named & { readonly kind: 'time'; at(row: number): number })
  | (Named & { readonly kind: 'value'; at(row: number): string })
  | (Named & { readonly kind: 'list'; at(row: number): readonly string[] });

/**
 * Returns user_id, item_id, exposure, click, conversion, then timestamp and title where the log has them, then
 * features under the names `user …` and `item …`: their values, bins as their labels. Users' titles and a
 * sample's truth stay behind.
 */
export function logTable({ user, item, depth, time, users, items }: InteractionLog): LogColumn[] {
  const { titles } = items;
  return [
    { name: 'user_id', kind: 'text', at: (row) => users.ids[user[row]!]! },
    { name: 'item_id', kind: 'text', at: (row) => items.ids[item[row]!]! },
    { name: 'exposure', kind: 'flag', at: () => true },
    { name: 'click', kind: 'flag', at: (row) => depth[row]! >= 1 },
    { name: 'conversion', kind: 'flag', at: (row) => depth[row]! >= 2 },
    ...(time ? [{ name: 'timestamp', kind: 'time', at: (row: number) => time[row]! } as const] : []),
    ...(titles
      ? [{ name: 'title', kind: 'text', at: (row: number) => titles[item[row]!] ?? '' } as const]
      : []),
    ...featureColumns(users, user, 'user'),
    ...featureColumns(items, item, 'item'),
  ];
}

function featureColumns({ features }: Side, entity: Int32Array, prefix: 'user' | 'item'): LogColumn[] {
  return features.map((feature) => featureColumn(feature, entity, `${prefix} ${feature.name}`));
}

function featureColumn(feature: Feature, entity: Int32Array, name: string): LogColumn {
  if (feature.kind === 'list') return { name, kind: 'list', at: (row) => valuesOf(feature, entity[row]!) };
  return { name, kind: 'value', at: (row) => feature.values[feature.index[entity[row]!]!]! };
}
