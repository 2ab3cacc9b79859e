/** Between the towers: the logits of a batch with all that is added to them, and the way back. */
import { declareSums, eachVector, type Tile, walk } from './product';

/** Far enough below any logit that the softmax gives exactly 0. */
export const LEFT_OUT = '-1e30';

/** Sets term, users and items (its groups), and the first user row of a tile of logits. */
const locateTerm = `
    let term = select(0u, 1u, logitsRow >= shape.groups[2].w);
    let users = shape.groups[2u * term];
    let items = shape.groups[2u * term + 1u];
    let b0 = logitsRow - users.w;`;

const innerProducts = (tile: Tile, start: string, depth: string): string =>
  walk(tile, {
    form: 'nt',
    depth,
    left: {
      array: 'scratch',
      start: `shape.vectors + (users.x + b0) * shape.vectorWidth + ${start}`,
      stride: 'shape.vectorWidth',
    },
    right: {
      array: 'scratch',
      start: `shape.vectors + (items.x + 4u * column) * shape.vectorWidth + ${start}`,
      stride: 'shape.vectorWidth',
    },
  });

/** target[row, c] = s − logQ_c; left out: padding, and candidates c ≠ b that are row b's positive again. */
const writeLogits = (tile: Tile, target: string): string => `
    for (var j = 0u; j < ${tile.columns / 4}u; j++) {
      let c = 4u * (column + j) + vec4u(0u, 1u, 2u, 3u);
      let row = items.x + c;
      let candidate = vec4u(rowWord(row.x, 0u), rowWord(row.y, 0u), rowWord(row.z, 0u), rowWord(row.w, 0u));
      let logQ = bitcast<vec4f>(
        vec4u(rowWord(row.x, 1u), rowWord(row.y, 1u), rowWord(row.z, 1u), rowWord(row.w, 1u)));
      for (var i = 0u; i < ${tile.rows}u; i++) {
        let b = vec4u(b0 + i);
        let again = (candidate == vec4u(rowWord(items.x + b0 + i, 0u))) & (c != b);
        let place = shape.${target} + (logitsRow + i) * shape.candidateWidth + column + j;
        scratch[place] = select(scratch[place] - logQ, vec4f(${LEFT_OUT}), again | (c >= vec4u(items.y)));
      }
    }`;

const storeSums = (tile: Tile, target: string): string =>
  eachVector(
    tile,
    (i, j, s) =>
      `scratch[shape.${target} + (logitsRow + ${i}u) * shape.candidateWidth + column + ${j}u] = ${s};`,
  );

/**
 * z[b,c] = s_up + m + ⟨e_b, e_c⟩ − logQ_c with s_up = ⟨up_b, up_c⟩ from the frozen blocks and the margin
 * m = γ·σ(∓(s_up[b,c] − s_up[b,b])), 0 on the positive (AML, reconstructed; the sign is its form). The
 * teacher's logits likewise. Margin and teacher in the first term only.
 * vectors [rows, K | U | T] → logits, taught [B, C] of each term, one below the other
 */
export const logits = (tile: Tile): string => `
  let columnTiles = 4u * shape.candidateWidth / ${tile.columns}u;
  let logitsRow = tileIndex / columnTiles * ${tile.rows}u;
  if (logitsRow >= shape.userRows) { return; }
  let column = tileIndex % columnTiles * ${tile.columns / 4}u;
  ${locateTerm}
  if (4u * column >= items.z) { return; }
  ${declareSums(tile)}
  ${innerProducts(tile, 'shape.outputWidth', 'shape.upstreamWidth')}
  if (term == 0u && shape.gamma > 0f) {
    ${eachVector(tile, (i, j, s) => `${s} += margin(${s}, users.x, items.x, b0 + ${i}u, 4u * (column + ${j}u));`)}
  }
  ${innerProducts(tile, '0u', 'shape.outputWidth')}
  ${storeSums(tile, 'logits')}
  ${writeLogits(tile, 'logits')}
  if (term == 0u && shape.taughtWidth > 0u) {
    ${eachVector(tile, (_i, _j, s) => `${s} = vec4f();`)}
    ${innerProducts(tile, 'shape.outputWidth + shape.upstreamWidth', 'shape.taughtWidth')}
    ${storeSums(tile, 'taught')}
    ${writeLogits(tile, 'taught')}
  }
`;

export const logitsFunctions = `
fn margin(upstream: vec4f, users: u32, items: u32, b: u32, c0: u32) -> vec4f {
  var positive = 0f;
  let u = shape.vectors + (users + b) * shape.vectorWidth + shape.outputWidth;
  let v = shape.vectors + (items + b) * shape.vectorWidth + shape.outputWidth;
  for (var k = 0u; k < shape.upstreamWidth; k++) { positive += dot(scratch[u + k], scratch[v + k]); }
  let ratio = 1f / (1f + exp(-shape.marginSign * (upstream - positive)));
  return select(shape.gamma * ratio, vec4f(), c0 + vec4u(0u, 1u, 2u, 3u) == vec4u(b));
}
`;

/**
 * ∂L/∂e of both sides from G = ∂L/∂z, which stands where the logits stood:
 * users G·E_items, items Gᵀ·E_users.   G [B, C], E [·, K] → outputSignals [rows, K]
 */
export const outputSignals = (tile: Tile): string => `
  let columnTiles = 4u * shape.outputWidth / ${tile.columns}u;
  let row0 = tileIndex / columnTiles * ${tile.rows}u;
  if (row0 >= shape.rows) { return; }
  let column = tileIndex % columnTiles * ${tile.columns / 4}u;
  let group = groupOf(row0);
  let users = shape.groups[group & 2u];
  let items = shape.groups[group | 1u];
  ${declareSums(tile)}
  if ((group & 1u) == 0u) {
    ${walk(tile, {
      form: 'nn',
      depth: '(items.z / 4u)',
      left: {
        array: 'scratch',
        start: 'shape.logits + (users.w + row0 - users.x) * shape.candidateWidth',
        stride: 'shape.candidateWidth',
      },
      right: {
        array: 'scratch',
        start: 'shape.vectors + items.x * shape.vectorWidth + column',
        stride: 'shape.vectorWidth',
      },
    })}
  } else {
    ${walk(tile, {
      form: 'tn',
      depth: 'users.y',
      left: {
        array: 'scratch',
        start: 'shape.logits + users.w * shape.candidateWidth + (row0 - items.x) / 4u',
        stride: 'shape.candidateWidth',
      },
      right: {
        array: 'scratch',
        start: 'shape.vectors + users.x * shape.vectorWidth + column',
        stride: 'shape.vectorWidth',
      },
    })}
  }
  let target0 = shape.outputSignals + row0 * shape.outputWidth + column;
  ${eachVector(tile, (i, j, s) => `scratch[target0 + ${i}u * shape.outputWidth + ${j}u] = ${s};`)}
`;
