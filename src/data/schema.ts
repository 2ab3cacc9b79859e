/**
 * The shape of a log once it is read: who was shown what, and how far they went.
 * All other modules use these types.
 */
import type { Values } from '../coded';

/** The objectives, from the most upstream to the most downstream. The order is fixed everywhere. */
export const OBJECTIVES = ['exposure', 'click', 'conversion'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** A value for each objective: weights of a fusion, steps of a stage, … */
export type PerObjective<T> = Record<Objective, T>;

/** Something wrong or surprising in the input: what, where (line counted from 1, the header is line 1). */
export interface Issue {
  file?: string;
  line?: number;
  column?: string;
  /** Stable, for programs: `missing-column`, `bad-flag`, … */
  code: string;
  /** What the sentence of `code` is filled with. */
  values?: Values;
  /** The sentence itself: what is wrong and what to do. Present for scripts and where it came from elsewhere. */
  message?: string;
  /** The share of the users that may fit, where a limit was passed. */
  share?: number;
}

interface NamedValues {
  name: string;
  values: string[];
}

/** A feature with one value per entity: `values[index[entity]]`. */
export interface ValueFeature extends NamedValues {
  kind: 'value';
  /** [entities], indices into `values`. */
  index: Int32Array;
}

/** A feature with several values per entity e: entries[starts[e]] … entries[starts[e + 1] − 1], ascending, each once. */
export interface ListFeature extends NamedValues {
  kind: 'list';
  /** [entities + 1] */
  starts: Int32Array;
  /** Indices into `values`. */
  entries: Int32Array;
}

/** A categorical feature of one side; an entity has one value of it, or a list of values. */
export type Feature = ValueFeature | ListFeature;

/** The users, or the items. */
export interface Side {
  ids: string[];
  /** Readable names, in the order of `ids`; without them the ids are shown. */
  titles?: string[];
  features: Feature[];
}

/**
 * The true log-probabilities behind a generated log, each [users × items], row-major by user:
 * exposure: log p(e), click: log p(e)p(c|e), conversion: log p(e)p(c|e)p(v|c).
 */
export type Truth = PerObjective<Float32Array>;

/**
 * A log of merged pairs: one row per exposed (user, item), sorted by user, then item.
 * Row r says that `user[r]` was shown `item[r]` and reached `depth[r]`:
 * 0 exposure only, 1 click, 2 conversion. A deeper objective implies every shallower one.
 */
export interface InteractionLog {
  name: string;
  /** Two (`exposure`, `click`) or all three. */
  objectives: readonly Objective[];
  /** What the person calls them, where it is not these words: own, play, finish. */
  names?: Partial<PerObjective<string>>;
  users: Side;
  items: Side;
  /** [rows] user index. */
  user: Int32Array;
  /** [rows] item index. */
  item: Int32Array;
  /** [rows] 0 | 1 | 2. */
  depth: Uint8Array;
  /** [rows] milliseconds since 1970, the pair's earliest; absent when the log has no timestamps. */
  time?: Float64Array;
  /** [users + 1]: user u's rows are userStart[u] … userStart[u + 1] − 1. */
  userStart: Int32Array;
  /** Rows read before duplicates were merged. */
  rowsRead: number;
  /** The true probabilities; only generated samples have them. */
  truth?: Truth;
  warnings: Issue[];
  /** SHA-256 (hex) of the ids and rows: the same log has the same fingerprint. */
  fingerprint: string;
}

/** The depth that pads a list shorter than the others of its batch. */
export const NO_CANDIDATE = 255;

export const SPLITS = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLITS)[number];
/** The code of each split in `Dataset.split`: its index in SPLITS. */
export const SPLIT = { train: 0, validation: 1, test: 2 } as const satisfies Record<SplitName, number>;
export const SPLIT_METHODS = ['random', 'user-latest', 'global-time'] as const;
export type SplitMethod = (typeof SPLIT_METHODS)[number];

/** A log with its split, ready to train on. */
export interface Dataset {
  log: InteractionLog;
  /** [rows] a code of SPLIT. */
  split: Uint8Array;
  splitMethod: SplitMethod;
  /** Training positives of each objective the log has, in row order: [n] users and items. */
  positives: Partial<PerObjective<Positives>>;
  /** [users], [items]: 1 when the id has a training exposure. */
  seen: { users: Uint8Array; items: Uint8Array };
}

export interface Positives {
  users: Int32Array;
  items: Int32Array;
}
