/** Writes a log as RecBole's atomic files: one of interactions, one of users, one of items, in one zip. */
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { hasPipes, listText } from '../csv/features/listCell';
import { valuesOf } from '../featureValues';
import type { Feature, InteractionLog, Side } from '../schema';
import { secondsOf } from './logCsv';

/** Rows in one part of the file of interactions. */
const PART = 20_000;

/**
 * The three files: `.inter` holds user_id, item_id, click, conversion (where the log has it) and timestamp in
 * seconds; `.user` and `.item` the ids with their features, and items' titles. Tab-separated, each name with its
 * type. Yields after each part of the interactions how many rows are written, and returns the zip.
 */
export function* recboleZip(log: InteractionLog, base: string): Generator<number, Uint8Array<ArrayBuffer>> {
  const parts = [written([interactionHeader(log)])];
  for (let start = 0; start < log.depth.length; start += PART) {
    const length = Math.min(PART, log.depth.length - start);
    parts.push(written(Array.from({ length }, (_, index) => interactionOf(log, start + index))));
    yield start + length;
  }
  return zipSync({
    [`${base}.inter`]: strToU8(parts.join('')),
    [`${base}.user`]: strToU8(sideFile(log.users, 'user_id')),
    [`${base}.item`]: strToU8(sideFile(log.items, 'item_id')),
  });
}

const written = (rows: readonly (readonly string[])[]): string =>
  `${Papa.unparse(rows as string[][], { newline: '\n', delimiter: '\t' })}\n`;

function interactionHeader({ objectives, time }: InteractionLog): string[] {
  return [
    'user_id:token',
    'item_id:token',
    ...objectives.slice(1).map((objective) => `${objective}:float`),
    ...(time ? ['timestamp:float'] : []),
  ];
}

function interactionOf({ users, items, user, item, depth, objectives, time }: InteractionLog, row: number) {
  return [
    users.ids[user[row]!]!,
    items.ids[item[row]!]!,
    ...objectives.slice(1).map((_, index) => (depth[row]! > index ? '1' : '0')),
    ...(time ? [secondsOf(time[row]!)] : []),
  ];
}

/** Returns a side's ids, titles of items and features as a file. */
function sideFile({ ids, titles, features }: Side, id: 'user_id' | 'item_id'): string {
  const shownTitles = id === 'item_id' ? titles : undefined;
  const columns = features.map((feature) => featureColumn(feature, ids.length, id));
  const header = [
    `${id}:token`,
    ...(shownTitles ? ['title:token_seq'] : []),
    ...columns.map(({ name }) => name),
  ];
  const rows = ids.map((text, entity) => [
    text,
    ...(shownTitles ? [shownTitles[entity] ?? ''] : []),
    ...columns.map(({ cells }) => cells[entity]!),
  ]);
  return written([header, ...rows]);
}

/** Names that the columns beside a side's features have. */
const TAKEN = ['user_id', 'item_id', 'title'];

/**
 * RecBole separates the values of a list by blanks. Where a value holds blanks itself, lists are separated by
 * pipes, which RecBole reads with `seq_separator: "|"`; if no list has two values, the column holds plain values.
 */
function featureColumn(feature: Feature, entities: number, id: string): { name: string; cells: string[] } {
  const name = TAKEN.includes(feature.name)
    ? `${id === 'user_id' ? 'user' : 'item'} ${feature.name}`
    : feature.name;
  const lists = Array.from({ length: entities }, (_, entity) => valuesOf(feature, entity));
  const isPlain = feature.values.every((value) => !/\s|^\[/.test(value) && !hasPipes(value));
  const hasLists = feature.kind === 'list' && (isPlain || lists.some(({ length }) => length > 1));
  const cellOf = (list: readonly string[]) => (hasLists && !isPlain ? listText(list) : list.join(' '));
  return {
    name: `${name}:${hasLists ? 'token_seq' : 'token'}`,
    cells: lists.map(cellOf),
  };
}
