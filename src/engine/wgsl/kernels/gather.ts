/** The step's first kernel: everything a row needs, from where it is resident. */
import { NOBODY } from './bindings';

/**
 * x[row, c] = table[row's embedding, c] · decay missed so far, where the stage owns the column; beside it
 * the row's frozen hidden units, upstream and teacher vectors from the caches. Padding becomes 0.
 * One invocation per row and vec4 column. → inputs [rows, D], reads [rows, F | H], vectors [rows, K | …]
 */
export const gather = `
  let width = shape.inputWidth + shape.frozenWidth + shape.upstreamWidth + shape.taughtWidth;
  let row = tileIndex / width;
  if (row >= shape.rows) { return; }
  let column = tileIndex % width;
  let entity = rowWord(row, 0u);
  let side = groupOf(row) & 1u;
  if (column < shape.inputWidth) {
    scratch[shape.inputs + row * shape.inputWidth + column] = embedding(row, entity, side, column);
    return;
  }
  let cached = column - shape.inputWidth;
  var value = vec4f();
  if (entity != ${NOBODY}u) {
    let place = entity * (width - shape.inputWidth) + cached;
    if (side == 0u) { value = userCache[place]; } else { value = itemCache[place]; }
  }
  if (cached < shape.frozenWidth) {
    scratch[shape.reads + row * shape.readWidth + cached] = value;
  } else {
    let own = shape.outputWidth + cached - shape.frozenWidth;
    scratch[shape.vectors + row * shape.vectorWidth + own] = value;
  }
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
