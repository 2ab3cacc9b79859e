/** The logits of a batch with their corrections, and the gradients of the output vectors. */
import { EXCLUDED_LOGIT } from '../../candidates';
import {
  addProduct,
  declareSums,
  eachVector,
  locate,
  repeat,
  store,
  type Tile,
  type TileVector,
  tileColumn,
  tileRow,
} from './product';

/** Sets the term, its groups users and items, and the first user row of a tile of logits. */
const locateTerm = /* wgsl */ `
    let term = termOf(row0);
    let users = shape.groups[2u * term];
    let items = shape.groups[2u * term + 1u];
    let b0 = row0 - users.w;`;

const innerProducts = (tile: Tile, start: string, depth: string): string =>
  addProduct(tile, {
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

/** Reads per candidate of the tile its item, log-q and column, and per row its positive's item. */
const readItems = (tile: Tile): string => /* wgsl */ `
    let words = shape.rowWords;
    let itemRecords = shape.rowRecords + items.x * words;
    ${repeat(tile.rows, (i) => `let positive${i} = batch[itemRecords + (b0 + ${tileRow(tile, i)}) * words];`)}
    ${repeat(tile.columns / 4, (j) => {
      const four = (word: number) => repeat(4, (c) => `batch[record${j}[${c}] + ${word}u],`);
      return /* wgsl */ `
      let c${j} = 4u * (column + ${tileColumn(tile, j)}) + vec4u(0u, 1u, 2u, 3u);
      let record${j} = itemRecords + c${j} * words;
      let candidate${j} = vec4u(${four(0)});
      let logQ${j} = bitcast<vec4f>(vec4u(${four(1)}));
      let padding${j} = c${j} >= vec4u(items.y);`;
    })}`;

/** Subtracts log-q: s − logQ_c for the candidates of vec4 column j. */
const logQCorrection = (sum: string, j: number): string => `${sum} - logQ${j}`;

/** Tells which candidates of vec4 column j are accidental hits of row i: c ≠ b, but row b's positive again. */
const accidentalHits = ({ i, j, row }: TileVector): string =>
  `(candidate${j} == vec4u(positive${i})) & (c${j} != vec4u(b0 + ${row}))`;

/** Stores region[row, c] = s − logQ_c; accidental hits and padding are excluded. */
const storeLogits = (tile: Tile, region: 'logits' | 'teacherLogits'): string =>
  store(
    tile,
    { start: `shape.${region} + row0 * shape.candidateWidth + column`, stride: 'shape.candidateWidth' },
    (vector) => `select(
      ${logQCorrection(vector.sum, vector.j)}, vec4f(${EXCLUDED_LOGIT}f),
      (${accidentalHits(vector)}) | padding${vector.j})`,
  );

/** The extensions of softmax in a stage's first term, compiled in: a branch that is never taken costs time. */
export interface LossParts {
  margin: boolean;
  teacher: boolean;
}

/**
 * Computes z[b,c] = s_up + m + ⟨e_b, e_c⟩ − logQ_c with s_up = ⟨up_b, up_c⟩ from the frozen blocks and the
 * adaptive margin m = γ·σ(∓(s_up[b,c] − s_up[b,b])), 0 on the positive (AML, reconstructed; the sign is its form). The
 * teacher's logits likewise. Margin and teacher in the first term only.
 * vectors [rows, K | U | T] → logits, teacherLogits [B, C] of each term, one below the other
 */
export const logits = (tile: Tile, { margin, teacher }: LossParts): string => /* wgsl */ `
  ${locate(tile, 'tileIndex', 'shape.candidateWidth')}
  if (row0 >= shape.userRows) { return; }
  ${locateTerm}
  if (4u * column >= items.z) { return; }
  ${declareSums(tile)}
  ${margin ? innerProducts(tile, 'shape.outputWidth', 'shape.upstreamWidth') + addAdaptiveMargin(tile) : ''}
  ${innerProducts(tile, '0u', margin ? 'shape.outputWidth' : 'shape.outputWidth + shape.upstreamWidth')}
  ${readItems(tile)}
  ${storeLogits(tile, 'logits')}
  ${teacher ? teacherLogits(tile) : ''}
`;

const addAdaptiveMargin = (tile: Tile): string => /* wgsl */ `
  ${repeat(tile.rows, (i) => `let p${i} = scratch[shape.positives + (b0 + ${tileRow(tile, i)}) / 4u][${i & 3}];`)}
  ${eachVector(
    tile,
    ({ i, row, column, sum }) =>
      `${sum} += adaptiveMargin(${sum} - p${i}, 4u * (column + ${column}), b0 + ${row}, term == 0u);`,
  )}`;

const teacherLogits = (tile: Tile): string => /* wgsl */ `
  if (term == 0u) {
    ${eachVector(tile, ({ sum }) => `${sum} = vec4f();`)}
    ${innerProducts(tile, 'shape.outputWidth + shape.upstreamWidth', 'shape.teacherWidth')}
    ${storeLogits(tile, 'teacherLogits')}
  }`;

/** m = γ·σ(∓lead) with lead = s_up[b,c] − s_up[b,b]; 0 on the positive and in later terms. */
export const marginFunctions = /* wgsl */ `
fn adaptiveMargin(lead: vec4f, c0: u32, b: u32, isFirstTerm: bool) -> vec4f {
  let applies = vec4<bool>(isFirstTerm) & (c0 + vec4u(0u, 1u, 2u, 3u) != vec4u(b));
  return select(vec4f(), shape.gamma / (1f + exp(-shape.marginSign * lead)), applies);
}
`;

/**
 * Computes s_up[b,b] of the first term's rows, which every margin of a row compares with; one invocation each.
 * vectors [rows, K | U | T] → positives [B]
 */
export const positives = /* wgsl */ `
  let users = shape.groups[0];
  if (tileIndex >= users.z) { return; }
  var u = shape.vectors + (users.x + tileIndex) * shape.vectorWidth + shape.outputWidth;
  var v = shape.vectors + (shape.groups[1].x + tileIndex) * shape.vectorWidth + shape.outputWidth;
  var sum = 0f;
  for (var k = 0u; k < shape.upstreamWidth; k++) { sum += dot(scratch[u + k], scratch[v + k]); }
  scratch[shape.positives + tileIndex / 4u][tileIndex % 4u] = sum;
`;

/** Sets row0, column (in vec4s) and the groups; returns from the kernel where the tile belongs to the other side. */
const locateSignals = (tile: Tile, side: number): string => /* wgsl */ `
  ${locate(tile, 'tileIndex', 'shape.outputWidth')}
  if (row0 >= shape.rows) { return; }
  let group = groupOf(row0);
  if ((group & 1u) != ${side}u) { return; }
  let users = shape.groups[group - (group & 1u)];
  let items = shape.groups[group | 1u];
  ${declareSums(tile)}`;

const storeSignals = (tile: Tile): string => /* wgsl */ `
  if (column >= shape.outputWidth) { return; }
  ${store(
    tile,
    { start: 'shape.outputSignals + row0 * shape.outputWidth + column', stride: 'shape.outputWidth' },
    ({ sum }) => sum,
  )}`;

/**
 * ∂L/∂e_users = G·E_items with G = ∂L/∂z, which has overwritten the logits.
 * G [B, C], E [C, K] → outputSignals [users' rows, K]
 */
export const userSignals = (tile: Tile): string => /* wgsl */ `
  ${locateSignals(tile, 0)}
  ${addProduct(tile, {
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
export const itemSignals = (tile: Tile): string => /* wgsl */ `
  ${locateSignals(tile, 1)}
  ${addProduct(tile, {
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
