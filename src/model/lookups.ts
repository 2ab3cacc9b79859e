/** Which rows of an embedding table an entity reads: the one of its value, or those of a list of values. */

/**
 * Position n reads rows[starts[n]] … rows[starts[n + 1] − 1], each once, and its input is their mean, 0 where
 * there are none; without `starts` it reads the one row rows[n].
 */
export interface EmbeddingLookup {
  rows: Int32Array;
  /** [n + 1] */
  starts?: Int32Array;
}

/** The rows of one position. */
export function rowsOf({ rows, starts }: EmbeddingLookup, position: number): Int32Array {
  return starts
    ? rows.subarray(starts[position]!, starts[position + 1]!)
    : rows.subarray(position, position + 1);
}

/** What the positions of `entities` read, in their order. */
export function lookupsOf(reads: EmbeddingLookup, entities: Int32Array): EmbeddingLookup {
  const { rows } = reads;
  if (!reads.starts) return { rows: entities.map((entity) => rows[entity]!) };
  const lists = Array.from(entities, (entity) => rowsOf(reads, entity));
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

/** (1/|rows|) Σ_r w[r, column] in float64; 0 of no rows. */
export function meanOfRows(
  { weights, width }: { readonly weights: ArrayLike<number>; readonly width: number },
  rows: Int32Array,
  column: number,
): number {
  let sum = 0;
  for (let place = 0; place < rows.length; place++) sum += weights[rows[place]! * width + column]!;
  return rows.length > 0 ? sum / rows.length : 0;
}

/** Most rows that one position reads. */
export function longestLookup({ starts }: EmbeddingLookup): number {
  if (!starts) return 1;
  let longest = 0;
  for (let position = 0; position + 1 < starts.length; position++) {
    longest = Math.max(longest, starts[position + 1]! - starts[position]!);
  }
  return longest;
}
