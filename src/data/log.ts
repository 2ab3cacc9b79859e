/** Turns rows in any order, with repetitions, into the sorted and merged log that all else reads. */
import { fingerprintOf } from './fingerprint';
import type { InteractionLog, Issue } from './schema';

/** Rows of equal length, in any order; a pair may occur more than once. */
export interface RawRows {
  user: Int32Array;
  item: Int32Array;
  /** 0 exposure only, 1 click, 2 conversion. */
  depth: Uint8Array;
  /** Milliseconds since 1970. */
  time?: Float64Array;
}

type LogParts = Pick<InteractionLog, 'name' | 'objectives' | 'users' | 'items' | 'rowsRead' | 'names'>;

/** The log of `rows`, with a warning when pairs were merged. */
export async function buildLog(
  parts: LogParts & { rows: RawRows; warnings?: readonly Issue[]; truth?: InteractionLog['truth'] },
): Promise<InteractionLog> {
  const { rows, warnings = [], truth, ...rest } = parts;
  const merged = mergeRows(rows, parts.users.ids.length, parts.items.ids.length);
  const repeated = rows.user.length - merged.user.length;
  const log = {
    ...rest,
    ...merged,
    ...(truth ? { truth } : {}),
    warnings: [
      ...warnings,
      ...(repeated > 0 ? [{ code: 'duplicates-merged', values: { count: repeated } }] : []),
    ],
  };
  return { ...log, fingerprint: await fingerprintOf(log) };
}

/**
 * The rows sorted by user, then item, each pair once: deepest of its depths (a deeper one implies the
 * shallower, so this is the union of flags), earliest of its times.
 */
export function mergeRows(
  rows: RawRows,
  users: number,
  items: number,
): RawRows & Pick<InteractionLog, 'userStart'> {
  const order = sortedBy(rows.user, users, sortedBy(rows.item, items));
  const kept = { user: new Int32Array(order.length), item: new Int32Array(order.length) };
  const depth = new Uint8Array(order.length);
  const time = rows.time && new Float64Array(order.length);
  const userStart = new Int32Array(users + 1);
  let end = 0;
  for (const row of order) {
    const user = rows.user[row]!;
    const item = rows.item[row]!;
    const moment = rows.time?.[row];
    if (end > 0 && kept.user[end - 1] === user && kept.item[end - 1] === item) {
      depth[end - 1] = Math.max(depth[end - 1]!, rows.depth[row]!);
      if (time && moment !== undefined) time[end - 1] = Math.min(time[end - 1]!, moment);
      continue;
    }
    kept.user[end] = user;
    kept.item[end] = item;
    depth[end] = rows.depth[row]!;
    if (time && moment !== undefined) time[end] = moment;
    userStart[user + 1]!++;
    end++;
  }
  for (let user = 0; user < users; user++) userStart[user + 1]! += userStart[user]!;
  return {
    user: kept.user.slice(0, end),
    item: kept.item.slice(0, end),
    depth: depth.slice(0, end),
    ...(time ? { time: time.slice(0, end) } : {}),
    userStart,
  };
}

/** Row numbers by ascending key, equal keys in the order of `before` (counting sort: keys < `bound`). */
export function sortedBy(keys: Int32Array, bound: number, before?: Int32Array): Int32Array {
  const next = new Int32Array(bound + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < bound; key++) next[key + 1]! += next[key]!;
  const order = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const row = before ? before[index]! : index;
    const key = keys[row]!;
    order[next[key]!++] = row;
  }
  return order;
}
