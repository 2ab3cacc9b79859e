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

export const gatherFunctions = `
fn embedding(row: u32, entity: u32, side: u32, column: u32) -> vec4f {
  var value = vec4f();
  if (entity == ${NOBODY}u) { return value; }
  for (var lane = 0u; lane < 4u; lane++) {
    let entry = batch[shape.columnMap + 4u * (side * shape.inputWidth + column) + lane];
    if (entry != ${NOBODY}u) {
      let slot = entry >> 24u;
      let factor = select(1f, bitcast<f32>(rowWord(row, 3u + 2u * slot)), (entry & 0x10000u) != 0u);
      value[lane] = factor * tables[rowWord(row, 2u + 2u * slot) + (entry & 0xffffu)];
    }
  }
  return value;
}
`;
