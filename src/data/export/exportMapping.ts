/** What a script says to read an exported CSV or Parquet file back without any guess. */
import type { ColumnMapping } from '../csv/understand/mappingTypes';
import type { InteractionLog, Side } from '../schema';

/** Returns the mapping of the table that `logTable` describes, as CSV or as Parquet. */
export function mappingOf(
  { users, items, time }: InteractionLog,
  format: 'csv' | 'parquet' = 'csv',
): Partial<ColumnMapping> {
  return {
    shape: 'flags',
    user: 'user_id',
    item: 'item_id',
    exposure: 'exposure',
    click: 'click',
    conversion: 'conversion',
    timestamp: time ? 'timestamp' : '',
    ...(time && { timeFormat: format === 'parquet' ? 'yyyy-mm-dd' : numbersOf(time) }),
    title: items.titles ? 'title' : '',
    userFeatures: users.features.map(({ name }) => `user ${name}`),
    itemFeatures: items.features.map(({ name }) => `item ${name}`),
    numericFeatures: [],
    listFeatures: [
      ...listsOf(users).map(({ name }) => `user ${name}`),
      ...listsOf(items).map(({ name }) => `item ${name}`),
    ],
    separator: ',',
    header: true,
  };
}

/** Seconds; times that are an order only may be negative. */
const numbersOf = (time: ArrayLike<number>) =>
  Array.from(time).some((moment) => moment < 0) ? 'order' : 'seconds';

const listsOf = ({ features }: Side) => features.filter((feature) => feature.kind === 'list');
