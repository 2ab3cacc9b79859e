/**
 * Masked Adam (Kingma & Ba 2015) on the GPU, the same as engine/adam.ts on the host: of layers densely
 * with a mask, of embedding rows lazily, only those of the batch.
 */
import { LISTED, NOBODY, OWNED, SEGMENT_WORDS } from './bindings';

/** One owned embedding column: decay missed, then Adam with the rate already divided by 1 − β₁ᵗ. */
export const rowAdamFunctions = `
fn updateColumn(entry: u32, row: u32, factor: f32, gradient: f32) {
  if (entry == ${NOBODY}u || (entry & ${OWNED}u) == 0u) { return; }
  let element = row + (entry & 0xffffu);
  let old = tableMoments[element];
  let m = 0.9f * old.x + 0.1f * gradient;
  let v = 0.999f * old.y + 0.001f * gradient * gradient;
  tableMoments[element] = vec2f(m, v);
  let change = bitcast<f32>(step_embeddingRate()) * m / (sqrt(v) / bitcast<f32>(step_secondCorrection()) + 1e-8f);
  tables[element] = factor * tables[element] - change;
}
`;

/**
 * Every weight of both towers' layers, vec4 by vec4: the chunks' gradients are added in order, the mask
 * (1: the stage's owner has it) holds back gradient, moments and update. The invocation after the last
 * adds the rows' losses and puts the sum into the ring.
 * partials [chunks, layers] → layers, layerMoments [m | v | mask]
 */
export const layerAdam = `
  let size = 2u * shape.layerSize;
  if (tileIndex == size) {
    var loss = vec4f();
    for (var row = 0u; row < shape.userRows / 4u; row++) { loss += scratch[shape.rowLosses + row]; }
    let slot = step_ringSlot();
    scratch[shape.ring + slot / 4u][slot % 4u] = dot(loss, vec4f(1f));
  }
  if (tileIndex >= size) { return; }
  let mask = layerMoments[2u * size + tileIndex];
  if (all(mask == vec4f())) { return; }
  let side = tileIndex / shape.layerSize;
  var place = shape.partials + shape.sides[side].z * shape.layerSize + tileIndex % shape.layerSize;
  var gradient = vec4f();
  for (var chunk = shape.sides[side].z; chunk < shape.sides[side].w; chunk++) {
    gradient += scratch[place];
    place += shape.layerSize;
  }
  gradient *= mask;
  let m = 0.9f * layerMoments[tileIndex] + 0.1f * gradient;
  let v = 0.999f * layerMoments[size + tileIndex] + 0.001f * gradient * gradient;
  layerMoments[tileIndex] = m;
  layerMoments[size + tileIndex] = v;
  let rate = bitcast<f32>(step_layerRate());
  layers[tileIndex] -= mask * rate * m / (sqrt(v) / bitcast<f32>(step_secondCorrection()) + 1e-8f);
`;

/** Which word of a row of the batch tells how many rows of this table it reads. */
const shareOfList = `
  let listed = (batch[map] & ${LISTED}u) != 0u;
  let count = 3u + 2u * (table % shape.tableSlots);`;

/**
 * One invocation per embedding row of the batch and four of its columns: the gradients of all positions
 * that read the row are added in their order, of a list of n rows a share of 1/n, the decay it has missed
 * is made good, then Adam. `lists`: some table of the stage is read by lists of rows.
 * inputSignals [rows, T] → tables, tableMoments; owned columns only
 */
export const rowAdam = (lists: boolean): string => `
  let segment = tileIndex / shape.tableGroups;
  if (segment >= step_segments()) { return; }
  let record = step_segmentRecords() + segment * ${SEGMENT_WORDS}u;
  let table = batch[record + 4u];
  let group = tileIndex % shape.tableGroups;
  if (group >= batch[shape.tableMap + 2u * table + 1u]) { return; }
  let column = batch[shape.tableMap + 2u * table] + group;
  let side = table / shape.tableSlots;
  let map = shape.columnMap + 4u * (side * shape.inputWidth + column);
  ${lists ? shareOfList : ''}
  var gradient = vec4f();
  for (var place = batch[record + 2u]; place < batch[record + 3u]; place++) {
    let signal = scratch[shape.inputSignals + batch[place] * shape.trainedWidth + column];
    gradient += ${lists ? 'select(signal, signal / f32(rowWord(batch[place], count)), listed)' : 'signal'};
  }
  let factor = bitcast<f32>(batch[record + 1u]);
  ${[0, 1, 2, 3].map((lane) => `updateColumn(batch[map + ${lane}u], batch[record], factor, gradient[${lane}]);`).join('\n  ')}
`;
