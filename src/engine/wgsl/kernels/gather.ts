/** The step's first kernels: they gather the embeddings and cached vectors of every row. */
import { ENTRY_WORDS, LIST_BIT, OWNED_BIT, PADDING } from '../../stage/batchWords';

/**
 * x[row, c] = table[row's embedding, c] · (decay missed so far, where the stage owns the column), the mean
 * over a list; padding becomes 0. One invocation per row and vec4 column. → inputs [rows, D]
 */
export const gather = /* wgsl */ `
  let row = tileIndex / shape.inputWidth;
  if (row >= shape.rows) { return; }
  let column = tileIndex % shape.inputWidth;
  let side = groupOf(row) & 1u;
  scratch[shape.inputs + tileIndex] = embedding(row, rowWord(row, 0u), side, column);
`;

/**
 * Copies the row's frozen hidden units, upstream and teacher vectors from the caches. It is a separate
 * kernel, because a software adapter goes through both branches. One invocation per row and vec4 column.
 * userCache, itemCache [entities, F | U | T] → reads [rows, F | H], vectors [rows, K | U | T]
 */
export const gatherCached = /* wgsl */ `
  let width = shape.frozenWidth + shape.upstreamWidth + shape.teacherWidth;
  let row = tileIndex / width;
  if (row >= shape.rows) { return; }
  let cached = tileIndex % width;
  let entity = rowWord(row, 0u);
  var value = vec4f();
  if (entity != ${PADDING}u) {
    let element = entity * width + cached;
    if ((groupOf(row) & 1u) == 0u) { value = userCache[element]; } else { value = itemCache[element]; }
  }
  let vectorColumn = shape.outputWidth + cached - shape.frozenWidth;
  let target0 = select(
    shape.vectors + row * shape.vectorWidth + vectorColumn,
    shape.reads + row * shape.readWidth + cached,
    cached < shape.frozenWidth);
  scratch[target0] = value;
`;

/** (1/n) Σ over the n entries of a list, in their order; 0 for an empty one. */
const meanOfEntries = /* wgsl */ `
fn meanOfEntries(map: u32, first: u32, count: u32) -> vec4f {
  var sum = vec4f();
  for (var entry = first; entry < first + ${ENTRY_WORDS}u * count; entry += ${ENTRY_WORDS}u) {
    sum += embeddingColumns(map, batch[entry], bitcast<f32>(batch[entry + 1u]));
  }
  return sum / f32(max(1u, count));
}
`;

/**
 * Embedding lookup. The four columns of a vec4 come from the same table: they share its row and its decay.
 * `lists`: some table of the stage is looked up by lists of rows.
 */
export const gatherFunctions = (lists: boolean): string => /* wgsl */ `
fn embedding(row: u32, entity: u32, side: u32, column: u32) -> vec4f {
  if (entity == ${PADDING}u) { return vec4f(); }
  let map = shape.columnMap + 4u * (side * shape.inputWidth + column);
  let slot = batch[map] >> 24u;
  if (slot == 255u) { return vec4f(); }
  let first = rowWord(row, 2u + 2u * slot);
  let second = rowWord(row, 3u + 2u * slot);
  ${lists ? `if ((batch[map] & ${LIST_BIT}u) != 0u) { return meanOfEntries(map, first, second); }` : ''}
  return embeddingColumns(map, first, bitcast<f32>(second));
}
${lists ? meanOfEntries : ''}
fn embeddingColumns(map: u32, element: u32, factor: f32) -> vec4f {
  return vec4f(
    ${[0, 1, 2, 3].map((lane) => `embeddingColumn(batch[map + ${lane}u], element, factor)`).join(',\n    ')});
}
fn embeddingColumn(entry: u32, element: u32, factor: f32) -> f32 {
  if (entry == ${PADDING}u) { return 0f; }
  return select(1f, factor, (entry & ${OWNED_BIT}u) != 0u) * tables[element + (entry & 0xffffu)];
}
`;
