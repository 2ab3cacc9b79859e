/** Writes a log as CSV that reads back as the same log. */
import Papa from 'papaparse';
import { valuesOf } from '../featureValues';
import type { Feature, InteractionLog, Side } from '../schema';
import { LIST_SEPARATOR } from './features/listCell';
import type { ColumnMapping } from './understand/mappingTypes';

/** Returns the mapping with which readCsv reads the written file back, without guessing. */
export function mappingOf({ users, items, time }: InteractionLog): Partial<ColumnMapping> {
  return {
    shape: 'flags',
    user: 'user_id',
    item: 'item_id',
    exposure: 'exposure',
    click: 'click',
    conversion: 'conversion',
    timestamp: time ? 'timestamp' : '',
    // Seconds; times that are an order only may be negative.
    ...(time && { timeFormat: time.some((moment) => moment < 0) ? 'order' : 'seconds' }),
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

const listsOf = ({ features }: Side) => features.filter((feature) => feature.kind === 'list');

const cellOf = (feature: Feature, entity: number) => valuesOf(feature, entity).join(LIST_SEPARATOR);

/** Rows in one part of the file. */
const PART = 20_000;

/**
 * One row for each pair; times in seconds with microseconds, features as their values (bins as their
 * labels, lists as a|b|c) under the names `user …` and `item …`. Users' titles and a sample's truth stay
 * behind. Yields parts, so that the writer can report progress; the first begins with the header.
 */
export function* csvParts(log: InteractionLog): Generator<{ text: string; rows: number }> {
  const { users, items, time } = log;
  const fields = [
    'user_id',
    'item_id',
    'exposure',
    'click',
    'conversion',
    ...(time ? ['timestamp'] : []),
    ...(items.titles ? ['title'] : []),
    ...users.features.map(({ name }) => `user ${name}`),
    ...items.features.map(({ name }) => `item ${name}`),
  ];
  const cellsOf = (row: number) => {
    const [user, item, depth] = [log.user[row]!, log.item[row]!, log.depth[row]!] as const;
    return [
      users.ids[user],
      items.ids[item],
      1,
      depth >= 1 ? 1 : 0,
      depth >= 2 ? 1 : 0,
      ...(time ? [(time[row]! / 1000).toFixed(6)] : []),
      ...(items.titles ? [items.titles[item]] : []),
      ...users.features.map((feature) => cellOf(feature, user)),
      ...items.features.map((feature) => cellOf(feature, item)),
    ];
  };
  const written = (data: unknown[][]) => `${Papa.unparse(data, { newline: '\n' })}\n`;
  yield { text: written([fields]), rows: 0 };
  for (let start = 0; start < log.depth.length; start += PART) {
    const length = Math.min(PART, log.depth.length - start);
    const text = written(Array.from({ length }, (_, index) => cellsOf(start + index)));
    yield { text, rows: start + length };
  }
}
