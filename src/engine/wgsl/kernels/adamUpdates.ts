/**
 * Masked Adam (Kingma & Ba 2015) on the GPU, the same as hostAdam.ts on the host: layers densely with a mask,
 * embedding rows lazily, only those of the batch.
 */
import { BETA1, BETA2, EPSILON } from '../../adamConstants';
import { LIST_BIT, OWNED_BIT, PADDING, SEGMENT_WORDS } from '../../stage/batchWords';

/** Returns 1 − β as a literal, without the rounding error of the difference: 0.1 for 0.9. */
const complement = (beta: number): number => Number((1 - beta).toPrecision(12));

/** m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², in WGSL. */
const updateMoments = (first: string, second: string): string => /* wgsl */ `
  let m = ${BETA1}f * ${first} + ${complement(BETA1)}f * gradient;
  let v = ${BETA2}f * ${second} + ${complement(BETA2)}f * gradient * gradient;`;

/** m/(√v/c + ε) with c = √(1 − β₂ᵗ), in WGSL; the rate is already divided by 1 − β₁ᵗ. */
const DIRECTION = `m / (sqrt(v) / bitcast<f32>(stepSecondCorrection()) + ${EPSILON}f)`;

/** Updates one owned embedding column: first the decay that it has missed, then Adam. */
export const rowAdamFunctions = /* wgsl */ `
fn updateColumn(entry: u32, row: u32, factor: f32, gradient: f32) {
  if (entry == ${PADDING}u || (entry & ${OWNED_BIT}u) == 0u) { return; }
  let element = row + (entry & 0xffffu);
  let old = tableMoments[element];${updateMoments('old.x', 'old.y')}
  tableMoments[element] = vec2f(m, v);
  let change = bitcast<f32>(stepEmbeddingRate()) * ${DIRECTION};
  tables[element] = factor * tables[element] - change;
}
`;

/**
 * Updates every weight of both towers' layers, vec4 by vec4: the chunks' gradients are added in order, and
 * the mask (1: the stage's owner has the weight) zeroes gradient, moments and update. The invocation after
 * the last adds the rows' losses and writes the sum into the ring.
 * partials [chunks, layers] → layers, layerMoments [m | v | mask]
 */
export const layerAdam = /* wgsl */ `
  let size = 2u * shape.layerSize;
  if (tileIndex == size) {
    var loss = vec4f();
    for (var row = 0u; row < shape.userRows / 4u; row++) { loss += scratch[shape.rowLosses + row]; }
    let slot = stepRingSlot();
    scratch[shape.ring + slot / 4u][slot % 4u] = dot(loss, vec4f(1f));
  }
  if (tileIndex >= size) { return; }
  let mask = layerMoments[2u * size + tileIndex];
  if (all(mask == vec4f())) { return; }
  let side = tileIndex / shape.layerSize;
  var partial = shape.partials + shape.sides[side].z * shape.layerSize + tileIndex % shape.layerSize;
  var gradient = vec4f();
  for (var chunk = shape.sides[side].z; chunk < shape.sides[side].w; chunk++) {
    gradient += scratch[partial];
    partial += shape.layerSize;
  }
  gradient *= mask;${updateMoments('layerMoments[tileIndex]', 'layerMoments[size + tileIndex]')}
  layerMoments[tileIndex] = m;
  layerMoments[size + tileIndex] = v;
  let rate = bitcast<f32>(stepLayerRate());
  layers[tileIndex] -= mask * rate * ${DIRECTION};
`;

/** Finds the word of a row of the batch that holds the number of this table's rows that it looks up. */
const listShare = /* wgsl */ `
  let listed = (batch[map] & ${LIST_BIT}u) != 0u;
  let count = 3u + 2u * (table % shape.tableSlots);`;

/**
 * Updates four columns of one embedding row of the batch per invocation: the gradients of all positions that
 * look up the row are added in their order, with a share of 1/n for a list of n rows; the decay that the row
 * has missed is applied, then Adam. `lists`: some table of the stage is looked up by lists of rows.
 * inputSignals [rows, T] → tables, tableMoments; owned columns only
 */
export const rowAdam = (lists: boolean): string => /* wgsl */ `
  let segment = tileIndex / shape.tableGroups;
  if (segment >= stepSegments()) { return; }
  let record = stepSegmentRecords() + segment * ${SEGMENT_WORDS}u;
  let table = batch[record + 4u];
  let group = tileIndex % shape.tableGroups;
  if (group >= batch[shape.tableMap + 2u * table + 1u]) { return; }
  let column = batch[shape.tableMap + 2u * table] + group;
  let side = table / shape.tableSlots;
  let map = shape.columnMap + 4u * (side * shape.inputWidth + column);
  ${lists ? listShare : ''}
  var gradient = vec4f();
  for (var position = batch[record + 2u]; position < batch[record + 3u]; position++) {
    let signal = scratch[shape.inputSignals + batch[position] * shape.trainedWidth + column];
    gradient += ${lists ? 'select(signal, signal / f32(rowWord(batch[position], count)), listed)' : 'signal'};
  }
  let factor = bitcast<f32>(batch[record + 1u]);
  ${[0, 1, 2, 3].map((lane) => `updateColumn(batch[map + ${lane}u], batch[record], factor, gradient[${lane}]);`).join('\n  ')}
`;
