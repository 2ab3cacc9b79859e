/** Everybody against everything: cumulative scores in tiles, and the best of each row. */
import { declareSums, eachVector, list, type Tile, walk } from './product';

/** Adds one block's products and stores the sums so far as an objective's scores. */
const block = (tile: Tile, objective: number, from: string, to: string): string => `
  ${walk(tile, {
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
    (i, j, s) =>
      `scratch[target0 + (${objective}u * shape.userRows + ${i}u) * shape.candidateWidth + ${j}u] = ${s};`,
  )}`;

/**
 * s_o[u,i] = Σ_{t ≤ o} ⟨e^t_u, e^t_i⟩ for o = 0, 1, 2.
 * users [U, K] in scratch, items [N, K] in layers, units by block → logits [3, U, N]
 */
export const blockScores = (tile: Tile): string => `
  let columnTiles = 4u * shape.candidateWidth / ${tile.columns}u;
  let row0 = tileIndex / columnTiles * ${tile.rows}u;
  if (row0 >= shape.userRows) { return; }
  let column = tileIndex % columnTiles * ${tile.columns / 4}u;
  let target0 = shape.logits + row0 * shape.candidateWidth + column;
  ${declareSums(tile)}
  ${block(tile, 0, '0u', 'shape.firstEnd')}
  ${block(tile, 1, 'shape.firstEnd', 'shape.secondEnd')}
  ${block(tile, 2, 'shape.secondEnd', 'shape.thirdEnd')}
`;

/** Items come in rising order: one that only equals another stays behind it. */
const consider = (lane: number): string => `
    let s${lane} = four[${lane}];
    if ((left & ${1 << lane}u) != 0u && (size < shape.listLength || s${lane} > worst)) {
      var place = min(size, shape.listLength - 1u);
      for (; place > 0u; place--) {
        let before = tableMoments[start + place - 1u];
        if (before.x >= s${lane}) { break; }
        tableMoments[start + place] = before;
      }
      tableMoments[start + place] = vec2f(s${lane}, f32(4u * q + ${lane}u));
      size = min(size + 1u, shape.listLength);
      worst = tableMoments[start + size - 1u].x;
    }`;

/**
 * The list of the highest scores per user and objective, by insertion; one invocation each. A bit of
 * batch [U, N/32] says that an item may come in.
 * logits [3, U, N] → tableMoments [3, U, listLength] of (score, item)
 */
export const bestItems = `
  if (tileIndex >= 3u * shape.userRows) { return; }
  let start = tileIndex * shape.listLength;
  let marks = tileIndex % shape.userRows * (shape.candidateWidth / 8u);
  let scores = shape.logits + tileIndex * shape.candidateWidth;
  var size = 0u;
  var worst = 0f;
  for (var q = 0u; q < shape.candidateWidth; q++) {
    let left = batch[marks + q / 8u] >> (4u * (q % 8u));
    let four = scratch[scores + q];
    ${list(4, consider)}
  }
  for (; size < shape.listLength; size++) { tableMoments[start + size] = vec2f(0f, -1f); }
`;
