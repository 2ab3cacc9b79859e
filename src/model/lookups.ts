/**
 * Embedding lookups: which rows of a table an entity reads, the row of its value or those of a list of values
 * (an embedding bag with mean pooling).
 */
import type { Dataset, Feature, Side } from '../data/schema';

/**
 * Rows that each position reads: position n reads rows[starts[n]] … rows[starts[n + 1] − 1], each once, and its
 * input is their mean, 0 where there are none; without `starts` it reads the single row rows[n].
 */
export interface EmbeddingLookup {
  rows: Int32Array;
  /** [n + 1] */
  starts?: Int32Array;
}

/** Lookups of all users, or of all items. */
export interface EncodedSide {
  count: number;
  /** One lookup per table; positions are the entities. */
  lookups: EmbeddingLookup[];
  /** [count] 0: the id was never exposed in training and takes the mean id row. */
  seen: Uint8Array;
}

export interface EncodedSides {
  users: EncodedSide;
  items: EncodedSide;
}

/** Returns the lookups of every user and item, ids first, features in the log's order. */
export function encodeSides(dataset: Dataset): EncodedSides {
  const encode = (side: Side, seen: Uint8Array): EncodedSide => ({
    count: side.ids.length,
    lookups: [{ rows: Int32Array.from(side.ids.keys()) }, ...side.features.map(featureLookup)],
    seen,
  });
  const { log, seen } = dataset;
  return { users: encode(log.users, seen.users), items: encode(log.items, seen.items) };
}

const featureLookup = (feature: Feature): EmbeddingLookup =>
  feature.kind === 'list' ? { rows: feature.entries, starts: feature.starts } : { rows: feature.index };

/** Returns the rows of one position. */
export function rowsOf({ rows, starts }: EmbeddingLookup, position: number): Int32Array {
  return starts
    ? rows.subarray(starts[position]!, starts[position + 1]!)
    : rows.subarray(position, position + 1);
}

/** Returns the lookup of some positions, in the order of `entities`. */
export function lookupsOf(lookup: EmbeddingLookup, entities: Int32Array): EmbeddingLookup {
  const { rows } = lookup;
  if (!lookup.starts) return { rows: entities.map((entity) => rows[entity]!) };
  const lists = Array.from(entities, (entity) => rowsOf(lookup, entity));
  const starts = new Int32Array(entities.length + 1);
  lists.forEach(({ length }, position) => {
    starts[position + 1] = starts[position]! + length;
  });
  const joined = new Int32Array(starts[entities.length]!);
  lists.forEach((list, position) => {
    joined.set(list, starts[position]!);
  });
  return { rows: joined, starts };
}

/** Computes (1/|rows|) Σ_r w[r, column] in float64; 0 of no rows. */
export function meanOfRows(
  { weights, width }: { readonly weights: ArrayLike<number>; readonly width: number },
  rows: Int32Array,
  column: number,
): number {
  let sum = 0;
  for (let index = 0; index < rows.length; index++) sum += weights[rows[index]! * width + column]!;
  return rows.length > 0 ? sum / rows.length : 0;
}

/** Returns the largest number of rows that a position reads. */
export function longestLookup({ starts }: EmbeddingLookup): number {
  if (!starts) return 1;
  let longest = 0;
  for (let position = 0; position + 1 < starts.length; position++) {
    longest = Math.max(longest, starts[position + 1]! - starts[position]!);
  }
  return longest;
}
