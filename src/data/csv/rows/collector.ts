/** Gathers the rows of one or several files in arrays of numbers; texts are kept once. */

import { createGrowingArray, createVocabulary } from '../../vocabulary';
import { type ColumnTracker, createColumnTracker, type TrackerOptions } from '../features/columnTracker';
import type { LogLimits } from '../understand/mappingTypes';

export interface CollectedRow {
  user: string;
  item: string;
  /** A sum of OUTCOME_BITS. */
  bits: number;
  /** Milliseconds since 1970, NaN where the file has no times. */
  time: number;
  line: number;
}

export interface Collector {
  add(row: CollectedRow, fields: readonly string[], tracked: readonly TrackedField[]): void;
  /** Sees cells that belong to a user, and to none of the items of their row. */
  describeUser(user: string, fields: readonly string[], tracked: readonly TrackedField[]): void;
  /** The column of this name, which several files may share. */
  track(options: TrackerOptions): ColumnTracker;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly trackers: ReadonlyMap<string, ColumnTracker>;
  /** [rows] in the order of the files. */
  rows(): { user: Int32Array; item: Int32Array; bits: Uint8Array; time: Float64Array; line: Int32Array };
}

export interface TrackedField {
  column: number;
  tracker: ColumnTracker;
}

/** `tooMany` is called as soon as a limit is passed, and throws. */
export function createCollector(
  limits: Pick<LogLimits, 'rows' | 'users' | 'items'>,
  tooMany: (what: 'rows' | 'users' | 'items', limit: number) => never,
): Collector {
  const users = createVocabulary();
  const items = createVocabulary();
  const trackers = new Map<string, ColumnTracker>();
  const user = createGrowingArray((length) => new Int32Array(length));
  const item = createGrowingArray((length) => new Int32Array(length));
  const bits = createGrowingArray((length) => new Uint8Array(length));
  const time = createGrowingArray((length) => new Float64Array(length));
  const lines = createGrowingArray((length) => new Int32Array(length));
  return {
    users: users.texts,
    items: items.texts,
    trackers,
    track(options) {
      const known = trackers.get(options.name);
      if (known) return known;
      const tracker = createColumnTracker(options);
      trackers.set(options.name, tracker);
      return tracker;
    },
    add(row, fields, tracked) {
      const userCode = users.codeOf(row.user);
      const itemCode = items.codeOf(row.item);
      if (user.length >= limits.rows) tooMany('rows', limits.rows);
      if (users.texts.length > limits.users) tooMany('users', limits.users);
      if (items.texts.length > limits.items) tooMany('items', limits.items);
      user.push(userCode);
      item.push(itemCode);
      bits.push(row.bits);
      time.push(row.time);
      lines.push(row.line);
      for (const { column, tracker } of tracked) tracker.see(fields[column]!, userCode, itemCode);
    },
    describeUser(id, fields, tracked) {
      const code = users.codeOf(id);
      for (const { column, tracker } of tracked) tracker.describe('users', fields[column]!, code);
    },
    rows: () => ({
      user: user.values(),
      item: item.values(),
      bits: bits.values(),
      time: time.values(),
      line: lines.values(),
    }),
  };
}
