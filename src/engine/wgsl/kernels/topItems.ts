/** Scores of every user and item in tiles, and the best items of each user. */
import { addProduct, declareSums, eachVector, locate, type Tile } from './product';

/** Adds one block's products and stores the sums up to it as an objective's scores. */
const block = (tile: Tile, objective: number, from: string, to: string): string => /* wgsl */ `
  ${addProduct(tile, {
    form: 'nt',
    depth: `${to} - ${from}`,
    left: { array: 'scratch', start: `row0 * shape.vectorWidth + ${from}`, stride: 'shape.vectorWidth' },
    right: {
      array: 'layers',
      start: `4u * column * shape.vectorWidth + ${from}`,
      stride: 'shape.vectorWidth',
    },
  })}
  ${eachVector(
    tile,
    ({ row, column, sum }) =>
      `scratch[target0 + (${objective}u * shape.userRows + ${row}) * shape.candidateWidth + ${column}] = ${sum};`,
  )}`;

/**
 * s_o[u,i] = Σ_{t ≤ o} ⟨e^t_u, e^t_i⟩ for o = 0, 1, 2.
 * users [U, K] in scratch, items [N, K] in layers, units by block → logits [3, U, N]
 */
export const blockScores = (tile: Tile): string => /* wgsl */ `
  ${locate(tile, 'tileIndex', 'shape.candidateWidth')}
  if (row0 >= shape.userRows) { return; }
  let target0 = shape.logits + row0 * shape.candidateWidth + column;
  ${declareSums(tile)}
  ${block(tile, 0, '0u', 'shape.firstEnd')}
  ${block(tile, 1, 'shape.firstEnd', 'shape.secondEnd')}
  ${block(tile, 2, 'shape.secondEnd', 'shape.thirdEnd')}
`;

/**
 * Finds the list of the highest scores per user and objective, by insertion; one invocation each. A bit of
 * batch [U, N/32] tells that an item is not excluded.
 * logits [3, U, N] → tableMoments [3, U, listLength] of (score, item)
 */
export const bestItems = /* wgsl */ `
  if (tileIndex >= 3u * shape.userRows) { return; }
  let start = tileIndex * shape.listLength;
  let marks = tileIndex % shape.userRows * (shape.candidateWidth / 8u);
  let scores = shape.logits + tileIndex * shape.candidateWidth;
  var size = 0u;
  var worst = 0f;
  for (var q = 0u; q < shape.candidateWidth; q++) {
    let four = scratch[scores + q];
    let better = (four > vec4f(worst)) | vec4<bool>(size < shape.listLength);
    var waiting = (batch[marks + q / 8u] >> (4u * (q % 8u))) & dot(vec4u(better), vec4u(1u, 2u, 4u, 8u));
    // A loop, not four branches: a software adapter skips a loop that no invocation enters.
    while (waiting != 0u) {
      let lane = countTrailingZeros(waiting);
      waiting &= waiting - 1u;
      let score = four[lane];
      // Items come in rising order: one that only equals another stays after it.
      if (size == shape.listLength && score <= worst) { continue; }
      var rank = min(size, shape.listLength - 1u);
      for (; rank > 0u; rank--) {
        let before = tableMoments[start + rank - 1u];
        if (before.x >= score) { break; }
        tableMoments[start + rank] = before;
      }
      tableMoments[start + rank] = vec2f(score, f32(4u * q + lane));
      size = min(size + 1u, shape.listLength);
      worst = tableMoments[start + size - 1u].x;
    }
  }
  for (; size < shape.listLength; size++) { tableMoments[start + size] = vec2f(0f, -1f); }
`;
