/** Between the towers: the logits of a batch with all that is added to them, and the way back. */
import { columnOf, declareSums, eachVector, list, locate, rowOf, store, type Tile, walk } from './product';

/** Far enough below any logit that the softmax gives exactly 0. */
const LEFT_OUT = '-1e30';

/** Sets term, users and items (its groups), and the first user row of a tile of logits. */
const locateTerm = `
    let term = termOf(row0);
    let users = shape.groups[2u * term];
    let items = shape.groups[2u * term + 1u];
    let b0 = row0 - users.w;`;

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

/** Per candidate of the tile its item, log-q and column, per row its positive's item. */
const readItems = (tile: Tile): string => `
    let words = shape.rowWords;
    let itemRecords = shape.rowRecords + items.x * words;
    ${list(tile.rows, (i) => `let positive${i} = batch[itemRecords + (b0 + ${rowOf(tile, i)}) * words];`)}
    ${list(tile.columns / 4, (j) => {
      const four = (word: number) => list(4, (c) => `batch[record${j}[${c}] + ${word}u],`);
      return `
      let c${j} = 4u * (column + ${columnOf(tile, j)}) + vec4u(0u, 1u, 2u, 3u);
      let record${j} = itemRecords + c${j} * words;
      let candidate${j} = vec4u(${four(0)});
      let logQ${j} = bitcast<vec4f>(vec4u(${four(1)}));
      let padding${j} = c${j} >= vec4u(items.y);`;
    })}`;

/** target[row, c] = s − logQ_c; left out: padding, and candidates c ≠ b that are row b's positive again. */
const storeLogits = (tile: Tile, target: string): string =>
  store(
    tile,
    { start: `shape.${target} + row0 * shape.candidateWidth + column`, stride: 'shape.candidateWidth' },
    ({ i, j, row, sum }) => `select(
      ${sum} - logQ${j}, vec4f(${LEFT_OUT}),
      ((candidate${j} == vec4u(positive${i})) & (c${j} != vec4u(b0 + ${row}))) | padding${j})`,
  );

/** What a stage's first term has besides plain softmax. Branches that are never taken still cost time. */
export interface LossParts {
  margin: boolean;
  taught: boolean;
}

/**
 * z[b,c] = s_up + m + ⟨e_b, e_c⟩ − logQ_c with s_up = ⟨up_b, up_c⟩ from the frozen blocks and the margin
 * m = γ·σ(∓(s_up[b,c] − s_up[b,b])), 0 on the positive (AML, reconstructed; the sign is its form). The
 * teacher's logits likewise. Margin and teacher in the first term only.
 * vectors [rows, K | U | T] → logits, taught [B, C] of each term, one below the other
 */
export const logits = (tile: Tile, { margin, taught }: LossParts): string => `
  ${locate(tile, 'tileIndex', 'shape.candidateWidth')}
  if (row0 >= shape.userRows) { return; }
  ${locateTerm}
  if (4u * column >= items.z) { return; }
  ${declareSums(tile)}
  ${margin ? innerProducts(tile, 'shape.outputWidth', 'shape.upstreamWidth') + addMargins(tile) : ''}
  ${innerProducts(tile, '0u', margin ? 'shape.outputWidth' : 'shape.outputWidth + shape.upstreamWidth')}
  ${readItems(tile)}
  ${storeLogits(tile, 'logits')}
  ${taught ? taughtLogits(tile) : ''}
`;

const addMargins = (tile: Tile): string => `
  ${list(tile.rows, (i) => `let p${i} = scratch[shape.positives + (b0 + ${rowOf(tile, i)}) / 4u][${i & 3}];`)}
  ${eachVector(
    tile,
    ({ i, row, column, sum }) =>
      `${sum} += margin(${sum} - p${i}, 4u * (column + ${column}), b0 + ${row}, term == 0u);`,
  )}`;

const taughtLogits = (tile: Tile): string => `
  if (term == 0u) {
    ${eachVector(tile, ({ sum }) => `${sum} = vec4f();`)}
    ${innerProducts(tile, 'shape.outputWidth + shape.upstreamWidth', 'shape.taughtWidth')}
    ${storeLogits(tile, 'taught')}
  }`;

export const marginFunctions = `
fn margin(lead: vec4f, c0: u32, b: u32, wanted: bool) -> vec4f {
  let here = vec4<bool>(wanted) & (c0 + vec4u(0u, 1u, 2u, 3u) != vec4u(b));
  return select(vec4f(), shape.gamma / (1f + exp(-shape.marginSign * lead)), here);
}
`;

/**
 * s_up[b,b] of the first term's rows, which every margin of a row compares with; one invocation each.
 * vectors [rows, K | U | T] → positives [B]
 */
export const positives = `
  let users = shape.groups[0];
  if (tileIndex >= users.z) { return; }
  var u = shape.vectors + (users.x + tileIndex) * shape.vectorWidth + shape.outputWidth;
  var v = shape.vectors + (shape.groups[1].x + tileIndex) * shape.vectorWidth + shape.outputWidth;
  var sum = 0f;
  for (var k = 0u; k < shape.upstreamWidth; k++) { sum += dot(scratch[u + k], scratch[v + k]); }
  scratch[shape.positives + tileIndex / 4u][tileIndex % 4u] = sum;
`;

/** Sets row0, column (in vec4s) and the groups, or returns where the tile belongs to the other side. */
const locateSignals = (tile: Tile, side: number): string => `
  ${locate(tile, 'tileIndex', 'shape.outputWidth')}
  if (row0 >= shape.rows) { return; }
  let group = groupOf(row0);
  if ((group & 1u) != ${side}u) { return; }
  let users = shape.groups[group - (group & 1u)];
  let items = shape.groups[group | 1u];
  ${declareSums(tile)}`;

const storeSignals = (tile: Tile): string => `
  if (column >= shape.outputWidth) { return; }
  ${store(
    tile,
    { start: 'shape.outputSignals + row0 * shape.outputWidth + column', stride: 'shape.outputWidth' },
    ({ sum }) => sum,
  )}`;

/**
 * ∂L/∂e_users = G·E_items with G = ∂L/∂z, which stands where the logits stood.
 * G [B, C], E [C, K] → outputSignals [users' rows, K]
 */
export const userSignals = (tile: Tile): string => `
  ${locateSignals(tile, 0)}
  ${walk(tile, {
    form: 'nn',
    depth: 'items.z / 4u',
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
  ${storeSignals(tile)}
`;

/** ∂L/∂e_items = Gᵀ·E_users.   G [B, C], E [B, K] → outputSignals [items' rows, K] */
export const itemSignals = (tile: Tile): string => `
  ${locateSignals(tile, 1)}
  ${walk(tile, {
    form: 'tn',
    depth: 'users.z / 4u',
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
  ${storeSignals(tile)}
`;
