/** The step's first kernels: everything a row needs, from where it is resident. */
import { NOBODY } from './bindings';

/**
 * x[row, c] = table[row's embedding, c] · decay missed so far, where the stage owns the column; padding
 * becomes 0. One invocation per row and vec4 column. → inputs [rows, D]
 */
export const gather = `
  let row = tileIndex / shape.inputWidth;
  if (row >= shape.rows) { return; }
  let column = tileIndex % shape.inputWidth;
  let side = groupOf(row) & 1u;
  scratch[shape.inputs + tileIndex] = embedding(row, rowWord(row, 0u), side, column);
`;

/**
 * Beside it the row's frozen hidden units, upstream and teacher vectors from the caches; a kernel of its
 * own, because a software adapter goes through both branches. One invocation per row and vec4 column.
 * userCache, itemCache [entities, F | U | T] → reads [rows, F | H], vectors [rows, K | U | T]
 */
export const gatherCached = `
  let width = shape.frozenWidth + shape.upstreamWidth + shape.taughtWidth;
  let row = tileIndex / width;
  if (row >= shape.rows) { return; }
  let cached = tileIndex % width;
  let entity = rowWord(row, 0u);
  var value = vec4f();
  if (entity != ${NOBODY}u) {
    let place = entity * width + cached;
    if ((groupOf(row) & 1u) == 0u) { value = userCache[place]; } else { value = itemCache[place]; }
  }
  let own = shape.outputWidth + cached - shape.frozenWidth;
  let target0 = select(
    shape.vectors + row * shape.vectorWidth + own,
    shape.reads + row * shape.readWidth + cached,
    cached < shape.frozenWidth);
  scratch[target0] = value;
`;

/** The four columns of a vec4 come from the same table: they share its row and its decay. */
export const gatherFunctions = `
fn embedding(row: u32, entity: u32, side: u32, column: u32) -> vec4f {
  if (entity == ${NOBODY}u) { return vec4f(); }
  let map = shape.columnMap + 4u * (side * shape.inputWidth + column);
  let slot = batch[map] >> 24u;
  if (slot == 255u) { return vec4f(); }
  let element = rowWord(row, 2u + 2u * slot);
  let factor = bitcast<f32>(rowWord(row, 3u + 2u * slot));
  return vec4f(
    ${[0, 1, 2, 3].map((lane) => `embeddingColumn(batch[map + ${lane}u], element, factor)`).join(',\n    ')});
}
fn embeddingColumn(entry: u32, element: u32, factor: f32) -> f32 {
  if (entry == ${NOBODY}u) { return 0f; }
  return select(1f, factor, (entry & 0x10000u) != 0u) * tables[element + (entry & 0xffffu)];
}
`;
