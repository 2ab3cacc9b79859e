/** The uniform that holds the kernels' shapes and offsets. */

import { PADDING } from '../stage/batchWords';
import type { TermRows } from '../stage/batchWriter';
import {
  GROUPS,
  MAX_CHUNKS,
  SHAPE_FACTORS,
  SHAPE_NUMBERS,
  SHAPE_WORDS,
  type ShapeFactor,
  type ShapeNumber,
} from './kernels/bindings';

/** Rows of one side whose gradients are summed by one invocation. */
export interface Chunk {
  first: number;
  end: number;
}

export interface Shape {
  /** Term by term, users before items. */
  groups: readonly TermRows[];
  /** Each side's number of vec4s in use in a row of inputs and of reads, and its chunks. */
  sides: readonly { inputs: number; reads: number; chunks: readonly Chunk[] }[];
  numbers: Partial<Record<ShapeNumber, number>>;
  factors?: Partial<Record<ShapeFactor, number>>;
  /** Weights of the terms. */
  weights?: readonly number[];
}

/** Packs a shape into the words of the uniform; numbers that are absent are 0. */
export function shapeWords({ groups, sides, numbers, factors, weights }: Shape): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(SHAPE_WORDS);
  const floats = new Float32Array(words.buffer);
  for (let group = 0; group < GROUPS; group++) {
    const { first, rows, padded, firstLogits } = groups[group] ?? NO_GROUP;
    words.set([first, rows, padded, firstLogits], 4 * group);
  }
  const chunks = sides.flatMap((side, index) => side.chunks.map((chunk) => ({ ...chunk, side: index })));
  let firstChunk = 0;
  sides.forEach(({ inputs, reads, chunks: sideChunks }, side) => {
    words.set([inputs, reads, firstChunk, firstChunk + sideChunks.length], 4 * (GROUPS + side));
    firstChunk += sideChunks.length;
  });
  chunks.forEach(({ first, end, side }, index) => {
    words.set([first, end, side, 0], 4 * (GROUPS + 2 + index));
  });
  const weightsAt = 4 * (GROUPS + 2 + MAX_CHUNKS);
  floats.set(weights ?? [], weightsAt);
  const start = weightsAt + 4;
  SHAPE_NUMBERS.forEach((name, index) => {
    words[start + index] = numbers[name] ?? 0;
  });
  SHAPE_FACTORS.forEach((name, index) => {
    floats[start + SHAPE_NUMBERS.length + index] = factors?.[name] ?? 0;
  });
  return words;
}

const NO_GROUP: TermRows = { first: PADDING, rows: 0, padded: 0, firstLogits: PADDING };

/** The rows of a chunk: few enough that all processors have work, not so few that adding the chunks costs more. */
const CHUNK_ROWS = 64;

/** Cuts the groups of a side into at most `maxChunks` chunks: they get longer where there would be more. */
export function chunksOf(groups: readonly TermRows[], maxChunks: number): Chunk[] {
  for (let length = CHUNK_ROWS; ; length *= 2) {
    const chunks = groups.flatMap(({ first, padded }) =>
      Array.from({ length: Math.ceil(padded / length) }, (_, index) => ({
        first: first + index * length,
        end: Math.min(first + (index + 1) * length, first + padded),
      })),
    );
    if (chunks.length <= maxChunks) return chunks;
  }
}
